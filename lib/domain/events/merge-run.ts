import { outcomeOfWord } from '@/lib/domain/comparison/reported-words';
import { worstOutcome } from '@/lib/domain/comparison/run-outcome';
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
};

/** An emitter may give several checks of one event the same name: each stands by itself, and the same one told twice once. */
const inPlaces = <T>(told: readonly T[], nameOf: (one: T) => string): [string, T][] => {
  const seen = new Map<string, Set<string>>();
  return told.flatMap((one): [string, T][] => {
    const [name, words] = [nameOf(one), JSON.stringify(one)];
    const before = seen.get(name) ?? new Set();
    if (before.has(words)) return [];
    seen.set(name, before.add(words));
    return [[`${before.size} ${name}`, one]];
  });
};

type Assertion = LineageDataset['assertions'][number];

const nameOfAssertion = ({ assertion, column, name }: Assertion): string => JSON.stringify([assertion, column, name]);

/** What failed once in a run stays so: that another word of it came later is no proof that it was made good. */
const testStays = (known: LineageTest, told: LineageTest): boolean => {
  const [before, now] = [outcomeOfWord(known.status), outcomeOfWord(told.status)];
  return before !== now && worstOutcome([now, before]) === before;
};

/** The same of assertions. */
const assertionStays = (known: Assertion, told: Assertion): boolean =>
  known.success === false ? told.success !== false : known.success === null && told.success === true;

/** Adds up the events of one run; what is told later replaces what was told of the same thing before, but no failure. */
export const mergeRun = (events: readonly LineageEvent[]): MergedRun | null => {
  const ordered = inOrder(events);
  const first = ordered.find(({ runId, job }) => runId !== null && job !== null);
  if (first?.runId == null || first.job === null) return null;
  const datasets = new Map<string, LineageDataset>();
  const assertions = new Map<string, Map<string, Assertion>>();
  const tests = new Map<string, LineageTest>();
  for (const event of ordered) {
    const asserted = new Map<string, Assertion[]>();
    for (const told of event.datasets) {
      const name = JSON.stringify([told.namespace, told.name]);
      const known = datasets.get(name) ?? { ...told, metrics: [], assertions: [] };
      mergeDataset(known, told);
      datasets.set(name, known);
      asserted.set(name, [...(asserted.get(name) ?? []), ...told.assertions]);
    }
    for (const [name, told] of asserted) {
      const known = assertions.get(name) ?? new Map<string, Assertion>();
      for (const [place, one] of inPlaces(told, nameOfAssertion)) {
        const before = known.get(place);
        if (before === undefined || !assertionStays(before, one)) known.set(place, one);
      }
      assertions.set(name, known);
    }
    for (const [place, test] of inPlaces(event.tests, ({ name }) => name)) {
      const known = tests.get(place);
      if (known === undefined || !testStays(known, test)) tests.set(place, test);
    }
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
    datasets: [...datasets].map(([name, one]) => ({ ...one, assertions: [...(assertions.get(name)?.values() ?? [])] })),
  };
};
