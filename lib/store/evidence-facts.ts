import type { Totals } from '@/lib/domain/comparison/run-facts';
import {
  type AttestationFact,
  attestationDigest,
  type PatternFact,
  patternDigest,
  type RunFact,
} from '@/lib/domain/criteria/facts';
import {
  categories,
  checkOutcomes,
  layers,
  patternStates,
  roles,
  runStatuses,
  severities,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import type { Db } from './database';
import { wordOf } from './words';

// What criteria read, loaded once for all criteria of a context.

type RunRow = {
  id: string;
  digest: string;
  source: string;
  layer: string;
  workload: string | null;
  windowFrom: Date;
  windowTo: Date;
  receivedAt: Date;
  status: string;
  outcome: string;
  baseline: boolean;
  supersededBy: string | null;
  totals: Totals | null;
  accepted: number | null;
  coverage: string[];
  cohorts: { dimensions: Record<string, string>; totals: Totals; accepted: number | null }[];
  checks: { key: string; outcome: string }[];
};

const workloadOf = (word: string | null): Workload | null => (word === null ? null : wordOf(workloads, word));

const toRunFact = (row: RunRow): RunFact => ({
  id: row.id,
  digest: row.digest,
  source: row.source,
  layer: wordOf(layers, row.layer),
  workload: workloadOf(row.workload),
  window: { from: row.windowFrom, to: row.windowTo },
  receivedAt: row.receivedAt,
  status: wordOf(runStatuses, row.status),
  outcome: wordOf(checkOutcomes, row.outcome),
  baseline: row.baseline,
  supersededBy: row.supersededBy,
  totals: row.totals,
  accepted: row.accepted ?? 0,
  cohorts: row.cohorts.map((cohort) => ({ ...cohort, accepted: cohort.accepted ?? 0 })),
  checks: row.checks.map(({ key, outcome }) => ({ key, outcome: wordOf(checkOutcomes, outcome) })),
  coverage: row.coverage,
  // A run comes whole: nothing of it follows later.
  discrepanciesComplete: true,
});

/** How far back: every run whose window ended since, and of each stream at least the newest `runs`. */
export type Reach = { since: Date; runs: number };

/** The runs of a context within reach that count: neither baseline nor superseded. */
export const loadRunFacts = async (db: Db, contextId: string, reach: Reach): Promise<RunFact[]> => {
  const rows = await db.$queryRaw<RunRow[]>`
    SELECT r.id, r.digest, r.source, r.layer, r.workload, r.window_from AS "windowFrom", r.window_to AS "windowTo",
           r.received_at AS "receivedAt", r.status, r.outcome, r.baseline, r.superseded_by AS "supersededBy", r.totals,
           r.accepted, r.coverage,
           COALESCE((SELECT jsonb_agg(jsonb_build_object('dimensions', c.dimensions, 'totals', c.totals, 'accepted', c.accepted)
                                      ORDER BY c.position)
                       FROM run_cohort c WHERE c.run_id = r.id), '[]'::jsonb) AS cohorts,
           COALESCE((SELECT jsonb_agg(jsonb_build_object('key', k.key, 'outcome', k.outcome) ORDER BY k.position)
                       FROM run_check k WHERE k.run_id = r.id), '[]'::jsonb) AS checks
      FROM (SELECT *, row_number() OVER (PARTITION BY source, layer, workload ORDER BY window_to DESC, received_at DESC) AS newest
              FROM run WHERE context_id = ${contextId}::uuid AND NOT baseline AND superseded_by IS NULL) AS r
     WHERE r.window_to >= ${reach.since}::timestamptz OR r.newest <= ${reach.runs}`;
  return rows.map(toRunFact);
};

export const loadPatternFacts = async (db: Db, contextId: string): Promise<PatternFact[]> => {
  const rows = await db.pattern.findMany({
    where: { contextId },
    include: { runs: { where: { run: { baseline: false } }, take: 1 } },
  });
  return rows.map((row) => {
    const state = wordOf(patternStates, row.state);
    const category = wordOf(categories, row.category);
    const highestSeverity = wordOf(severities, row.highestSeverity);
    const { fingerprint, triaged } = row;
    return {
      id: row.id,
      digest: patternDigest({ fingerprint, state, category, highestSeverity, triaged }),
      layer: wordOf(layers, row.layer),
      workload: workloadOf(row.workload),
      state,
      category,
      highestSeverity,
      triaged,
      seenOutsideBaseline: row.runs.length > 0,
    };
  });
};

export const loadAttestationFacts = async (
  db: Db,
  programId: string,
  contextId: string,
): Promise<AttestationFact[]> => {
  const rows = await db.attestation.findMany({ where: { contextId } });
  const held = await db.member.findMany({
    where: { programId, personId: { in: rows.map((row) => row.personId) }, person: { disabledAt: null } },
  });
  return rows.map((row) => {
    const said = {
      criterion: row.criterionKey,
      condition: row.condition,
      role: wordOf(roles, row.role),
      statement: row.statement,
      attestedAt: row.attestedAt,
    };
    return {
      ...said,
      id: row.id,
      digest: attestationDigest({ ...said, evidence: row.evidence, personId: row.personId }),
      roleHeld: held.some((member) => member.personId === row.personId && member.role === row.role),
    };
  });
};
