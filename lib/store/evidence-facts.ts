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
import { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { isPassed } from './pattern-standings';
import { wordOf } from './words';

// What criteria read, for many contexts at once: one statement each for runs, patterns and attestations.

/** Facts with the numbers that people know them by. */
export type ListedRunFact = RunFact & { contextId: string; number: number };
/** `head` is the pattern that it is merged into, or itself. */
export type ListedPatternFact = PatternFact & { contextId: string; number: number; head: string };
export type ListedAttestation = AttestationFact & { contextId: string; by: string; evidence: string };

const workloadOf = (word: string | null): Workload | null => (word === null ? null : wordOf(workloads, word));

type RunRow = {
  id: string;
  contextId: string;
  number: number;
  digest: string;
  source: string;
  layer: string;
  workload: string | null;
  engine: string | null;
  datasets: string | null;
  windowFrom: Date;
  windowTo: Date;
  receivedAt: Date;
  status: string;
  outcome: string;
  totals: Totals | null;
  accepted: number;
  announced: number | null;
  discrepancyCount: number;
  coverage: string[];
  cohorts: { dimensions: Record<string, string>; totals: Totals; accepted: number }[];
  checks: { key: string; outcome: string }[];
};

const toRun = (row: RunRow): ListedRunFact => ({
  id: row.id,
  contextId: row.contextId,
  number: row.number,
  digest: row.digest,
  source: row.source,
  layer: wordOf(layers, row.layer),
  workload: workloadOf(row.workload),
  engine: row.engine ?? undefined,
  datasets: row.datasets ?? undefined,
  window: { from: row.windowFrom, to: row.windowTo },
  receivedAt: row.receivedAt,
  status: wordOf(runStatuses, row.status),
  outcome: wordOf(checkOutcomes, row.outcome),
  baseline: false,
  supersededBy: null,
  totals: row.totals,
  accepted: row.accepted,
  cohorts: row.cohorts,
  checks: row.checks.map(({ key, outcome }) => ({ key, outcome: wordOf(checkOutcomes, outcome) })),
  coverage: row.coverage,
  discrepanciesComplete: row.announced === null || row.discrepancyCount >= row.announced,
});

/** Names what run `r` compared; null where it does not say. */
export const namedDatasets = Prisma.sql`NULLIF(compared_datasets(r.legacy, r.target), compared_datasets(NULL, NULL))`;

/** How far back: every run whose window ended since, and of each stream at least the newest `runs`. */
export type Reach = { since: Date; runs: number };

/** Runs that count (neither baseline nor superseded): all since `reach.since`, of each stream at least the newest. */
export const listRunFacts = async (db: Db, contextIds: readonly string[], reach: Reach): Promise<ListedRunFact[]> => {
  const rows = await db.$queryRaw<RunRow[]>`
    WITH counted AS (
      SELECT r.id FROM run r
       WHERE r.context_id = ANY(${[...contextIds]}::uuid[]) AND NOT r.baseline AND r.superseded_by IS NULL
         AND r.window_to >= ${reach.since}::timestamptz
      UNION
      SELECT newest.id FROM run_stream s CROSS JOIN LATERAL (
        SELECT r.id FROM run r
         WHERE r.context_id = s.context_id AND r.source = s.source AND r.layer = s.layer
           AND COALESCE(r.workload, '') = s.workload AND NOT r.baseline AND r.superseded_by IS NULL
         ORDER BY r.window_to DESC, r.received_at DESC LIMIT ${reach.runs}) newest
       WHERE s.context_id = ANY(${[...contextIds]}::uuid[])),
    reached AS (SELECT r.* FROM run r JOIN counted c ON c.id = r.id),
    cohorts AS (
      SELECT c.run_id, jsonb_agg(jsonb_build_object('dimensions', c.dimensions, 'totals', c.totals,
               'accepted', COALESCE(c.accepted, 0)) ORDER BY c.position) AS list
        FROM run_cohort c JOIN reached r ON r.id = c.run_id GROUP BY c.run_id),
    checks AS (
      SELECT k.run_id, jsonb_agg(jsonb_build_object('key', k.key, 'outcome', k.outcome) ORDER BY k.position) AS list
        FROM run_check k JOIN reached r ON r.id = k.run_id GROUP BY k.run_id)
    SELECT r.id::text, r.context_id::text AS "contextId", r.number, r.digest, r.source, r.layer, r.workload,
           r.engine, ${namedDatasets} AS datasets, r.window_from AS "windowFrom", r.window_to AS "windowTo",
           r.received_at AS "receivedAt", r.status, r.outcome,
           r.totals, COALESCE(r.accepted, 0) AS accepted, r.announced,
           r.discrepancy_count AS "discrepancyCount", r.coverage, COALESCE(c.list, '[]') AS cohorts,
           COALESCE(k.list, '[]') AS checks
      FROM reached r LEFT JOIN cohorts c ON c.run_id = r.id LEFT JOIN checks k ON k.run_id = r.id`;
  return rows.map(toRun);
};

type PatternRow = {
  id: string;
  contextId: string;
  number: number;
  head: string;
  fingerprint: string;
  places: { layer: string; workload: string | null }[];
  state: string;
  category: string;
  ruled: string[];
  highestSeverity: string;
  triaged: boolean;
};

export const listPatternFacts = async (db: Db, contextIds: readonly string[]): Promise<ListedPatternFact[]> => {
  const rows = await db.$queryRaw<PatternRow[]>`
    SELECT p.id::text, p.context_id::text AS "contextId", p.number,
           COALESCE(p.merged_into, p.id)::text AS head, p.fingerprint, p.state, p.category,
           ARRAY(SELECT DISTINCT st.category FROM pattern_standing st
                  WHERE st.pattern_id = p.id AND p.state = 'open' AND NOT st.baseline AND st.open > 0
                    AND NOT ${isPassed('p')} ORDER BY st.category) AS ruled,
           p.highest_severity AS "highestSeverity", p.triaged,
           COALESCE((SELECT jsonb_agg(DISTINCT jsonb_build_object('layer', at.layer, 'workload', NULLIF(st.workload, '')))
                       FROM pattern_standing st
                      -- A check may be of another layer than its run, and counts at both.
                      CROSS JOIN LATERAL (SELECT st.layer UNION SELECT p.layer WHERE p.check_key IS NOT NULL) AS at
                      WHERE st.pattern_id = p.id AND NOT st.baseline), '[]') AS places
      FROM pattern p WHERE p.context_id = ANY(${[...contextIds]}::uuid[])`;
  return rows.map(({ fingerprint, ...row }) => {
    const state = wordOf(patternStates, row.state);
    const category = wordOf(categories, row.category);
    const ruled = row.ruled.map((word) => wordOf(categories, word));
    const highestSeverity = wordOf(severities, row.highestSeverity);
    const digest = patternDigest({ fingerprint, state, category, ruled, highestSeverity, triaged: row.triaged });
    return {
      ...row,
      places: row.places.map(({ layer, workload }) => ({
        layer: wordOf(layers, layer),
        workload: workloadOf(workload),
      })),
      state,
      category,
      ruled,
      highestSeverity,
      digest,
    };
  });
};

type AttestationRow = {
  id: string;
  contextId: string;
  criterion: string;
  condition: string | null;
  role: string;
  statement: string;
  evidence: string;
  personId: string;
  by: string;
  attestedAt: Date;
  roleHeld: boolean;
};

export const listAttestations = async (db: Db, contextIds: readonly string[]): Promise<ListedAttestation[]> => {
  const rows = await db.$queryRaw<AttestationRow[]>`
    SELECT a.id::text, a.context_id::text AS "contextId", a.criterion_key AS criterion, a.condition, a.role, a.statement,
           a.evidence, a.person_id::text AS "personId", p.name AS by, a.attested_at AS "attestedAt",
           p.disabled_at IS NULL AND EXISTS (SELECT 1 FROM member m WHERE m.program_id = a.program_id
             AND m.person_id = a.person_id AND m.role = a.role) AS "roleHeld"
      FROM attestation a JOIN person p ON p.id = a.person_id WHERE a.context_id = ANY(${[...contextIds]}::uuid[])`;
  return rows.map(({ personId, ...row }) => {
    const role = wordOf(roles, row.role);
    return { ...row, role, digest: attestationDigest({ ...row, role, personId }) };
  });
};
