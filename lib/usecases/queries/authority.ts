import { mayReadAuthority } from '@/lib/domain/access/may';
import { type Known, stagesKnownAt, windowsKnownAt } from '@/lib/domain/authority/known-at';
import type { Leases } from '@/lib/domain/authority/lease';
import { proofsKnownAt } from '@/lib/domain/authority/way-back';
import { Refused, refused } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { listContextStates, type RecordedContext } from '@/lib/store/contexts';
import { type Db, databaseNow, transactionNow } from '@/lib/store/database';
import { findLedger, lastEntryIndexAt } from '@/lib/store/ledger';
import { loadPolicy } from '@/lib/store/policies';
import { findProgram, findProgramById, type ProgramRow } from '@/lib/store/programs';
import { authorise } from '@/lib/usecases/authorise';
import type {
  AuthorityRecord,
  AuthorityRecordSource,
  AuthoritySnapshot,
  AuthoritySource,
  ProgramName,
  SnapshotContext,
} from '@/lib/usecases/authority-snapshot';
import { read } from '@/lib/usecases/transact';

const unknown = () => refused('not_found', 'There is no such program.');

const find = (db: Db, name: ProgramName): Promise<ProgramRow | null> =>
  'id' in name ? findProgramById(db, name.id) : findProgram(db, name.slug);

const leasesOf = async (db: Db, programId: string): Promise<Leases> => {
  const policy = parsePolicy((await loadPolicy(db, programId)).document);
  if (!policy.ok) throw new Refused(policy.refusal);
  return policy.value;
};

const toSnapshot = (
  { slug, name, stages, workloads, lanes: drawn, former, proofs }: RecordedContext,
  known: Known | null,
): SnapshotContext => {
  const lanes = [...drawn, ...(former ?? [])];
  return {
    slug,
    name,
    stages: known === null ? stages : stagesKnownAt(stages, known.entry),
    workloads,
    // Intervals carry their entries, and whoever answers leaves out what was not known.
    lanes:
      known === null
        ? lanes
        : lanes.map((lane) => ({ ...lane, windows: windowsKnownAt(lane.windows, lane.intervals, known) })),
    proofs: known === null ? proofs : proofsKnownAt(proofs, known.entry),
  };
};

const snapshotOf = async (db: Db, program: ProgramRow, known: Known | null = null): Promise<AuthoritySnapshot> => {
  const ledger = await findLedger(db, program.id);
  if (ledger === null) throw new Error('a program without a ledger');
  return {
    program: { id: program.id, slug: program.slug },
    dimensions: Object.keys(program.dimensions as Record<string, unknown>),
    leases: await leasesOf(db, program.id),
    ledgerSize: ledger.size,
    confirmedAt: await transactionNow(db),
    contexts: (await listContextStates(db, program.id)).map((context) => toSnapshot(context, known)),
  };
};

/** Everything that authority answers are made from, in one view; asked by the door's memory, not by callers. */
export const loadAuthority: AuthoritySource['loadAuthority'] = (name) =>
  read(async (db) => {
    const program = await find(db, name);
    if (program === null) throw unknown();
    return snapshotOf(db, program);
  });

/** Whether anything was recorded since, in one cheap query. */
export const confirmAuthority: AuthoritySource['confirmAuthority'] = (programId) =>
  read(async (db) => {
    const ledger = await findLedger(db, programId);
    if (ledger === null) throw unknown();
    return { ledgerSize: ledger.size, at: await transactionNow(db) };
  });

/** Authority as of another instant, and as it was on record then, for whoever may read it. */
export const readAuthorityRecord: AuthorityRecordSource['readAuthorityRecord'] = (
  context,
  programSlug,
  { at, knownAt },
) =>
  read(async (db): Promise<AuthorityRecord> => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw unknown();
    await authorise(db, context.actor, program, mayReadAuthority);
    const instant = at ?? knownAt ?? (await databaseNow(db));
    const ledger = await findLedger(db, program.id);
    const lastAt = async (then: Date) => (ledger === null ? -1 : lastEntryIndexAt(db, ledger.id, then));
    const knownAtEntry = knownAt === null ? null : await lastAt(knownAt);
    return {
      snapshot: await snapshotOf(
        db,
        program,
        knownAt === null || knownAtEntry === null ? null : { entry: knownAtEntry, at: knownAt },
      ),
      at: instant,
      knownAtEntry,
      entryAt: await lastAt(instant),
    };
  });
