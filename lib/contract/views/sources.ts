import type { Claimable } from '@/lib/contract/claim-snippet';
import type { CheckOutcome, Layer, Side, Workload } from '@/lib/domain/words';
import type { ContextRef, FilterOption, Page } from './parts';

/** `cursor` pages the sources; the other lists of the page have a place of their own. */
export type SourcesFilter = {
  context?: string;
  standing?: string;
  way?: string;
  channel?: string;
  cursor?: string;
  events?: string;
  streams?: string;
  waiting?: string;
};

/** `silent`: declared, and nothing came. `unasked`: it sends, and no expected check names it. */
export const sourceStandings = ['missing', 'late', 'silent', 'unasked', 'in_time'] as const;
export type SourceStanding = (typeof sourceStandings)[number];

/** How a source is known: by the manifest's `sources`, or by the runs that it sends. */
export const sourceWays = ['openlineage', 'cloudevents', 'runs'] as const;
export type SourceWay = (typeof sourceWays)[number];

export type LastArrival = { run: number; outcome: CheckOutcome; windowTo: string; receivedAt: string };

/** One source in one context, on one layer. */
export type SourceRow = {
  context: ContextRef;
  source: string;
  layer: Layer | null;
  workload: Workload | null;
  way: SourceWay;
  /** What it claims, as the manifest says it; null where the manifest does not declare it. */
  claims: string | null;
  last: LastArrival | null;
  /** When the window of the next run ends, and when it is missing; null where nothing is expected or none ever came. */
  next: { at: string; due: string } | null;
  standing: SourceStanding;
  /** Why there is no last run, or what is wanted, where that says more than the figures. */
  note: string | null;
};

export type OpenPeriod = {
  from: string;
  to: string;
  closesAt: string;
  dueAt: string;
  legacy: number;
  target: number;
  /** More came than were counted. */
  atLeast: boolean;
  /** The run that late outcomes will correct. */
  corrects: number | null;
  stuck: string | null;
};

export type OutcomeArrivals = {
  context: ContextRef;
  source: string;
  workload: Workload | null;
  /** "Pairs within 15 min, one run an hour" */
  matching: string;
  byDefault: boolean;
  periods: OpenPeriod[];
  /** How many are open, and how many of them are stuck. */
  open: number;
  stuck: number;
  tooLate: number;
  tooLateAt: string | null;
  latest: { run: number; outcome: CheckOutcome; from: string; to: string } | null;
};

/** Events of one job, or of one source and type, that no source of the manifest claims. */
export type UnclaimedGroup = {
  channel: 'cloudevents' | 'openlineage';
  from: string;
  /** Of a lineage job: its namespace. */
  namespace: string | null;
  types: string[];
  count: number;
  lastAt: string;
  why: string;
  claim: Claimable;
  body: string;
};

/** A lineage run that waits for its end, or for what the other side measured. */
export type WaitingRun = {
  source: string;
  job: string | null;
  run: string;
  events: number;
  lastAt: string;
  waits: string[];
  /** False while it has not said that it is over. */
  ended: boolean;
  missing: Side[];
  body: string;
};

export type SourcesView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  filter: SourcesFilter;
  contexts: FilterOption[];
  standings: FilterOption[];
  ways: FilterOption[];
  /** True where nothing is declared and nothing ever came. */
  empty: boolean;
  rows: SourceRow[];
  page: Page;
  streams: OutcomeArrivals[];
  streamsPage: Page;
  unclaimed: UnclaimedGroup[];
  unclaimedEvents: { count: number; atLeast: boolean };
  unclaimedPage: Page;
  channels: FilterOption[];
  waiting: WaitingRun[];
  waitingPage: Page;
  /** Of every context, for what is claimed. */
  contextSlugs: string[];
};
