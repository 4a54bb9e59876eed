import { v7 as uuid } from 'uuid';
import type { Actor } from '@/lib/domain/access/actor';
import { commitAllowanceMs } from '@/lib/domain/authority/lease';
import { accept, type Refusal, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { genesisOf, linkEntry } from '@/lib/domain/ledger/entry';
import type { Fact } from '@/lib/domain/ledger/fact';
import { log } from '@/lib/log';
import {
  type Db,
  databaseNow,
  inLongTransaction,
  inSnapshot,
  inTransaction,
  isRetryable,
  isUnreachable,
} from '@/lib/store/database';
import { isLoadingDemo } from '@/lib/store/installation';
import { appendEntries, lockLedger, openLedger } from '@/lib/store/ledger';
import { findProgram, findProgramById, type ProgramRow } from '@/lib/store/programs';
import type { Context } from './context';
import { claimReceipt, keepReceipt, Replayed } from './idempotency';
import { SharedTurns } from './turns';

/** A writable transaction with the program's ledger locked: everything that is saved is saved with its facts. */
export type Tx = {
  db: Db;
  /** How long it may take until its commit where it shifts authority, in milliseconds. */
  commitAllowanceMs: number;
  /** The instant of everything in this transaction: the database's clock, never before the last entry. */
  at: Date;
  /** The index that the next recorded fact will get. */
  nextEntry: () => number;
  record: (fact: Fact) => number;
  /** The same in another's name: what follows from an act without being the act of who sent it. */
  recordFor: (fact: Fact, who: Named) => number;
};

/** Who stands in a ledger for an act. */
export type Named = { kind: Actor['kind']; id: string; name: string };

export type ProgramTx = Tx & { program: ProgramRow };

/**
 * What each attempt of a transaction has for a shift of authority, in milliseconds: the database refuses one that is
 * committed later, and asks for another. The shift takes effect as much later, so that the first is short.
 */
const allowancesMs = [commitAllowanceMs, 3_000, 6_000, 12_000, 24_000];
const tries = allowancesMs.length;
/** For what is tried once. */
const patientMs = 6_000;

/** What stands in a ledger for who acted: ids and the name that people know them by. */
export const actorOf = (actor: Actor): Named => {
  if (actor.kind === 'person') return { kind: 'person', id: actor.personId, name: actor.name };
  if (actor.kind === 'key') return { kind: 'key', id: actor.keyId, name: actor.name };
  return { kind: 'system', id: 'system', name: actor.name };
};

const asPerson = ({ id, name }: { id: string; name: string }) => ({ kind: 'person' as const, id, name });

type Book = { id: string; origin: string; size: number; head: string };

const writer = (context: Context, db: Db, book: Book, at: Date, recordedAt: Date, commitAllowanceMs: number) => {
  const entries: Parameters<typeof appendEntries>[2][number][] = [];
  let head = book.head;
  const recordedActor = context.inNameOf === undefined ? actorOf(context.actor) : asPerson(context.inNameOf);
  const recordFor = (fact: Fact, who: Named): number => {
    const index = book.size + entries.length;
    const linked = linkEntry(
      { origin: book.origin, index, prev: head },
      { at, recordedAt, actor: who, requestId: context.requestId, fact },
    );
    head = linked.leaf;
    entries.push({
      index,
      bytes: linked.bytes,
      leaf: linked.leaf,
      at,
      type: fact.type,
      actorId: who.id,
      subjectId: fact.subject?.id ?? null,
      context: fact.contextId ?? null,
    });
    return index;
  };
  const record = (fact: Fact): number => recordFor(fact, recordedActor);
  const tx: Tx = { db, commitAllowanceMs, at, nextEntry: () => book.size + entries.length, record, recordFor };
  return { tx, save: () => appendEntries(db, book.id, entries) };
};

const instantOf = async (context: Context, db: Db, now: Date, lastAt: Date): Promise<Date> => {
  if (context.simulatedAt === undefined) return now > lastAt ? now : lastAt;
  if (!(await isLoadingDemo(db))) throw new Error('only the demo loader may simulate a clock');
  return context.simulatedAt > lastAt ? context.simulatedAt : lastAt;
};

/** Programs whose ledgers are locked beside the one that is written to; only the installation's has such. */
type Beside = (db: Db) => Promise<readonly string[]>;

/**
 * Locks the ledger that is written to, and those beside it. The clock is read with the last of them, so that nothing in any
 * of them is later than what follows.
 */
const lockAll = async (db: Db, programId: string | null, beside: Beside) => {
  let book = (await lockLedger(db, programId)) ?? (await openInstallationLedger(db, programId));
  for (const id of await beside(db)) {
    const other = await lockLedger(db, id);
    if (other !== null) book = { ...book, now: other.now, lastAt: laterOf(book.lastAt, other.lastAt) };
  }
  return book;
};

const none: Beside = async () => [];

const inBookOf = async <T>(
  context: Context,
  db: Db,
  programId: string | null,
  work: (tx: Tx) => Promise<Result<T>>,
  allowanceMs: number,
  beside: Beside = none,
): Promise<Result<T>> => {
  const book = await lockAll(db, programId, beside);
  const at = await instantOf(context, db, book.now, book.lastAt);
  await claimReceipt(context, db);
  const { tx, save } = writer(context, db, book, at, book.now, allowanceMs);
  const result = await work(tx);
  // A refusal undoes everything that was written on the way to it.
  if (!result.ok) throw new Refused(result.refusal);
  await save();
  await keepReceipt(context, db, result.value, at);
  return result;
};

/**
 * Who waits for a ledger that somebody else writes to waits here, without a connection: else one busy program would hold all
 * of them, and nobody could even read. Of one program one at a time; other processes are kept apart by the ledger's lock.
 */
const writers = new SharedTurns(6, 1, 10_000);

const inBook = <T>(
  context: Context,
  programId: string | null,
  work: (tx: Tx) => Promise<Result<T>>,
  allowanceMs: number,
  beside: Beside = none,
): Promise<Result<T>> =>
  writers.take(programId ?? 'installation', () =>
    inTransaction((db) => inBookOf(context, db, programId, work, allowanceMs, beside)),
  );

const openInstallationLedger = async (db: Db, programId: string | null) => {
  if (programId !== null) throw refused('not_found', 'There is no such program.');
  const now = await databaseNow(db);
  const ledger = { id: uuid(), origin: 'lockgate/installation', programId: null, at: new Date(0) };
  await openLedger(db, { ...ledger, head: genesisOf(ledger.origin) });
  return { id: ledger.id, origin: ledger.origin, size: 0, head: genesisOf(ledger.origin), lastAt: new Date(0), now };
};

/** Turns what a transaction throws into its refusal; passes everything unexpected on. */
const attempt = async <T>(run: (allowanceMs: number) => Promise<Result<T>>, most = tries): Promise<Result<T>> => {
  for (let turn = 1; ; turn += 1) {
    try {
      return await run(allowancesMs[turn - 1] ?? patientMs);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      if (error instanceof Replayed) throw error;
      if (isRetryable(error) && turn < most) {
        await new Promise((resume) => setTimeout(resume, turn * 20 * (1 + Math.random())));
        continue;
      }
      if (isRetryable(error)) return tooBusy(error);
      if (isUnreachable(error)) return unavailable(error);
      throw error;
    }
  }
};

const tooBusy = (error: unknown): { ok: false; refusal: Refusal } => {
  log.warn({ err: error }, 'a transaction was given up');
  const detail = 'Too much happens at this moment. Nothing was changed; send the same request again.';
  return { ok: false, refusal: { code: 'unavailable', detail } };
};

const unavailable = (error: unknown): { ok: false; refusal: Refusal } => {
  log.warn({ err: error }, 'the database cannot be reached');
  const detail =
    'The database cannot be reached just now. Send the same request again: what was done is not done twice.';
  return { ok: false, refusal: { code: 'unavailable', detail } };
};

/** One writable transaction over a program, serialised with all others of that program by its ledger. */
export const transact = <T>(
  context: Context,
  programSlug: string,
  work: (tx: ProgramTx) => Promise<Result<T>>,
): Promise<Result<T>> =>
  attempt(async (allowanceMs) => {
    const found = await inSnapshot((db) => findProgram(db, programSlug));
    if (found === null) throw refused('not_found', 'There is no such program.');
    const worked = async (tx: Tx) => {
      const program = await findProgram(tx.db, programSlug);
      if (program === null) throw refused('not_found', 'There is no such program.');
      return work({ ...tx, program });
    };
    return inBook(context, found.id, worked, allowanceMs);
  });

/**
 * The same for what takes long to come: `before` runs in the transaction of `work` and holds up nobody, since the ledger is
 * locked only after it. It says in which context the work is done, for a body whose digest nobody knows beforehand. Tried
 * once: what was sent cannot be read again.
 */
export const transactAfter = <P, T>(
  programId: string,
  before: (db: Db) => Promise<{ context: Context; prepared: P }>,
  work: (tx: ProgramTx, prepared: P) => Promise<Result<T>>,
): Promise<Result<T>> =>
  attempt(
    () =>
      inLongTransaction(async (db) => {
        const { context, prepared } = await before(db);
        const worked = async (tx: Tx) => {
          const program = await findProgramById(tx.db, programId);
          if (program === null) throw refused('not_found', 'There is no such program.');
          return work({ ...tx, program }, prepared);
        };
        return inBookOf(context, db, programId, worked, patientMs);
      }),
    1,
  );

/**
 * The same over the installation: people, programs, keys that belong to no program. Nothing happens meanwhile in the
 * programs `beside` it. No deadlock comes of it: only who holds the installation's ledger takes more than one.
 */
export const transactInstallation = <T>(
  context: Context,
  work: (tx: Tx) => Promise<Result<T>>,
  beside: Beside = none,
): Promise<Result<T>> => attempt((allowanceMs) => inBook(context, null, work, allowanceMs, beside));

const laterOf = (a: Date, b: Date): Date => (a.getTime() < b.getTime() ? b : a);

/** Work in the ledger of a program inside a transaction of the installation; its lock is taken second. */
export const alsoIn = async (
  context: Context,
  tx: Tx,
  programId: string,
  work: (tx: Tx) => Promise<void>,
): Promise<void> => {
  const book = await lockLedger(tx.db, programId);
  if (book === null) throw new Error('the program has no ledger');
  const { tx: inner, save } = writer(context, tx.db, book, laterOf(tx.at, book.lastAt), book.now, tx.commitAllowanceMs);
  await work(inner);
  await save();
};

/** Reads one unchanging snapshot; refusals come back as values. */
export const read = <T>(work: (db: Db) => Promise<T>): Promise<Result<T>> =>
  attempt(async () => accept(await inSnapshot(work)));

/** Writes what is no part of the record (sessions, attempts, last uses): a refusal keeps what was written before it. */
export const note = <T>(work: (db: Db) => Promise<Result<T>>): Promise<Result<T>> => attempt(() => inTransaction(work));
