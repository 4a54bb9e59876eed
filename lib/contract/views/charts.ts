import type { Category, DecisionState, Layer, Workload } from '@/lib/domain/words';

/** One window of one source. `share` is the match rate over it as decimal text. */
export type MatchPoint = { from: string; to: string; share: string; sampleSize: number; run: number };

export type DecisionMark = { number: number; at: string; label: string; state: DecisionState };

/** Something that went wrong, or a stop for fear of it. */
export type IncidentMark = { at: string; label: string; sentence: string };

export type MatchRateChart = {
  layer: Layer;
  workload: Workload | null;
  points: MatchPoint[];
  /** Stretches in which a run was expected and none came. */
  gaps: { from: string; to: string }[];
  /** Share asked for by the next gate's criterion of this layer, or null. */
  needed: string | null;
  decisions: DecisionMark[];
  incidents: IncidentMark[];
  now: string;
  /** What the chart shows, in one sentence: its accessible name. */
  finding: string;
};

export type DivergenceChart = {
  grain: 'run' | 'day' | 'week';
  buckets: { from: string; to: string; counts: Partial<Record<Category, number>> }[];
  finding: string;
};
