import type { Category, DiscrepancyKind, Layer, Severity, Workload } from '@/lib/domain/words';
import type { Act, FeedEntry, FilterOption, Page, PatternRow } from './parts';

export type PatternsFilter = {
  state?: string;
  context?: string;
  category?: string;
  severity?: string;
  owner?: string;
  sort?: string;
  cursor?: string;
};

export type PatternsView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  filter: PatternsFilter;
  states: FilterOption[];
  contexts: FilterOption[];
  categories: FilterOption[];
  severities: FilterOption[];
  owners: FilterOption[];
  rows: PatternRow[];
  page: Page;
};

/** One step from what was sent to the comparison; `parts` is where the two sides part. */
export type TraceStep = { step: string; legacy: string | null; target: string | null; parts: boolean };

export type PatternExample = {
  correlationId: string;
  legacy: string | null;
  target: string | null;
  observedAt: string | null;
  run: number;
};

export type PatternView = PatternRow & {
  program: { slug: string; name: string };
  now: string;
  revision: number;
  layer: Layer;
  kind: DiscrepancyKind;
  field: string | null;
  source: string;
  workload: Workload | null;
  highestSeverity: Severity;
  /** False: differences that were counted and not itemised. */
  itemised: boolean;
  /** "1 204 of 412 880 outcomes in Reserve estimation since 19 Nov. Blocks criterion 3, no critical pattern open." */
  facts: string;
  note: string | null;
  /** Why it is explained or gone, when it is. */
  closedBy: string | null;
  example: (PatternExample & { difference: string | null }) | null;
  ruleSetVersion: number | null;
  trace: TraceStep[];
  /** Only for decimals: target minus legacy, binned. */
  distribution: { bins: { from: string; to: string; count: number }[]; finding: string } | null;
  dimensions: { name: string; values: { value: string; count: number }[] }[];
  examples: PatternExample[];
  occurrences: { run: number; windowTo: string; count: number; exact: boolean }[];
  history: FeedEntry[];
  owners: { id: string; name: string }[];
  ownerId: string | null;
  triage: Act;
  /** The choices offered, current ones included. */
  categories: Category[];
  severities: Severity[];
};
