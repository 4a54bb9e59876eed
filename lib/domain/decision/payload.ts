import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { Side, Stage } from '@/lib/domain/words';
import type { Stakes } from './stakes';

/** A lane as a payload names it: who holds it now, at which epoch. */
export type PayloadLane = LaneName & { laneId: string; side: Side; epoch: number };

/** What every decision says, in people's words, when it is to be executed (RFC 3339; null: by hand), and what is at stake. */
type Told = { title: string; rationale: string; scheduledFor: string | null; stakes: Stakes };

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
};

export type RollbackPayload = Told & {
  kind: 'rollback';
  context: string;
  from: Stage;
  to: Stage;
  lanes: PayloadLane[];
  /** True: one person, through open windows, at once. False: proposed and signed like any other decision. */
  withinWindow: boolean;
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
};

/** What a decision would do. JSON, because it is hashed and stored. */
export type Payload = AdvancePayload | RollbackPayload | ReviewRollbackPayload | ActivateRulesPayload;
export type PayloadOf<K extends Payload['kind']> = Extract<Payload, { kind: K }>;

/** The lanes that a payload concerns; none for what touches no authority. */
export const lanesOf = (payload: Payload): PayloadLane[] => ('lanes' in payload ? payload.lanes : []);

/** From where to where the context goes; null for what moves no stage. */
export const stagesOf = (payload: Payload): { from: Stage; to: Stage } | null =>
  'from' in payload && 'to' in payload ? { from: payload.from, to: payload.to } : null;
