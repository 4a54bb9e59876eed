import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { LegacyAfter, ReviewFinding, Side, Stage } from '@/lib/domain/words';
import type { DocumentChange } from './document-changes';
import type { GoverningPayload } from './governing-payload';
import type { Guard } from './guards';
import type { RedrawLanesPayload } from './redraw-payload';
import type { PayloadLane, Told } from './told';

export type { PayloadLane };

export type AdvancePayload = Told & {
  kind: 'advance';
  context: string;
  from: Stage;
  to: Stage;
  /** How many lanes the context has: with one, validated goes to full at once. */
  laneCount: number;
  lanes: PayloadLane[];
  /** Null when no lane moves. */
  rollbackDays: number | null;
  /** What legacy does in these lanes afterwards; absent: it stands by. */
  legacyAfter?: LegacyAfter;
  /** Criteria that act by themselves inside the window; absent where none do. */
  guards?: Guard[];
};

export type RollbackPayload = Told & {
  kind: 'rollback';
  context: string;
  from: Stage;
  to: Stage;
  lanes: PayloadLane[];
  /** True: one person, through open windows, at once. False: proposed and signed like any other decision. */
  withinWindow: boolean;
  /** The guard of the shift that went back by itself, and what it found; absent where a person did it. */
  guard?: { decision: DecisionRef; criterion: string; sentence: string };
};

/** Authority moved outside the gates, in an emergency: back by one person, forward by two. */
export type BreakGlassPayload = Told & {
  kind: 'break_glass';
  context: string;
  side: Side;
  from: Stage;
  to: Stage;
  laneCount: number;
  lanes: PayloadLane[];
  /** Null when lanes go back. */
  rollbackDays: number | null;
  /** Where the emergency is on record elsewhere. */
  incident: string;
};

export type ReviewBreakGlassPayload = Told & {
  kind: 'review_break_glass';
  context: string;
  breakGlass: DecisionRef;
  incident: string;
  /** RFC 3339; somebody who may sign takes it on by then. */
  acknowledgeBy: string;
  /** RFC 3339; from then on, unreviewed, it stops further moves towards target in the whole program. */
  dueAt: string;
  /** Null until somebody wrote what the review came to; nothing is signed before. */
  finding: { verdict: ReviewFinding; follows: string | null } | null;
};

export type ReviewRollbackPayload = Told & {
  kind: 'review_rollback';
  context: string;
  rollback: DecisionRef;
  /** RFC 3339; from then on, unreviewed, it stops further moves towards target in its context. */
  dueAt: string;
};

export type ActivateRulesPayload = Told & {
  kind: 'activate_rules';
  context: string;
  ruleSet: { version: number; digest: string };
  /** The version in force that this one replaces; null for the first. */
  replaces: number | null;
  /** The rules in force beside the draft, place by place. Left out by what was proposed before that was kept. */
  changes?: DocumentChange[];
};

/** What a decision would do. JSON, because it is hashed and stored. */
export type Payload =
  | BreakGlassPayload
  | ReviewBreakGlassPayload
  | AdvancePayload
  | RollbackPayload
  | ReviewRollbackPayload
  | ActivateRulesPayload
  | RedrawLanesPayload
  | GoverningPayload;
export type PayloadOf<K extends Payload['kind']> = Extract<Payload, { kind: K }>;

/** The payload of what moves towards target, through its gates or outside them; null for everything else. */
export const forwardOf = (payload: Payload | null): AdvancePayload | BreakGlassPayload | null =>
  payload?.kind === 'advance' || (payload?.kind === 'break_glass' && payload.side === 'target') ? payload : null;

/** What a payload changes of documents in force, the old beside the new; none where it changes no document. */
export const documentChangesOf = (payload: Payload): DocumentChange[] =>
  'changes' in payload ? (payload.changes ?? []) : [];

/** The lanes that a payload concerns; none for what touches no authority. */
export const lanesOf = (payload: Payload): PayloadLane[] => ('lanes' in payload ? payload.lanes : []);

/** From where to where the context goes; null for what moves no stage. */
export const stagesOf = (payload: Payload): { from: Stage; to: Stage } | null =>
  'from' in payload && 'to' in payload ? { from: payload.from, to: payload.to } : null;
