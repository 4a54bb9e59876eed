import type { CheckFacts, RunFacts, SideFacts, Window } from '@/lib/domain/comparison/run-facts';
import { beginning } from '@/lib/domain/kernel/beginning';
import type { Side } from '@/lib/domain/words';
import type { LineageDataset, LineageMetric, LineageTest } from './lineage';
import type { MergedRun } from './merge-run';
import { type LineageSource, placeDataset } from './source';

// What the events of a source come to as runs: tests and assertions as they are, numbers of both sides side by side.

/** What one run measured of a dataset of one side; two of the same source, period and key are compared. */
export type Measure = {
  side: Side;
  key: string;
  period: string;
  dataset: string;
  endedAt: Date;
  window: Window | null;
  metrics: LineageMetric[];
};

/** A run whose window nobody said: then it is the moment at which it was received. */
export type LineageRun = Omit<RunFacts, 'window'> & { window: Window | null };

export type LineageFacts = {
  /** What the run says by itself; null where there is nothing to judge. */
  own: LineageRun | null;
  /** What waits for the other side. */
  measures: Measure[];
  /** How many datasets were measured and cannot be paired, since nothing names their period. */
  unpairable: number;
  warnings: string[];
};

const windowOf = (from: Date, to: Date | null, endedAt: Date): Window | null =>
  // A window that is not over, or has no length, is none that a run can have compared.
  to === null || from >= to || to > endedAt ? null : { from, to };

type Period = { name: string; window: Window | null };

const dayMs = 86_400_000;

const periodOf = (source: LineageSource, run: MergedRun): Period | null => {
  if (source.period === 'day') {
    const from = new Date(Math.floor(run.endedAt.getTime() / dayMs) * dayMs);
    return { name: from.toISOString().slice(0, 10), window: windowOf(from, run.endedAt, run.endedAt) };
  }
  if (run.nominal === null) return null;
  const { from, to } = run.nominal;
  const name = to === null ? from.toISOString() : `${from.toISOString()}/${to.toISOString()}`;
  return { name, window: windowOf(from, to, run.endedAt) };
};

const unsaid = { reported: null, tolerance: null, totals: null };

const metricsBy = (metrics: readonly LineageMetric[]): Map<string, LineageMetric> => {
  const columns = [...new Set(metrics.map(({ column }) => column))];
  const lower = (column: string | null) => column?.toLowerCase() ?? null;
  // Engines write the same column in other letters; two that differ in nothing else stay apart.
  const ambiguous = new Set(
    columns.filter((column, at) => columns.some((other, place) => place !== at && lower(other) === lower(column))),
  );
  const nameOf = ({ column, metric }: LineageMetric) => {
    if (column === null) return metric;
    return `${ambiguous.has(column) ? column : column.toLowerCase()}.${metric}`;
  };
  return new Map(metrics.map((metric) => [nameOf(metric), metric]));
};

const ofTheJob = new Set(['rows_read', 'rows_written']);

/** One check for each number; one that only one side measured is inconclusive, and never a match. */
export const compareMetrics = (
  key: string,
  legacy: readonly LineageMetric[],
  target: readonly LineageMetric[],
): CheckFacts[] => {
  const [before, after] = [metricsBy(legacy), metricsBy(target)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  // What a job read or wrote is of that job; with nothing beside it, it says nothing of the data.
  const comparable = names.filter((name) => !ofTheJob.has(name) || (before.has(name) && after.has(name)));
  return comparable.map((name): CheckFacts => {
    const [a, b] = [before.get(name), after.get(name)];
    const metric = b?.metric ?? a?.metric ?? null;
    return {
      ...unsaid,
      key: key === '' ? name : `${key}.${name}`,
      kind: metric?.startsWith('row') === true ? 'row_count' : 'aggregate',
      metric,
      field: b?.column ?? a?.column ?? null,
      ...(a === undefined ? {} : { legacy: a.value }),
      ...(b === undefined ? {} : { target: b.value }),
      ...(a === undefined || b === undefined ? { verdict: 'inconclusive' as const } : {}),
    };
  });
};

const testCheck = (source: LineageSource, test: LineageTest): CheckFacts => {
  const { expected: side } = source;
  const { expected, actual } = test;
  const both = side !== undefined && expected !== null && actual !== null;
  const values = side === 'legacy' ? { legacy: expected, target: actual } : { legacy: actual, target: expected };
  const check = { ...unsaid, key: test.name, kind: test.type ?? 'test', metric: null, field: null };
  // A test without a word proves nothing, whatever stands beside it.
  const verdict = test.status === null ? { verdict: 'unknown' as const } : {};
  return { ...check, ...(both ? values : {}), reported: test.status, ...verdict };
};

const assertionChecks = ({ name, assertions }: LineageDataset): CheckFacts[] =>
  assertions.map((one) => ({
    ...unsaid,
    key: [name, one.name ?? one.assertion, ...(one.column === null ? [] : [one.column])].join('.'),
    kind: 'assertion',
    metric: one.assertion,
    field: one.column,
    reported: one.success === null ? null : `success: ${one.success}`,
    verdict: one.success === null ? 'unknown' : one.success ? 'match' : 'mismatch',
  }));

const brokenCheck = (run: MergedRun): CheckFacts[] => {
  if (run.error === null && run.status !== 'failed') return [];
  const error = run.error ?? 'The run failed and does not say why.';
  const reported = run.status === 'failed' ? 'FAIL' : run.status === 'aborted' ? 'ABORT' : 'COMPLETE';
  return [{ ...unsaid, key: 'run', kind: 'execution', metric: null, field: null, reported, verdict: 'errored', error }];
};

/** Two checks of one name are told apart by number. */
const apart = (checks: readonly CheckFacts[]): CheckFacts[] => {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const count = (seen.get(check.key) ?? 0) + 1;
    seen.set(check.key, count);
    return count === 1 ? check : { ...check, key: `${check.key} #${count}` };
  });
};

type Named = { side: Side; dataset: string };

const sideFacts = (named: readonly Named[], side: Side): SideFacts => {
  const names = [...new Set(named.filter((one) => one.side === side).map(({ dataset }) => dataset))];
  return { dataset: names.length === 0 ? null : beginning(names.join(', '), 500), position: null, version: null };
};

const factsOf = (
  source: LineageSource,
  about: { externalId: string; period: Period | null; named: Named[]; checks: CheckFacts[] },
  when: Pick<MergedRun, 'startedAt' | 'status'> & { endedAt: Date },
): LineageRun => ({
  source: source.name,
  externalId: about.externalId,
  context: source.context,
  layer: source.layer,
  workload: source.workload ?? null,
  engine: null,
  baseline: false,
  window: about.period?.window ?? null,
  period: about.period?.name ?? null,
  startedAt: when.startedAt,
  finishedAt: when.endedAt,
  status: when.status ?? 'unknown',
  legacy: sideFacts(about.named, 'legacy'),
  target: sideFacts(about.named, 'target'),
  totals: null,
  cohorts: [],
  checks: apart(about.checks),
  discrepancies: [],
  discrepanciesSampled: false,
  artifact: null,
  coverage: [],
  supersedes: null,
});

const fullName = ({ namespace, name }: LineageDataset): string => `${namespace} ${name}`;

type Half = Named & { key: string; metrics: LineageMetric[] };

/** The datasets that the source places on a side; several of one side and key are one, measured in parts. */
const halvesOf = (source: LineageSource, run: MergedRun, warnings: string[]): Half[] => {
  const halves: Half[] = [];
  for (const dataset of run.datasets) {
    const placed = placeDataset(source, dataset);
    if (placed === null) {
      if (dataset.metrics.length > 0)
        warnings.push(`${fullName(dataset)} is a dataset of neither side; what was measured of it was not compared.`);
      continue;
    }
    if (halves.some(({ side, key }) => side === placed.side && key === placed.key)) {
      warnings.push(`${fullName(dataset)} stands for the same as another dataset of its side, and was not compared.`);
      continue;
    }
    halves.push({ ...placed, dataset: fullName(dataset), metrics: dataset.metrics });
  }
  return halves;
};

/** What a run that is over comes to, by what its source says of it. */
export const factsOfRun = (source: LineageSource, run: MergedRun): LineageFacts => {
  const warnings: string[] = [];
  const halves = halvesOf(source, run, warnings);
  const period = periodOf(source, run);
  const checks: CheckFacts[] = [
    ...run.tests.map((test) => testCheck(source, test)),
    ...run.datasets.flatMap(assertionChecks),
  ];
  const waiting: Half[] = [];
  for (const half of halves) {
    const other = halves.find(({ key, side }) => key === half.key && side !== half.side);
    const measured = half.metrics.length > 0;
    if (!measured) continue;
    if (other === undefined || other.metrics.length === 0) waiting.push(half);
    else if (half.side === 'legacy') checks.push(...compareMetrics(half.key, half.metrics, other.metrics));
  }
  checks.push(...brokenCheck(run));
  const says = checks.length > 0 || run.status === 'failed' || run.status === 'aborted';
  const about = { externalId: run.runId, period, named: halves, checks };
  const own = says ? factsOf(source, about, run) : null;
  if (run.status !== 'completed' || run.error !== null) return { own, measures: [], unpairable: 0, warnings };
  if (waiting.length > 0 && period === null) {
    warnings.push(
      'It names no nominal time, so that what it measured of one side has no other side to be paired with.',
    );
  }
  const measures = period === null ? [] : waiting.map((half) => measureOf(half, period, run));
  return { own, measures, unpairable: waiting.length - measures.length, warnings };
};

const measureOf = ({ side, key, dataset, metrics }: Half, period: Period, run: MergedRun): Measure => ({
  side,
  key,
  period: period.name,
  dataset,
  endedAt: run.endedAt,
  window: period.window,
  metrics,
});

/** Both sides of one source, period and key, compared: whichever run measured them. */
export const factsOfPair = (source: LineageSource, legacy: Measure, target: Measure): LineageRun => {
  const { key, period: name } = legacy;
  const later = legacy.endedAt > target.endedAt ? legacy : target;
  const named = [legacy, target].map(({ side, dataset }) => ({ side, dataset }));
  const about = {
    externalId: key === '' ? name : `${name} ${key}`,
    period: { name, window: later.window },
    named,
    checks: compareMetrics(key, legacy.metrics, target.metrics),
  };
  return factsOf(source, about, { startedAt: null, endedAt: later.endedAt, status: 'completed' });
};
