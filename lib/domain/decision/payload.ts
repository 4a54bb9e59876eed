import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { Side, Stage } from '@/lib/domain/words';

/** A lane as a payload names it: who holds it now, at which epoch. */
export type PayloadLane = LaneName & { laneId: string; side: Side; epoch: number };

type Told = { title: string; rationale: string };

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

/** The lanes that a payload moves; none for what moves no authority. */
export const lanesOf = (payload: Payload): PayloadLane[] =>
  payload.kind === 'advance' || payload.kind === 'rollback' ? payload.lanes : [];

/** True for what holds, freezes and overdue reviews stop. */
export const movesTowardsTarget = (payload: Payload): boolean => payload.kind === 'advance';
