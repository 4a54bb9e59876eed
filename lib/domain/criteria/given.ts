import type { CohortAudience, Lane, SubscriberAudience } from '@/lib/domain/authority/lane';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { parseCriteriaSet } from './criteria-set';
import type { Question } from './evaluate';
import type { AttestationFact, ExpectedCheck, PatternFact, RunFact } from './facts';

// What the tests of this folder start from: facts with everything right, of which a test changes what it is about.

export const now = new Date('2026-11-20T12:00:00Z');
const day = 24 * 3_600_000;

/** An instant that many days before `now`. */
export const daysAgo = (days: number): Date => new Date(now.getTime() - days * day);

export const totals = (matched: number, mismatched = 0, missingInTarget = 0, missingInLegacy = 0): Totals => ({
  legacy: matched + mismatched + missingInTarget,
  target: matched + mismatched + missingInLegacy,
  compared: matched + mismatched,
  matched,
  mismatched,
  missingInTarget,
  missingInLegacy,
});

/** A complete run of outcomes for writes over the day that ended `ago` days ago. */
export const givenRun = (ago: number, rest: Partial<RunFact> = {}): RunFact => ({
  id: `run-${ago}`,
  digest: `digest-${ago}`,
  source: 'nightly',
  layer: 'outcome',
  workload: 'writes',
  window: { from: daysAgo(ago + 1), to: daysAgo(ago) },
  receivedAt: daysAgo(ago),
  status: 'completed',
  outcome: 'match',
  baseline: false,
  supersededBy: null,
  totals: totals(1_000),
  accepted: 0,
  cohorts: [],
  checks: [],
  coverage: [],
  discrepanciesComplete: true,
  ...rest,
});

export const givenPattern = (rest: Partial<PatternFact> = {}): PatternFact => ({
  id: 'pattern-1',
  digest: 'digest',
  places: [{ layer: 'outcome', workload: 'writes' }],
  state: 'open',
  category: 'genuine',
  ruled: ['genuine'],
  highestSeverity: 'critical',
  triaged: true,
  ...rest,
});

export const givenAttestation = (rest: Partial<AttestationFact> = {}): AttestationFact => ({
  id: 'attestation-1',
  digest: 'digest',
  criterion: 'runbook',
  condition: null,
  role: 'operations',
  statement: 'The runbook was rehearsed.',
  attestedAt: daysAgo(1),
  roleHeld: true,
  ...rest,
});

export const givenExpected = (rest: Partial<ExpectedCheck> = {}): ExpectedCheck => ({
  source: 'nightly',
  layer: 'outcome',
  workload: 'writes',
  cadence: day,
  grace: day / 4,
  keys: [],
  minCompared: 100,
  ...rest,
});

export const cohort = (slug: string, position: number, condition: CohortAudience['condition']): CohortAudience => ({
  kind: 'cohort',
  slug,
  name: slug,
  position,
  condition,
});

export const laneOf = (audience: CohortAudience | SubscriberAudience, workload: Lane['workload'] = 'writes'): Lane => ({
  id: `${workload}-${audience.slug}`,
  contextId: 'context',
  workload,
  audience,
});

export const matchRate = {
  key: 'outcome-rate',
  gate: 'data_and_state',
  kind: 'match_rate',
  blocking: true,
  layer: 'outcome',
  workload: 'writes',
  threshold: '0.9995',
  window: { days: 14 },
  freshnessHours: 30,
  minSamples: 1_000,
};

/** The question of a move from shadow to validated under these criteria, unless said otherwise. */
export const question = (criteria: unknown[], rest: Partial<Question> = {}): Question => {
  const [transition] = rest.transitions ?? ['shadow>validated'];
  const parsed = parseCriteriaSet({ transitions: { [transition ?? '']: criteria } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return { document: parsed.value, transitions: ['shadow>validated'], lanes: [], returned: [], cohorts: [], ...rest };
};
