// What several screens show. Plain JSON: instants are ISO strings in UTC, shares are decimal text between 0 and 1,
// counts are numbers. Sentences are the record's own words; figures are formatted by the components.

import type { BuiltInKind, EvidenceKind } from '@/lib/domain/criteria/evaluation';
import type {
  Category,
  CriterionKind,
  DecisionKind,
  DecisionState,
  EvaluationOutcome,
  Gate,
  HoldScope,
  Participation,
  PatternState,
  Resolution,
  Role,
  Severity,
  Side,
  Stage,
  WayBack,
  Workload,
} from '@/lib/domain/words';

/** Whether this person may do it now; `why` is the rule's own sentence when not. */
export type Act = { allowed: boolean; why: string | null };

/** What lists page by: opaque cursors into the same query. `total` counts all that match the filter. */
export type Page = { next: string | null; previous: string | null; total: number };

/** One choice of a filter, with how many it would show. */
export type FilterOption = { value: string; label: string; count: number };

export type ActorRef = { kind: 'person' | 'key' | 'system'; name: string; you: boolean };

export type ContextRef = { slug: string; name: string };

/** One side's agreement: the share of what it produced that the other matched; `nines` is already capped by n. */
export type Level = { share: string | null; sampleSize: number; nines: number };

export type GateState = 'open' | 'closed' | 'blocked';

/** The lock's drawing: both levels, the next transition's gate, and what must be reached (share) where one applies. */
export type LockView = {
  stage: Stage;
  legacy: Level;
  target: Level;
  gate: GateState;
  needed: string | null;
};

/** How a gate stands: one outcome a blocking or advisory criterion, and the one sentence that says what it waits for. */
export type GateView = {
  from: Stage;
  to: Stage;
  state: GateState;
  outcomes: EvaluationOutcome[];
  /** Of the blocking criteria: how many are asked, how many are met, and how many stand with accepted risks. */
  tally: { asked: number; met: number; withRisks: number };
  sentence: string;
};

/** `unit` tells the screen how to write value and threshold; both are decimal text, or null where there is none. */
export type EvaluationView = {
  key: string;
  gate: Gate;
  kind: CriterionKind | BuiltInKind;
  title: string;
  blocking: boolean;
  outcome: EvaluationOutcome;
  unit: 'share' | 'patterns' | 'conditions' | 'attestations' | 'checks' | 'workloads';
  bound: 'at_least' | 'at_most';
  value: string | null;
  threshold: string;
  sampleSize: number | null;
  window: { from: string; to: string } | null;
  validUntil: string | null;
  sentence: string;
  evidence: EvidenceRef[];
};

/** What an evaluation was computed from; `label` is for people ("r-41", "P-12", "attestation of 3 Nov"). */
export type EvidenceRef = { kind: EvidenceKind; label: string; href: string | null };

/** `current` is where the context stands, `next` the stage its gate leads to. `share` is target's share of lanes in it. */
export type TrackStage = {
  stage: Stage;
  standing: 'past' | 'current' | 'next' | 'ahead';
  days: number | null;
  share: number | null;
  note: string | null;
};

export type LaneRef = { workload: Workload; audience: string };

export type AudienceView = {
  /** `cohort:eu-motor` or `subscriber:treasury`. */
  key: string;
  kind: 'cohort' | 'subscriber';
  name: string;
  /** Its condition in words ("geography eu, product line motor", "10 % of keys", "everyone else"). */
  condition: string;
};

export type LaneCell = LaneRef & {
  side: Side;
  participation: { legacy: Participation; target: Participation };
  epoch: number;
  since: string | null;
  decision: number | null;
  /** A change on record and not yet in effect. */
  next: { side: Side; effectiveFrom: string; decision: number } | null;
  /** The open way back of this lane. */
  window: { closesAt: string; decision: number } | null;
};

/** Lanes that are not declared (a subscriber without this workload) have no cell. */
export type MatrixView = { workloads: Workload[]; audiences: AudienceView[]; cells: LaneCell[] };

/**
 * How identity is confirmed again: by password here, or by a recent sign-in at the provider (`href` starts one); and by
 * as many passkeys as the person has.
 */
export type StepUpView = { passkeys: number } & (
  | { method: 'password' }
  | { method: 'recent_sign_in'; recent: boolean; href: string }
);

export type SlotView = {
  role: Role;
  count: number;
  /** What signing in this role says ("The result is right for customers and the ledger."). */
  meaning: string;
  candidates: { name: string; you: boolean }[];
  filled: { name: string; you: boolean; signedAt: string }[];
};

export type HoldView = {
  id: string;
  scope: HoldScope;
  /** Null where it stops more than one context. */
  context: ContextRef | null;
  reason: string;
  placedBy: string;
  placedAt: string;
  /** When it stops stopping by itself: its own end, or that of a freeze's open window. */
  until: string | null;
  lift: Act;
};

/** One line of what happened, from the ledger. Ids in the sentence (D-31, P-118, r-41) become links. */
export type FeedEntry = { index: number; at: string; sentence: string; quote: string | null; actor: ActorRef };

export type DueItem = {
  kind: 'retirement_item' | 'rollback_window' | 'review' | 'decision' | 'attestation' | 'hard_date';
  /** ISO instant; a day without a time is given as its end in the program's zone. */
  at: string;
  title: string;
  /** What the title is of, where it does not say all; only the title leads to it. */
  about: string | null;
  owner: string | null;
  context: ContextRef | null;
  href: string | null;
  overdue: boolean;
  /** Of a rollback window: it closes within the time that the policy warns of. */
  closing?: boolean;
};

export type PatternRow = {
  id: string;
  number: number;
  context: ContextRef;
  sentence: string;
  /** The field that differs, as the sentence names it; null where it is of none. */
  field: string | null;
  severity: Severity;
  category: Category;
  state: PatternState;
  triaged: boolean;
  /** Legacy differs from itself in this way. */
  baseline: boolean;
  owner: { name: string; you: boolean } | null;
  total: number;
  /** Discrepancies that stand open now. */
  open: number;
  /** Counts of the last 14 days (UTC), oldest first. */
  trend: number[];
  /** How many patterns are merged into it. */
  members: number;
  /** How often it came back, and what it was said to have taught, where it was. */
  reopened: number;
  reopenedAt: string | null;
  resolution: Resolution | null;
  due: string | null;
  /** What triage expects to have been shown. */
  revision: number;
  firstSeenAt: string;
  lastSeenAt: string;
};

export type DecisionRow = {
  number: number;
  kind: DecisionKind;
  state: DecisionState;
  title: string;
  /** Null for a decision about the whole program. */
  context: ContextRef | null;
  from: Stage | null;
  to: Stage | null;
  revision: number;
  proposedBy: ActorRef;
  proposedAt: string;
  /** When it ended: executed, refused, withdrawn, expired. */
  closedAt: string | null;
  expiresAt: string | null;
  /** What it waits for, or how it ended. */
  standing: string;
  slots: { role: Role; filled: string | null; you: boolean }[];
  waitsForYou: boolean;
};

export type WindowView = {
  program: { slug: string; name: string };
  context: ContextRef;
  lock: LockView;
  decision: number;
  lanes: LaneRef[];
  /** "writes, EU motor", "all lanes". */
  lanesText: string;
  opensAt: string;
  closesAt: string;
  /** It closes within the time that the policy warns of. */
  closing: boolean;
  wayBack: WayBack;
  note: string | null;
  rollback: Act;
};
