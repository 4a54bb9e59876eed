import type { RunBody } from '@/lib/contract/v1/run';
import { type Calendar, instantOn, windowOf } from '@/lib/demo/calendar';
import { draw } from './draw';
import type { ContextHistory, DemoRecord, Drift, NightlyCheck } from './plan';

type Totals = NonNullable<RunBody['totals']>;
type Discrepancy = RunBody['discrepancies'][number];

const noTotals = (): Totals => ({
  legacy: 0,
  target: 0,
  compared: 0,
  matched: 0,
  mismatched: 0,
  missingInTarget: 0,
  missingInLegacy: 0,
});

const happens = (drift: Drift, salt: number, record: DemoRecord, day: number): boolean =>
  day >= (drift.from ?? Number.NEGATIVE_INFINITY) &&
  day <= (drift.until ?? 0) &&
  (drift.only?.(record) ?? true) &&
  draw(record.n, 100 + salt) < drift.rate;

const discrepancyOf = (drift: Drift, record: DemoRecord): Discrepancy => {
  const about = {
    correlationId: record.id,
    kind: drift.kind,
    dimensions: record.dimensions,
    observedAt: record.at.toISOString(),
  };
  const values = drift.values?.(record);
  const field = drift.field === null ? {} : { field: drift.field };
  return values === undefined ? { ...about, ...field } : { ...about, ...field, legacy: values[0], target: values[1] };
};

type Compared = Pick<RunBody, 'cohorts' | 'discrepancies'> & { totals: Totals };

const compare = (history: ContextHistory, day: number): Compared => {
  const totals = noTotals();
  const cohorts = new Map<string, { dimensions: Record<string, string>; totals: Totals }>();
  const discrepancies: Discrepancy[] = [];
  for (const record of history.recordsOf(day)) {
    const cell = JSON.stringify(record.dimensions);
    const cohort = cohorts.get(cell) ?? { dimensions: record.dimensions, totals: noTotals() };
    cohorts.set(cell, cohort);
    const found = history.drifts.filter((drift, salt) => happens(drift, salt, record, day));
    const missing = found.find((drift) => drift.kind === 'missing_in_target');
    discrepancies.push(...(missing === undefined ? found : [missing]).map((drift) => discrepancyOf(drift, record)));
    const names: (keyof Totals)[] =
      missing !== undefined
        ? ['legacy', 'missingInTarget']
        : ['legacy', 'target', 'compared', found.length === 0 ? 'matched' : 'mismatched'];
    for (const name of names) {
      totals[name] += 1;
      cohort.totals[name] += 1;
    }
  }
  return { totals, cohorts: [...cohorts.values()], discrepancies };
};

const checkOf = (check: NightlyCheck, day: number): RunBody['checks'][number] => {
  const fails = check.fails !== undefined && day >= check.fails.from && day <= check.fails.until;
  const legacy = check.value?.(day);
  return {
    key: check.key,
    kind: check.kind,
    metric: check.metric,
    ...(check.field === undefined ? {} : { field: check.field }),
    ...(check.query === undefined ? {} : { query: check.query }),
    ...(check.engine === undefined ? {} : { engine: check.engine }),
    ...(check.bins === undefined ? {} : { bins: check.bins(day) }),
    ...(legacy === undefined ? {} : { legacy, target: fails ? (check.wrong?.(day) ?? legacy) : legacy }),
    reported: fails ? 'fail' : 'pass',
    ...(check.tolerance === undefined ? {} : { tolerance: { absolute: check.tolerance } }),
  };
};

const releaseOn = ({ releases }: ContextHistory, day: number): string =>
  releases.filter(([from]) => from <= day).at(-1)?.[1] ?? 'unknown';

/** What a context's nightly job sent about one day: its outcomes and, if it does more, its statistics and queries. */
export const nightlyRuns = (calendar: Calendar, history: ContextHistory, day: number): RunBody[] => {
  const window = windowOf(calendar, day);
  const base = (layer: RunBody['layer'], part: { source: string; workload: RunBody['workload'] }): RunBody => ({
    source: part.source,
    externalId: `${history.context}/${layer}/${window.to.toISOString()}`,
    context: history.context,
    layer,
    workload: part.workload,
    engine: 'postgresql',
    baseline: false,
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    period: window.from.toISOString().slice(0, 10),
    startedAt: instantOn(calendar, day + 1, '02:00').toISOString(),
    finishedAt: instantOn(calendar, day + 1, '02:09').toISOString(),
    status: 'completed',
    legacy: { dataset: history.dataset.legacy },
    target: { dataset: history.dataset.target, version: releaseOn(history, day) },
    cohorts: [],
    checks: [],
    discrepancies: [],
    discrepanciesSampled: false,
    coverage: [],
  });
  const runs: RunBody[] = [
    { ...base('outcome', history.outcomes), ...compare(history, day), coverage: [...history.coverage] },
  ];
  const { baselines, columns, queries } = history;
  if (baselines?.days.includes(day) === true) {
    runs.push({
      ...base('outcome', { source: baselines.source, workload: history.outcomes.workload }),
      ...compare({ ...history, drifts: baselines.drifts }, day),
      externalId: `${history.context}/baseline/${window.to.toISOString()}`,
      baseline: true,
      target: { dataset: history.dataset.legacy, version: 'replayed' },
    });
  }
  if (columns !== undefined) {
    runs.push({ ...base('dataset', columns), checks: columns.checks.map((check) => checkOf(check, day)) });
  }
  if (queries !== undefined) runs.push({ ...base('query', queries), ...queriesOn(queries, day) });
  return runs;
};

/** Rows of consumers' answers: all equal, unless a check fails, which then takes one row with it. */
const queriesOn = (queries: NonNullable<ContextHistory['queries']>, day: number): Partial<RunBody> => {
  const checks = queries.checks.map((check) => checkOf(check, day));
  const failing = checks.filter((check) => check.reported === 'fail');
  const compared = queries.rows;
  const mismatched = failing.length;
  return {
    checks,
    totals: { ...noTotals(), legacy: compared, target: compared, compared, matched: compared - mismatched, mismatched },
    discrepancies: failing.map((check) => ({
      correlationId: `${check.key}/EUR`,
      kind: 'value',
      field: check.field ?? 'value',
      legacy: cellOf(day, 0),
      target: cellOf(day, 17),
      dimensions: { query: check.key },
    })),
  };
};

const cellOf = (day: number, less: number): string => {
  const whole = 277_308_309 + Math.floor(draw(day + 400, 7) * 9_000_000) - less;
  return `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
};
