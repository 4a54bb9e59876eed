import type {
  Act,
  ContextRef,
  DecisionRow,
  DueItem,
  FeedEntry,
  GateView,
  HoldView,
  LockView,
  TrackStage,
} from './parts';

export type BoardRow = ContextRef & {
  owners: string[];
  lock: LockView;
  track: TrackStage[];
  /** Null once retired. */
  gate: GateView | null;
  /** The earliest day the gate can open: now, a day, or none at today's volume; `note` says after what. */
  canOpen: { kind: 'now' | 'day' | 'none'; at: string | null; note: string };
  hold: HoldView | null;
  /** The open decision of this context, if there is one. */
  decision: Pick<DecisionRow, 'number' | 'title' | 'state' | 'standing' | 'waitsForYou'> | null;
  propose: Act;
};

export type BoardView = {
  program: { slug: string; name: string; description: string; zone: string };
  now: string;
  lede: string;
  /** From the program's first day to past its hard date. */
  runway: {
    from: string;
    to: string;
    hardDate: string | null;
    /** When the items are gone at today's pace; null where there is no pace, or that day is far beyond the hard date. */
    projectedEnd: string | null;
    windows: { from: string; to: string; label: string }[];
  };
  rows: BoardRow[];
  /** The program's own hold, not a context's. */
  hold: HoldView | null;
  placeHold: Act;
  /** The decision that waits for this person, the most urgent first. */
  review: number | null;
  lately: FeedEntry[];
  due: DueItem[];
};
