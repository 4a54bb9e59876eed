import type { AcceptedGroup, Itemised, SettledItems } from '@/lib/domain/comparison/accepted';
import type { Db } from './database';

/** One coming of discrepancies; batch 0 came with its run. `first` is how many of the run stood before it. */
export type NewBatch = {
  runId: string;
  batch: number;
  first: number;
  lines: number;
  /** SHA-256 of what was sent, in hex. */
  digest: string;
  /** The first answer, word for word; null where the run's own answer is it. */
  answer: string | null;
  receivedAt: Date;
};

export const insertBatch = async (db: Db, batch: NewBatch): Promise<void> => {
  await db.runBatch.create({ data: batch });
};

/** What was answered to the same body before; null where this run never had it. */
export const findBatchAnswer = async (db: Db, runId: string, digest: string): Promise<string | null> => {
  const found = await db.runBatch.findUnique({ where: { runId_digest: { runId, digest } }, select: { answer: true } });
  return found?.answer ?? null;
};

/** When discrepancies of a run were last let go; null where all are there. */
export const letGoAt = async (db: Db, runId: string): Promise<Date | null> => {
  const found = await db.runBatch.aggregate({ where: { runId }, _max: { letGoAt: true } });
  return found._max.letGoAt;
};

/** Lets only one at a time count a run's discrepancies, until its transaction ends. Taken before any ledger, never after. */
export const lockItems = async (db: Db, runId: string): Promise<void> => {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${runId}, 7270))`;
};

type CountedRow = {
  discrepancies: number;
  target: number;
  legacy: number;
  records: number;
  accepted: number;
  differs: boolean;
};

/** What `countItems` counts, of all that is stored of a run: also what this transaction has only just written. */
export const countStoredItems = async (
  db: Db,
  runId: string,
  { withCohorts }: { withCohorts: boolean },
): Promise<Itemised & { differs: boolean }> => {
  // A million records are grouped in memory, once, and not on disk.
  await db.$executeRaw`SET LOCAL work_mem = '128MB'`;
  const [row] = await db.$queryRaw<CountedRow[]>`
    SELECT COALESCE(sum(rows), 0)::int AS discrepancies, count(*)::int AS records,
           count(*) FILTER (WHERE in_target)::int AS target,
           count(*) FILTER (WHERE in_legacy AND NOT in_target)::int AS legacy,
           count(*) FILTER (WHERE NOT open)::int AS accepted, COALESCE(bool_or(open), false) AS differs
      FROM (SELECT count(*) AS rows, bool_or(kind = 'missing_in_target') AS in_target,
                   bool_or(kind = 'missing_in_legacy') AS in_legacy, bool_or(outcome = 'mismatch') AS open
              FROM discrepancy WHERE run_id = ${runId}::uuid GROUP BY correlation_id) AS record`;
  const { discrepancies = 0, target = 0, legacy = 0, records = 0, accepted = 0, differs = false } = row ?? {};
  const byCohort = withCohorts && accepted > 0;
  return {
    discrepancies,
    records: { missingInTarget: target, missingInLegacy: legacy, differing: records - target - legacy },
    accepted: byCohort ? await acceptedGroups(db, runId) : [{ dimensions: [], records: accepted }],
    differs,
  };
};

/** Accepted records by the dimensions that their discrepancies name. */
const acceptedGroups = (db: Db, runId: string): Promise<AcceptedGroup[]> =>
  db.$queryRaw<AcceptedGroup[]>`
    SELECT dimensions, count(*)::int AS records
      FROM (SELECT jsonb_agg(DISTINCT dimensions) AS dimensions FROM discrepancy WHERE run_id = ${runId}::uuid
             GROUP BY correlation_id HAVING bool_and(outcome <> 'mismatch')) AS record
     GROUP BY dimensions`;

/** What a batch changes in its run; the database lets nothing else of it change, and this only beside the batch. */
export const saveItemised = async (
  db: Db,
  runId: string,
  settled: SettledItems & { discrepancies: number; outcome: string },
): Promise<void> => {
  const { discrepancies, itemisedExactly, complete, unitemised, accepted, outcome } = settled;
  await db.run.update({
    where: { id: runId },
    data: { discrepancyCount: discrepancies, itemisedExactly, complete, unitemised, accepted, outcome },
  });
  for (const [position, count] of settled.cohortsAccepted.entries()) {
    await db.runCohort.update({ where: { runId_position: { runId, position } }, data: { accepted: count } });
  }
};

/** How many records of a run stand in a pattern of what nobody itemised; none takes the run out of it. */
export const saveUnitemised = async (db: Db, patternId: string, runId: string, left: number): Promise<void> => {
  if (left === 0) await db.patternRun.deleteMany({ where: { patternId, runId } });
  else await db.patternRun.updateMany({ where: { patternId, runId }, data: { count: left, open: left } });
};
