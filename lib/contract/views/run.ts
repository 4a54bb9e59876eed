import type { Bin, Totals as Counts, EvidenceWord } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome, DiscrepancyKind, Layer, Workload } from '@/lib/domain/words';
import type { ContextRef, FilterOption, Page, PatternRow } from './parts';
import type { QueryGrid } from './query-grid';
import type { StatisticsView } from './statistics';

export type RunRow = {
  id: string;
  number: number;
  source: string;
  externalId: string;
  context: ContextRef;
  layer: Layer;
  workload: Workload | null;
  window: { from: string; to: string };
  receivedAt: string;
  status: 'completed' | 'aborted' | 'failed' | 'unknown';
  outcome: CheckOutcome;
  compared: number | null;
  share: string | null;
  /** Records that differ in whatever way and that no signed-off rule accepts; null where the run has no totals. */
  differing: number | null;
  /** Records that differ and that signed-off rules accept: they count as matching. */
  accepted: number;
  discrepancyCount: number;
  /** Discrepancies that were announced and are still to come. */
  outstanding: number;
  baseline: boolean;
  superseded: boolean;
  warnings: number;
};

export type RunsFilter = {
  context?: string;
  source?: string;
  layer?: string;
  workload?: string;
  outcome?: string;
  standing?: string;
  format?: string;
  engine?: string;
  period?: string;
  sort?: string;
  cursor?: string;
};

/** One source from which runs are expected in one context. */
export type StreamView = {
  context: ContextRef;
  source: string;
  layer: Layer;
  workload: Workload | null;
  last: { run: number; outcome: CheckOutcome; windowTo: string } | null;
  /** When the window of the next run ends, and when it is missing; null where none ever came. */
  next: { at: string; due: string } | null;
  standing: 'in_time' | 'late' | 'missing';
};

export type RunsView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  filter: RunsFilter;
  contexts: FilterOption[];
  sources: FilterOption[];
  layers: FilterOption[];
  workloads: FilterOption[];
  outcomes: FilterOption[];
  standings: FilterOption[];
  formats: FilterOption[];
  engines: FilterOption[];
  /** Choices without counts; the first is what stands when nothing is chosen. */
  periods: { value: string; label: string }[];
  sorts: { value: string; label: string }[];
  /** Missing ones first, then by when the next run is expected. */
  streams: StreamView[];
  streamsText: string | null;
  rows: RunRow[];
  page: Page;
};

export type Totals = Counts & { accepted: number | null };

export type RunCheckView = {
  key: string;
  kind: string;
  layer: Layer;
  metric: string | null;
  field: string | null;
  legacy: string | null;
  target: string | null;
  /** The tool's word, as sent. */
  reported: string | null;
  outcome: CheckOutcome;
  /** What the two disagree about, when they do. */
  finding: string | null;
  tolerance: string | null;
  /** Whether signed-off rules forgave it, or the tool alone did. */
  signedOff: boolean;
  query: string | null;
  engine: string | null;
  /** How much of what was counted is shown, where the tool said. */
  evidence: EvidenceWord | null;
  error: string | null;
  bins: Bin[];
};

/** How often the tool said one thing and Lockgate judged another. */
export type VerdictCount = { reported: string | null; outcome: CheckOutcome; count: number; opposed: boolean };

export type ItemsFilter = { pattern?: string; field?: string; column?: string; only?: string; cursor?: string };

export type RunView = RunRow & {
  program: { slug: string; name: string };
  now: string;
  /** "Compared 912 040 outcomes of writes on 19 Nov; 99.957 % match. 44 differ, 2 are missing in target." */
  lede: string;
  format: string;
  digest: string;
  engine: string | null;
  period: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  ruleSetVersion: number | null;
  legacy: { dataset: string | null; position: string | null; version: string | null };
  target: { dataset: string | null; position: string | null; version: string | null };
  totals: Totals | null;
  cohorts: { name: string; totals: Totals }[];
  coverage: string[];
  checks: RunCheckView[];
  discrepanciesSampled: boolean;
  /** What the tool said beside what Lockgate judged, where they part first. */
  verdicts: VerdictCount[];
  statistics: StatisticsView | null;
  queries: QueryGrid | null;
  filter: ItemsFilter;
  patternChoices: FilterOption[];
  fieldChoices: FilterOption[];
  /** Where more were to follow than came with the run. `comings` counts the run itself. */
  announced: { total: number; received: number; comings: number; lastAt: string | null } | null;
  /** Single differences that retention let go of, and when, as a person says it; what was counted stays. */
  letGo: { count: number; on: string } | null;
  discrepancies: {
    place: number;
    correlationId: string;
    kind: DiscrepancyKind;
    field: string | null;
    legacy: string | null;
    target: string | null;
    outcome: CheckOutcome;
    pattern: number | null;
  }[];
  discrepanciesPage: Page;
  patterns: PatternRow[];
  warningsText: string[];
  supersedes: number | null;
  supersededBy: number | null;
  artifact: { uri: string; sha256: string; bytes: number } | null;
  /** What was sent, word for word. */
  sent: { href: string; bytes: number; mediaType: string };
};
