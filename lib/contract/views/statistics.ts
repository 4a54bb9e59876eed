import type { Bin } from '@/lib/domain/comparison/run-facts';
import type { Measure } from '@/lib/domain/statistics/metric-name';
import type { Spread } from '@/lib/domain/statistics/spread';
import type { CheckOutcome } from '@/lib/domain/words';

/** One measure of a column on both sides, word for word. A side that was not sent is null. */
export type MeasureView = {
  key: string;
  /** "median", "p95", "distinct"; what nobody knows as it was called. */
  name: string;
  measure: Measure | null;
  legacy: string | null;
  target: string | null;
  /** What share of the rows it is, where that can be told. */
  share: { legacy: string | null; target: string | null } | null;
  outcome: CheckOutcome;
  /** False where only the tool's own tolerance forgave it. */
  signedOff: boolean;
  tolerance: string | null;
  /** What the tool and Lockgate disagree about, or what broke. */
  note: string | null;
};

export type ColumnView = {
  /** Null for what is of the whole dataset. */
  column: string | null;
  outcome: CheckOutcome;
  measures: MeasureView[];
  spread: (Spread & { finding: string }) | null;
  histogram: { bins: Bin[]; finding: string } | null;
};

export type StatisticsView = {
  finding: string;
  /** Those that differ first; no more than fit a page. */
  columns: ColumnView[];
  /** All that there are, and how many of them the filter lets through. */
  total: number;
  wanted: number;
  differing: number;
};
