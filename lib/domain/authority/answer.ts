import type { Participation, Side, Stage, WayBack, Workload } from '@/lib/domain/words';
import {
  type AuthorityInterval,
  authorityAt,
  type DecisionRef,
  intervalsKnownAt,
  pendingOf,
  type StageInterval,
  stageAt,
} from './interval';
import { audienceRef, type Lane } from './lane';
import { type Leases, leaseMsAt } from './lease';
import { participationOf } from './participation';
import { type WayBackProof, wayBackAt } from './way-back';
import { type RollbackWindow, wayBackWindow } from './window';

/** Who is authoritative in one lane at one instant, and how long that may be relied on. */
export type AuthorityAnswer = {
  context: string;
  workload: Workload;
  audience: string;
  side: Side;
  stage: Stage;
  participation: Record<Side, Participation>;
  /** 0 while the lane never had a change of authority: the context is planned. */
  epoch: number;
  since: Date | null;
  /** Null for a question about another instant. Not after `at`: the answer must not be given any more. */
  validUntil: Date | null;
  /** A change already recorded and not yet in effect. */
  next: { side: Side; effectiveFrom: Date; decision: DecisionRef } | null;
  decision: DecisionRef | null;
  rollbackUntil: Date | null;
  /** Null while legacy holds the lane. */
  wayBack: WayBack | null;
};

export type AnswerInput = {
  context: { slug: string; stages: readonly StageInterval[]; proofs: readonly WayBackProof[] };
  lane: Lane;
  intervals: readonly AuthorityInterval[];
  windows: readonly RollbackWindow[];
  leases: Leases;
  at: Date;
  /** When these records were last confirmed with the database; null for a question about another instant. */
  confirmedAt: Date | null;
  /** The last ledger entry that counts; undefined where everything on record does. */
  knownAtEntry?: number | undefined;
  /** Lanes are drawn anew then, and the request reaches this interval of another lane; null: none can be told. */
  redrawn?: { from: Date; interval: AuthorityInterval | null } | undefined;
};

/** Within an open window the way back is what its current proof says; without either nobody can say that there is one. */
const wayBackOf = (
  { context, lane, at }: AnswerInput,
  side: Side,
  window: RollbackWindow | undefined,
): WayBack | null => {
  if (side === 'legacy') return null;
  const standing = wayBackAt(context.proofs, lane.workload, at);
  return window === undefined || standing.state !== 'current' ? 'closed' : standing.proof.quality;
};

const validUntilOf = (input: AnswerInput, confirmedAt: Date, next: Date | undefined): Date => {
  // The shorter of both leases, so that a window which closes meanwhile never prolongs an older confirmation.
  const lease = (instant: Date) => leaseMsAt(input.windows, input.leases, instant);
  const relied = confirmedAt.getTime() + Math.min(lease(confirmedAt), lease(input.at));
  return new Date(Math.min(relied, next?.getTime() ?? relied));
};

/** Of another instant only what was on record says what was to come: the record as it is now holds what came later. */
const nextOf = ({ intervals, at, confirmedAt, knownAtEntry }: AnswerInput): AuthorityInterval | undefined => {
  if (knownAtEntry !== undefined) return pendingOf(intervalsKnownAt(intervals, knownAtEntry), at)[0];
  return confirmedAt === null ? undefined : pendingOf(intervals, at)[0];
};

/** The authority answer of one lane. A lane that never had an interval answers legacy, epoch 0, no decision. */
export const answerFor = (input: AnswerInput): AuthorityAnswer => {
  const { at, lane } = input;
  const held = authorityAt(input.intervals, at, input.knownAtEntry);
  const side = held?.side ?? 'legacy';
  const stage = stageAt(input.context.stages, at);
  const own = nextOf(input);
  // A lane that ends gives way to the one that takes its place before anything else becomes of it.
  const next = input.redrawn === undefined ? own : (input.redrawn.interval ?? undefined);
  const ends = input.redrawn?.from ?? own?.from;
  const window = side === 'target' ? wayBackWindow(input.windows, at, held?.decision.id) : undefined;
  return {
    context: input.context.slug,
    workload: lane.workload,
    audience: audienceRef(lane.audience),
    side,
    stage,
    participation: participationOf(stage, side, held?.legacyAfter),
    epoch: held?.epoch ?? 0,
    since: held?.from ?? null,
    validUntil: input.confirmedAt === null ? null : validUntilOf(input, input.confirmedAt, ends),
    next: next === undefined ? null : { side: next.side, effectiveFrom: next.from, decision: next.decision },
    decision: held?.decision ?? null,
    rollbackUntil: window?.closesAt ?? null,
    wayBack: wayBackOf(input, side, window),
  };
};
