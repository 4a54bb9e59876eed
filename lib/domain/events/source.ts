import { globMatches, globsMeet, starsOf } from '@/lib/domain/kernel/glob';
import type { Layer, Side, Workload } from '@/lib/domain/words';

// What the manifest says of those who send events: whose they are, and which dataset is which side. Nothing is guessed.

/** Patterns over an OpenLineage namespace and name. */
export type NamePattern = { namespace: string; name: string };
export type LineageName = { namespace: string; name: string };

/** Jobs that report by OpenLineage. */
export type LineageSource = {
  kind: 'openlineage';
  /** What its runs are called by, and expected checks name. */
  name: string;
  context: string;
  jobs: readonly NamePattern[];
  datasets: { legacy: readonly NamePattern[]; target: readonly NamePattern[] };
  layer: Layer;
  workload?: Workload | undefined;
  /** What makes two measurements one comparison: the nominal time that both name, or the UTC day in which they ended. */
  period: 'nominal' | 'day';
  /** Which side `expected` of a test is of, where tests compare two systems; `actual` is then the other. */
  expected?: Side | undefined;
};

/** Results in some format that come as CloudEvents. */
export type EventSource = {
  kind: 'cloudevents';
  name: string;
  context: string;
  source: string;
  type: string;
  format: string;
  legacy?: string | undefined;
  target?: string | undefined;
  layer?: Layer | undefined;
  workload?: Workload | undefined;
};

export type Source = LineageSource | EventSource;

const fits = (pattern: NamePattern, { namespace, name }: LineageName): boolean =>
  globMatches(pattern.namespace, namespace) && globMatches(pattern.name, name);

const meet = (a: NamePattern, b: NamePattern): boolean =>
  globsMeet(a.namespace, b.namespace) && globsMeet(a.name, b.name);

/** The one source that claims a job; null where none does. */
export const claimJob = (sources: readonly Source[], job: LineageName): LineageSource | null => {
  for (const source of sources)
    if (source.kind === 'openlineage' && source.jobs.some((pattern) => fits(pattern, job))) return source;
  return null;
};

/** The one source that claims a CloudEvent; null where none does. */
export const claimEvent = (sources: readonly Source[], event: { source: string; type: string }): EventSource | null => {
  for (const source of sources) {
    const claims =
      source.kind === 'cloudevents' && globMatches(source.source, event.source) && globMatches(source.type, event.type);
    if (claims) return source;
  }
  return null;
};

/** `key` is what the stars of the dataset's name stand for: datasets of both sides with the same key are one pair. */
export type Placed = { side: Side; key: string };

/** Which side a dataset is of and what it is paired by; null where the source says nothing of it. */
export const placeDataset = ({ datasets }: LineageSource, dataset: LineageName): Placed | null => {
  for (const side of ['legacy', 'target'] as const) {
    const pattern = datasets[side].find((one) => fits(one, dataset));
    const stars = pattern === undefined ? null : starsOf(pattern.name, dataset.name);
    // Systems write the same name in other letters.
    if (stars !== null) return { side, key: stars.join('|').toLowerCase() };
  }
  return null;
};

/** Whether some job or event would be claimed by both. */
export const sourcesMeet = (a: Source, b: Source): boolean => {
  if (a.kind === 'openlineage' && b.kind === 'openlineage')
    return a.jobs.some((one) => b.jobs.some((other) => meet(one, other)));
  if (a.kind === 'cloudevents' && b.kind === 'cloudevents')
    return globsMeet(a.source, b.source) && globsMeet(a.type, b.type);
  return false;
};

/** Whether some dataset would be of both sides. */
export const sidesMeet = ({ datasets }: LineageSource): boolean =>
  datasets.legacy.some((one) => datasets.target.some((other) => meet(one, other)));
