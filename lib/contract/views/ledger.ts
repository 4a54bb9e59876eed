import type { ActorRef, FilterOption, Page } from './parts';

export type LedgerFilter = { type?: string; actor?: string; context?: string; cursor?: string; entry?: number };

export type LedgerRow = {
  index: number;
  at: string;
  recordedAt: string;
  type: string;
  actor: ActorRef;
  sentence: string;
  leaf: string;
  decision: number | null;
};

export type LedgerView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  origin: string;
  size: number;
  head: string;
  filter: LedgerFilter;
  types: FilterOption[];
  actors: FilterOption[];
  contexts: FilterOption[];
  rows: LedgerRow[];
  page: Page;
  /** The entry that the address names, as kept: its canonical JSON, and its place in the chain. */
  entry: (LedgerRow & { prev: string; canonical: string; requestId: string | null }) | null;
};
