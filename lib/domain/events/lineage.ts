import type { LineageName } from './source';

// What an OpenLineage event says about data, whoever read it.

export const lineageStates = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
export type LineageState = (typeof lineageStates)[number];

/** A number as it was written; `column` is null for what is of the whole dataset. */
export type LineageMetric = { column: string | null; metric: string; value: string };

export type LineageAssertion = {
  assertion: string;
  name: string | null;
  column: string | null;
  /** Null where it does not say so that it can be read. */
  success: boolean | null;
  expected: string | null;
  actual: string | null;
};

export type LineageDataset = LineageName & { metrics: LineageMetric[]; assertions: LineageAssertion[] };

/** `status` is the tool's word: pass, fail, skip; null where there is none that can be read. */
export type LineageTest = {
  name: string;
  status: string | null;
  type: string | null;
  expected: string | null;
  actual: string | null;
};

export type LineageEvent = {
  shape: 'run' | 'job' | 'dataset';
  /** OTHER where a run event names none; null for what is no run event. */
  state: LineageState | null;
  at: Date;
  runId: string | null;
  job: LineageName | null;
  /** What a DatasetEvent is about. */
  dataset: LineageName | null;
  nominal: { from: Date; to: Date | null } | null;
  /** What broke, in the emitter's words. */
  error: string | null;
  tests: LineageTest[];
  datasets: LineageDataset[];
  warnings: string[];
  /** Places of the document that mean nothing here. */
  unplaced: string[];
};

/** The run that it reports is over, however it ended. */
export const endsRun = ({ state }: Pick<LineageEvent, 'state'>): boolean =>
  state === 'COMPLETE' || state === 'FAIL' || state === 'ABORT';

/** It holds something that can be compared, or that broke. */
export const saysSomething = ({ tests, datasets, error }: LineageEvent): boolean =>
  tests.length > 0 || error !== null || datasets.some((one) => one.metrics.length > 0 || one.assertions.length > 0);
