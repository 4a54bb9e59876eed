import { mergeSamples, type Ranked } from '@/lib/domain/comparison/reservoir';
import type { PatternSighting } from '@/lib/domain/comparison/tally';
import type { Db } from './database';
import { sentOf } from './discrepancy-copy';

// What is kept of discrepancies by pattern, written in their own transaction: it stays when their rows are let go.

/** A sighting with the pattern that it is of. */
export type Sighted = { patternId: string; sighting: PatternSighting };

/** Adds how each pattern spread over dimensions to what was counted of the same run before. */
export const addCohorts = async (db: Db, runId: string, sighted: readonly Sighted[]): Promise<void> => {
  const rows = sighted.flatMap(({ patternId, sighting }) =>
    sighting.cohorts.map(({ dimension, value, rest, count, open }) => ({
      p: patternId,
      d: dimension,
      v: value,
      r: rest,
      c: count,
      o: open,
    })),
  );
  if (rows.length === 0) return;
  await db.$executeRaw`
    INSERT INTO pattern_cohort (pattern_id, run_id, dimension, value, rest, count, open)
    SELECT p, ${runId}::uuid, d, v, r, c, o
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (p uuid, d text, v text, r boolean, c integer, o integer)
    ON CONFLICT (pattern_id, run_id, dimension, value, rest)
    DO UPDATE SET count = pattern_cohort.count + excluded.count, open = pattern_cohort.open + excluded.open`;
};

/** One example as the table has it; short names, since it goes in as JSON. */
type Kept = {
  open: boolean;
  n: number;
  run: string;
  c: string | null;
  k: string;
  f: string | null;
  l: string | null;
  t: string | null;
  s: string;
  d: unknown;
  o: string | Date | null;
  j: string;
};

const freshOf = (runId: string, first: number, { rank, item }: PatternSighting['examples'][number]): Ranked<Kept> => ({
  rank,
  item: {
    open: item.open,
    n: first + item.position,
    run: runId,
    c: item.discrepancy.correlationId,
    k: item.discrepancy.kind,
    f: item.discrepancy.field,
    l: item.discrepancy.legacy ?? null,
    t: item.discrepancy.target ?? null,
    s: sentOf(item.discrepancy),
    d: item.discrepancy.dimensions,
    o: item.discrepancy.observedAt,
    j: item.outcome,
  },
});

/** Lets chance decide which examples each pattern keeps of those it had and those it got. */
export const keepExamples = async (
  db: Db,
  run: { id: string; first: number },
  sighted: readonly Sighted[],
): Promise<void> => {
  const ids = sighted.filter(({ sighting }) => sighting.examples.length > 0).map(({ patternId }) => patternId);
  if (ids.length === 0) return;
  const known = new Map<string, Ranked<Kept>[]>();
  const stored = await db.patternExample.findMany({ where: { patternId: { in: ids } } });
  for (const row of stored) {
    const item: Kept = {
      open: row.outcome === 'mismatch',
      n: row.position,
      run: row.runId,
      c: row.correlationId,
      k: row.kind,
      f: row.field,
      l: row.legacy,
      t: row.target,
      s: row.sent,
      d: row.dimensions,
      o: row.observedAt,
      j: row.outcome,
    };
    known.set(row.patternId, [...(known.get(row.patternId) ?? []), { rank: row.rank, item }]);
  }
  const rows = sighted.flatMap(({ patternId, sighting }) =>
    mergeSamples(
      known.get(patternId) ?? [],
      sighting.examples.map((example) => freshOf(run.id, run.first, example)),
    ).map(({ rank, item: { open: _, ...item } }, slot) => ({ p: patternId, slot, rank, ...item })),
  );
  await db.patternExample.deleteMany({ where: { patternId: { in: ids } } });
  await db.$executeRaw`
    INSERT INTO pattern_example (pattern_id, slot, rank, run_id, position, correlation_id, kind, field, legacy, target, sent,
                                 dimensions, observed_at, outcome)
    SELECT p, slot, rank, run, n, c, k, f, l, t, s, d, o, j
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS row (p uuid, slot integer, rank double precision, run uuid, n integer, c text, k text, f text, l text, t text,
                s text, d jsonb, o timestamptz, j text)`;
};
