import type {
  Category,
  DiscrepancyKind,
  Layer,
  PatternState,
  Resolution,
  Severity,
  Workload,
} from '@/lib/domain/words';
import type { DecisionMark } from './charts';
import type { Act, FeedEntry, FilterOption, Page, PatternRow } from './parts';

export type PatternsFilter = {
  state?: string;
  context?: string;
  category?: string;
  severity?: string;
  owner?: string;
  layer?: string;
  resolution?: string;
  baseline?: string;
  reopened?: string;
  /** Words to look for, or `P-12`. */
  q?: string;
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
  layers: FilterOption[];
  resolutions: FilterOption[];
  /** `true`: seen in a baseline, `false`: not. */
  baselines: FilterOption[];
  /** `true`: came back at least once. */
  returns: FilterOption[];
  sorts: { value: string; label: string }[];
  /** Whether this person may triage, and so select rows. */
  triage: Act;
  /** What triage of several at once may say. */
  choices: TriageChoices;
  rows: PatternRow[];
  page: Page;
};

export type Choice<Value extends string> = { value: Value; label: string };

/** What triage may say, in the order in which it is offered. */
export type TriageChoices = {
  categories: Choice<Category>[];
  severities: Choice<Severity>[];
  resolutions: (Choice<Resolution> & { meaning: string })[];
  owners: { id: string; name: string; you: boolean }[];
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

/** What a pattern was said to teach; `ended` is null while it stands. */
export type LessonView = {
  resolution: Resolution | null;
  /** "hidden legacy rule" */
  label: string | null;
  taught: string | null;
  hiddenLegacyRule: string | null;
  fixer: string | null;
  links: string[];
  learntAt: string;
  learntBy: string;
  ended: { at: string; because: 'reopened' | 'withdrawn'; words: string } | null;
};

/** A pattern that belongs to another: merged into it, or a part of it. */
export type KinView = {
  id: string;
  number: number;
  sentence: string;
  field: string | null;
  state: PatternState;
  severity: Severity;
  open: number;
  total: number;
  revision: number;
  /** Of a part: its value; null for every other one, and none. */
  value: string | null;
};

/** Where a pattern stands by one source, layer and workload. */
export type StandingView = {
  source: string;
  layer: Layer;
  workload: Workload | null;
  baseline: boolean;
  run: number;
  windowTo: string;
  count: number;
  open: number;
  runs: number;
  /** "Open in r-12", "Explained in r-12", "Gone since: a later complete run lacks it" */
  words: string;
};

/** Legacy's own noise: how often legacy differs from itself in this way. Only a signed-off rule explains it. */
export type BaselineNoise = {
  runs: number;
  total: number;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Shares of the records of the latest runs, where all of them were counted; null where nobody knows. */
  rate: number | null;
  comparedRate: number | null;
  words: string;
};

export type KnowledgeView = {
  program: { slug: string; name: string };
  context: { slug: string; name: string };
  now: string;
  lede: string;
  filter: { resolution?: string; standing?: string; cursor?: string };
  resolutions: FilterOption[];
  /** `true`: what holds, `false`: what did not. */
  standings: FilterOption[];
  lessons: (LessonView & { pattern: { number: number; sentence: string; state: PatternState } })[];
  page: Page;
};

/** What a rule could say of a pattern's field: the rules that a draft begins from, and who may take it further. */
export type ToleranceView = {
  field: string;
  /** How the values of the example differ, as rules name it ("last_place"); null where nobody can say. */
  difference: string | null;
  inForce: number | null;
  /** The rules in force, as they were signed off; null where none are. */
  document: unknown;
  /** The rule that applies to the field now, its own or by default; null where none does. */
  rule: unknown;
  draft: Act;
  propose: Act;
  /** The live decision about rules of this context, if there is one. */
  decision: number | null;
};

export type PatternView = PatternRow & {
  program: { slug: string; name: string };
  now: string;
  revision: number;
  layer: Layer;
  kind: DiscrepancyKind;
  source: string;
  workload: Workload | null;
  highestSeverity: Severity;
  /** False: differences that were counted and not itemised, or that a check alone shows. */
  itemised: boolean;
  /** The check that alone shows it, in the latest run that does; `key` is null for those that are not told apart. */
  check: { run: number; key: string | null; legacy: string | null; target: string | null } | null;
  /** "1 204 of 412 880 outcomes in Reserve estimation since 19 Nov. Blocks criterion 3, no critical pattern open." */
  facts: string;
  note: string | null;
  resolvedAt: string | null;
  taught: string | null;
  hiddenLegacyRule: string | null;
  fixer: { person: string | null; name: string } | null;
  links: string[];
  /** "It came back on 19 Nov, for the second time, after it was resolved as target defect fixed." */
  returned: string | null;
  /** What it was said to teach, the latest first: what stands now, and what did not hold. */
  lessons: LessonView[];
  mergedInto: number | null;
  partOf: number | null;
  splitBy: string | null;
  /** Patterns merged into it, and parts that it is split into. */
  merged: KinView[];
  parts: KinView[];
  /** Dimensions that it can be split by, with the values it was seen with lately. */
  splits: { dimension: string; values: string[] }[];
  splitting: Act;
  /** Takes its split back. */
  splitBack: Act;
  /** Whether this person triages at all; `triage` is of this pattern, which another may speak for. */
  mayTriage: Act;
  standings: StandingView[];
  noise: BaselineNoise | null;
  /** The last 60 days (UTC), oldest first. */
  days: { day: string; count: number; open: number; baseline: number }[];
  /** Why it is not open, when it is not. */
  closedBy: string | null;
  example: (PatternExample & { difference: string | null }) | null;
  ruleSetVersion: number | null;
  trace: TraceStep[];
  /** Only for decimals: target minus legacy, binned. `oneSided` is the side that is never the larger one. */
  distribution: {
    bins: { from: string; to: string; count: number }[];
    finding: string;
    median: string;
    oneSided: 'lower' | 'higher' | null;
  } | null;
  /** Over its latest runs; `others` are values that are too many to count each. */
  dimensions: { name: string; values: { value: string; count: number; open: number }[]; others: number }[];
  examples: PatternExample[];
  /** The latest first. */
  occurrences: {
    run: number;
    windowTo: string;
    count: number;
    open: number;
    exact: boolean;
    baseline: boolean;
    superseded: boolean;
  }[];
  /** Decisions about its context in the last 60 days. */
  decisions: DecisionMark[];
  /** Null where no rule of a field applies to what it is. */
  tolerance: ToleranceView | null;
  history: FeedEntry[];
  triage: Act;
};
