import type { Workload } from '@/lib/domain/words';

/** One business record of the demo, by its running number; what it says is drawn from that number. */
export type DemoRecord = { n: number; id: string; at: Date; dimensions: Record<string, string> };

/** How often and in which days records differ in one way, and what the two sides then hold. */
export type Drift = {
  field: string | null;
  kind: 'value' | 'missing_in_target' | 'duplicate';
  /** Share of the records, from the first day to the last one, both included. */
  rate: number;
  from?: number;
  until?: number;
  only?: (record: DemoRecord) => boolean;
  values?: (record: DemoRecord) => [string | null, string | null];
};

/** A check that a nightly run reports: what both sides measured, as text. */
export type NightlyCheck = {
  key: string;
  kind: string;
  metric: string;
  field?: string;
  /** From which day and until which it fails, with what target then measures. */
  fails?: { from: number; until: number };
  /** What both sides measured, where the check is of one value. */
  value?: (day: number) => string;
  wrong?: (day: number) => string;
  tolerance?: string;
  /** A distribution, where it is of one. */
  bins?: (day: number) => { label: string; legacy: string; target: string }[];
  /** The consumer’s query by its name, and the engine that ran it where it is not the run’s. */
  query?: string;
  engine?: string;
};

/** What one context's nightly job sent in the past: the same sources, layers and shapes as the live job's. */
export type ContextHistory = {
  context: string;
  dataset: { legacy: string; target: string };
  outcomes: { source: string; workload: Workload };
  /** The first day that was compared; runs then come for every day, except the days on which the job stood still. */
  from: number;
  recordsOf: (day: number) => readonly DemoRecord[];
  drifts: readonly Drift[];
  coverage: readonly string[];
  /** Days that legacy was made to do twice, and how its two answers differ: its own noise. */
  baselines?: { source: string; days: readonly number[]; drifts: readonly Drift[] };
  columns?: { source: string; workload: Workload; checks: readonly NightlyCheck[] };
  queries?: { source: string; workload: Workload; rows: number; checks: readonly NightlyCheck[] };
  /** The target's release on each day: the latest whose day has come. */
  releases: readonly (readonly [day: number, version: string])[];
};
