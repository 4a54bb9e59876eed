import type { RunStatus } from '@/lib/domain/words';
import { endsRun, type LineageDataset, type LineageEvent, type LineageTest } from './lineage';
import type { LineageName } from './source';

/** Everything that the events of one run say together. `status` is null as long as nothing says that it is over. */
export type MergedRun = {
  runId: string;
  job: LineageName;
  status: RunStatus | null;
  startedAt: Date | null;
  endedAt: Date;
  nominal: LineageEvent['nominal'];
  error: string | null;
  tests: LineageTest[];
  datasets: LineageDataset[];
};

const rank = (event: LineageEvent): number => (event.state === 'START' ? 0 : endsRun(event) ? 2 : 1);

/** The order in which things happened, whatever the order in which they were told. */
const inOrder = (events: readonly LineageEvent[]): LineageEvent[] =>
  [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b));

/** The worst end counts: some emitters say COMPLETE of a run that failed, and FAIL beside it. */
const statusOf = (events: readonly LineageEvent[]): RunStatus | null => {
  const says = (state: LineageEvent['state']) => events.some((event) => event.state === state);
  if (says('FAIL')) return 'failed';
  if (says('ABORT')) return 'aborted';
  return says('COMPLETE') ? 'completed' : null;
};

const mergeDataset = (into: LineageDataset, told: LineageDataset): void => {
  for (const metric of told.metrics) {
    const at = into.metrics.findIndex((one) => one.column === metric.column && one.metric === metric.metric);
    if (at < 0) into.metrics.push(metric);
    else into.metrics[at] = metric;
  }
  for (const assertion of told.assertions) {
    const same = (one: typeof assertion) =>
      one.assertion === assertion.assertion && one.column === assertion.column && one.name === assertion.name;
    const at = into.assertions.findIndex(same);
    if (at < 0) into.assertions.push(assertion);
    else into.assertions[at] = assertion;
  }
};

/** Adds up the events of one run; what is told later replaces what was told of the same thing before. */
export const mergeRun = (events: readonly LineageEvent[]): MergedRun | null => {
  const ordered = inOrder(events);
  const first = ordered.find(({ runId, job }) => runId !== null && job !== null);
  if (first?.runId == null || first.job === null) return null;
  const datasets = new Map<string, LineageDataset>();
  const tests = new Map<string, LineageTest>();
  for (const event of ordered) {
    for (const told of event.datasets) {
      const name = JSON.stringify([told.namespace, told.name]);
      const known = datasets.get(name) ?? { ...told, metrics: [], assertions: [] };
      mergeDataset(known, told);
      datasets.set(name, known);
    }
    for (const test of event.tests) tests.set(test.name, test);
  }
  const ends = ordered.filter(endsRun);
  return {
    runId: first.runId,
    job: first.job,
    status: statusOf(ordered),
    startedAt: ordered.find(({ state }) => state === 'START')?.at ?? null,
    endedAt: ends.at(-1)?.at ?? ordered.at(-1)?.at ?? first.at,
    nominal: ordered.findLast(({ nominal }) => nominal !== null)?.nominal ?? null,
    error: ordered.findLast(({ error }) => error !== null)?.error ?? null,
    tests: [...tests.values()],
    datasets: [...datasets.values()],
  };
};
