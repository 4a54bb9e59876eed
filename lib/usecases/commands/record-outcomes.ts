import type { OutcomesAnswer, SentOutcome } from '@/lib/contract/v1/outcomes';
import { mayRecordRun } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { defaultMatching, latenessMs } from '@/lib/domain/pairing/periods';
import { listWorkloads } from '@/lib/store/context-declarations';
import { listContexts } from '@/lib/store/contexts';
import { type Db, databaseNow } from '@/lib/store/database';
import { isLoadingDemo } from '@/lib/store/installation';
import { lockLedger } from '@/lib/store/ledger';
import {
  ensureOutcomeMonths,
  insertOutcomes,
  listContradicted,
  type NewOutcome,
  openStream,
  outcomeKey,
} from '@/lib/store/outcomes';
import { findProgram } from '@/lib/store/programs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { claimReceipt, keepReceipt } from '@/lib/usecases/idempotency';
import { type Awaited, awaitPairing } from '@/lib/usecases/pairing/await-pairing';
import { claimOf, distinctLines, type Line, readLines, refuseContradicted } from '@/lib/usecases/pairing/read-lines';
import { note } from '@/lib/usecases/transact';

const clockOf = async (context: Context, db: Db): Promise<Date> => {
  if (context.simulatedAt === undefined) return databaseNow(db);
  if (!(await isLoadingDemo(db))) throw new Error('only the demo loader may simulate a clock');
  return context.simulatedAt;
};

const contextsOf = async (db: Db, programId: string) => {
  const contexts = await listContexts(db, programId);
  return Promise.all(contexts.map(async ({ id, slug }) => ({ id, slug, workloads: await listWorkloads(db, id) })));
};

/** The lines under the ids of their streams, and the context of each stream. */
const inStreams = async (db: Db, lines: readonly Line[]) => {
  const ids = new Map<string, string>();
  const contextOf = new Map<string, string>();
  const outcomes: NewOutcome[] = [];
  for (const { stream, outcome } of lines) {
    const name = JSON.stringify([stream.contextId, stream.source, stream.workload]);
    const streamId = ids.get(name) ?? (await openStream(db, stream));
    ids.set(name, streamId);
    contextOf.set(streamId, stream.contextId);
    outcomes.push({ ...outcome, streamId });
  }
  return { outcomes, contextOf };
};

const warningsOf = ({ late, tooLate, byDefault }: Awaited): string[] => [
  ...(byDefault
    ? [
        `No rules in force say how these are matched; the window is ${defaultMatching.window} and the period ${defaultMatching.period}.`,
      ]
    : []),
  ...(late > 0 ? [`${late} came after the run of their period; another run will take its place.`] : []),
  ...(tooLate > 0
    ? [
        `${tooLate} came more than ${latenessMs / 86_400_000} days after their period closed; they are kept, and no run counts them.`,
      ]
    : []),
];

/**
 * Keeps what one side made of events, all of it or nothing, until its periods close. What was there already changes
 * nothing; another body under the same id is refused. Rows come first and the program's lock last, so that many lines keep
 * nobody waiting.
 */
export const recordOutcomes = async (
  context: Context,
  programSlug: string,
  sent: readonly SentOutcome[],
): Promise<Result<OutcomesAnswer>> => {
  const prepared = await note(async (db) => {
    await ensureOutcomeMonths(db, context.simulatedAt ?? (await databaseNow(db)));
    return accept(null);
  });
  if (!prepared.ok) return prepared;
  return note<OutcomesAnswer>(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayRecordRun);
    await claimReceipt(context, db);
    const began = await clockOf(context, db);
    const lines = distinctLines(readLines(sent, await contextsOf(db, program.id), began));
    const { outcomes, contextOf } = await inStreams(db, lines);
    const kept = await insertOutcomes(db, outcomes, began);
    const ledger = await lockLedger(db, program.id);
    if (ledger === null) throw new Error('the program has no ledger');
    const at = new Date(Math.max((context.simulatedAt ?? ledger.now).getTime(), ledger.lastAt.getTime()));
    // Asked under the lock: of two requests with one id, the later one sees what the first has kept.
    const named = lines.filter(({ hasId }) => hasId);
    const contradicted = await listContradicted(db, named.map(claimOf));
    refuseContradicted(contradicted.flatMap((place) => named[place] ?? []));
    const fresh = outcomes.filter((outcome) => kept.has(outcomeKey(outcome)));
    const awaited = await awaitPairing(db, fresh, contextOf, at);
    const answer: OutcomesAnswer = {
      received: sent.length,
      kept: fresh.length,
      repeated: sent.length - fresh.length,
      late: awaited.late,
      tooLate: awaited.tooLate,
      warnings: warningsOf(awaited),
    };
    await keepReceipt(context, db, answer, at);
    return accept(answer);
  });
};
