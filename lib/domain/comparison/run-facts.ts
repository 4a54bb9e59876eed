import type { CheckOutcome, Layer, RunStatus, Workload } from '@/lib/domain/words';
import type { Discrepancy } from './discrepancy';

// A run as the domain sees it, whatever format brought it.

export type Window = { from: Date; to: Date };

/** Exact counts of records. */
export type Totals = {
  legacy: number;
  target: number;
  compared: number;
  matched: number;
  mismatched: number;
  missingInTarget: number;
  missingInLegacy: number;
};

/** What a tool forgave before it gave its verdict: kept as a fact about the evidence, never as a signed-off rule. */
export type ReportedTolerance = {
  absolute?: string | undefined;
  relative?: string | undefined;
  /** Whose magnitude `relative` is a share of; legacy unless said. */
  base?: 'legacy' | 'target' | undefined;
};

/** How much of what a check counted its run shows: all of it, a part, or nothing but numbers or keys. */
export const evidenceWords = ['complete', 'sampled', 'truncated', 'counts_only', 'keys_only', 'none'] as const;
export type EvidenceWord = (typeof evidenceWords)[number];

/** One bin of a distribution: how many each side has in it, as exact text. */
export type Bin = { label: string; legacy: string; target: string };

/** One comparison as the tool reported it. A value not sent is undefined; null is a value. */
export type CheckFacts = {
  key: string;
  kind: string;
  metric: string | null;
  field: string | null;
  legacy?: string | null;
  target?: string | null;
  reported: string | null;
  tolerance: ReportedTolerance | null;
  totals: Totals | null;
  /** Where it is of another layer than its run. */
  layer?: Layer | undefined;
  /** A consumer's query by its name, and the engine that ran it. */
  query?: string | undefined;
  engine?: string | undefined;
  bins?: readonly Bin[] | undefined;
  evidence?: EvidenceWord | undefined;
  /** What broke, where the comparison itself did. */
  error?: string | undefined;
  /** What an adapter makes of the tool's word, where the word alone does not say it. */
  verdict?: CheckOutcome | undefined;
};

export type SideFacts = { dataset: string | null; position: string | null; version: string | null };

export type RunFacts = {
  source: string;
  externalId: string;
  context: string;
  layer: Layer;
  workload: Workload | null;
  engine: string | null;
  baseline: boolean;
  window: Window;
  period: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  status: RunStatus;
  legacy: SideFacts;
  target: SideFacts;
  totals: Totals | null;
  cohorts: readonly { dimensions: Readonly<Record<string, string>>; totals: Totals }[];
  checks: readonly CheckFacts[];
  discrepancies: readonly Discrepancy[];
  discrepanciesSampled: boolean;
  /** How many discrepancies the run has in all, where some are still to be sent; null where it came whole. */
  announced?: number | null | undefined;
  artifact: { uri: string; sha256: string; bytes: number } | null;
  coverage: readonly string[];
  supersedes: string | null;
};

/** Records that were looked for on both sides: what a match rate divides by. */
export const recordsOf = (totals: Totals): number => totals.compared + totals.missingInTarget + totals.missingInLegacy;

/** Records that were counted as different, in whatever way. */
export const differingOf = (totals: Totals): number =>
  totals.mismatched + totals.missingInTarget + totals.missingInLegacy;
