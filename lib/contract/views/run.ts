import type { Totals as Counts } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome, DiscrepancyKind, Layer, Workload } from '@/lib/domain/words';
import type { ContextRef, FilterOption, Page, PatternRow } from './parts';

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
  discrepancyCount: number;
  baseline: boolean;
  superseded: boolean;
  warnings: number;
};

export type RunsFilter = { context?: string; source?: string; layer?: string; outcome?: string; cursor?: string };

export type RunsView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  filter: RunsFilter;
  contexts: FilterOption[];
  sources: FilterOption[];
  layers: FilterOption[];
  outcomes: FilterOption[];
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
};

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
  /** How many there are in all, where more were to follow. */
  announced: number | null;
  /** When its single differences were let go, as a person says it; what was counted stays. */
  letGo: string | null;
  discrepancies: {
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
