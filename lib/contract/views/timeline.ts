import type { DecisionState, Side, Stage, WayBack, Workload } from '@/lib/domain/words';
import type { ContextRef } from './parts';

/** `at` and `knownAt` are RFC 3339; without `knownAt`, what is on record now. */
export type TimelineQuery = { context?: string; workload?: string; audience?: string; at?: string; knownAt?: string };

export type TimelineInterval = { side: Side; from: string; to: string | null; epoch: number; decision: number };

export type TimelineStrip = { workload: Workload; audience: string; name: string; intervals: TimelineInterval[] };

export type TimelineContext = ContextRef & {
  stage: Stage;
  plannedSince: string;
  strips: TimelineStrip[];
  decisions: { number: number; at: string; state: DecisionState; title: string }[];
  windows: {
    workload: Workload;
    audience: string;
    decision: number;
    opensAt: string;
    closesAt: string;
    endedAt: string | null;
  }[];
  holds: { from: string; to: string | null; reason: string }[];
};

export type TimelineRow = {
  from: string;
  until: string | null;
  side: Side;
  epoch: number;
  decision: { number: number; text: string };
  wayBack: { state: WayBack | 'not_needed'; text: string };
  knownSince: string;
  asked: boolean;
};

export type TimelineView = {
  program: { slug: string; name: string; zone: string };
  now: string;
  from: string;
  to: string;
  contexts: TimelineContext[];
  /** The lanes that can be asked about. */
  lanes: { context: ContextRef; workload: Workload; audience: string; name: string }[];
  /** The question as understood, defaults filled in; null while no lane exists. */
  asked: { context: string; workload: Workload; audience: string; at: string; knownAt: string | null } | null;
  /** Null when the instant lies before the record. `sentence` answers then, too. */
  answer: {
    sentence: string;
    side: Side | null;
    epoch: number | null;
    since: string | null;
    decision: number | null;
    ledgerIndex: number | null;
    /** "D-14 is a rollback by Lena Voss: Duplicate payment orders." */
    because: string | null;
  } | null;
  /** Why a question could not be read, in place of the answer. */
  error: string | null;
  rows: TimelineRow[];
};
