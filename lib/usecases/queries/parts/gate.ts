import type { GateState, GateView } from '@/lib/contract/views/parts';
import { gateStanding } from '@/lib/domain/criteria/gate-standing';
import { overdueReviews } from '@/lib/domain/decision/world';
import type { EvaluationOutcome } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { type NextMove, nextMoveOf } from './next-move';
import { type Evaluated, evaluateIn, type Picture, stopsOn } from './picture';
import { dayText, momentText } from './say';

/** A context's next move with the criteria that it answers for, as they stand now. */
export type Ahead = NextMove & Evaluated & { gate: GateView };

const order: readonly EvaluationOutcome[] = ['met', 'waived', 'insufficient', 'stale', 'errored', 'not_met'];

const byOutcome = (a: EvaluationOutcome, b: EvaluationOutcome): number => order.indexOf(a) - order.indexOf(b);

/** What stops moves towards target whatever the evidence says; null when nothing does. */
export const stopText = (picture: Picture, context: ListedContext): string | null => {
  const [hold] = stopsOn(picture, { programId: context.programId, contextId: context.id });
  if (hold !== undefined) {
    return `Held by ${hold.placedBy} since ${dayText(hold.placedAt, 'UTC', picture.now)}: “${hold.reason}”`;
  }
  const reviews = picture.reviews.filter(({ contextId }) => contextId === context.id);
  const [review] = overdueReviews(reviews, picture.now);
  if (review === undefined) return null;
  return `The rollback D-${review.rollback.number} should have been reviewed by ${momentText(review.dueAt, picture.now)}, and nothing moves towards target until it is.`;
};

/** Until when the gate stays open if nothing new arrives; null when nothing runs out. */
export const freshUntil = (evaluated: Evaluated): Date | null =>
  evaluated.evaluations.reduce<Date | null>((first, { blocking, validUntil }) => {
    if (!blocking || validUntil === null) return first;
    return first === null || validUntil < first ? validUntil : first;
  }, null);

const openText = (evaluated: Evaluated, decided: boolean, now: Date): string => {
  const until = freshUntil(evaluated);
  const fresh = until === null ? '' : ` Its evidence stays fresh until ${momentText(until, now)}.`;
  return `${decided ? 'Open.' : 'Open, and no decision has been proposed.'}${fresh}`;
};

/** How a gate stands, in one state and one sentence: what blocks it, what it waits for, or that it is open. */
export const gateOf = (
  move: Pick<NextMove, 'from' | 'to'> & { decided: boolean },
  evaluated: Evaluated,
  stop: string | null,
  now: Date,
): GateView => {
  const standing = gateStanding(evaluated.evaluations, evaluated.blocks);
  const [block] = evaluated.blocks;
  const blocked = stop ?? block?.message;
  const state: GateState = blocked !== undefined && blocked !== null ? 'blocked' : standing.open ? 'open' : 'closed';
  const [unmet] = [...standing.unmet].sort((a, b) => byOutcome(b.outcome, a.outcome));
  return {
    from: move.from,
    to: move.to,
    state,
    tally: standing.tally,
    outcomes: evaluated.evaluations.map(({ outcome }) => outcome).sort(byOutcome),
    sentence:
      blocked ?? unmet?.sentence ?? (standing.open ? openText(evaluated, move.decided, now) : 'Nothing is asked.'),
  };
};

const evaluateAhead = (picture: Picture, context: ListedContext): Ahead | null => {
  const move = nextMoveOf(picture, context);
  if (move === null) return null;
  const evaluated = evaluateIn(picture, context, move);
  return {
    ...move,
    ...evaluated,
    gate: gateOf({ ...move, decided: move.decision !== null }, evaluated, stopText(picture, context), picture.now),
  };
};

// Locks, windows, rows and waiting decisions of one page all ask what lies ahead of the same contexts.
const asked = new WeakMap<Picture, Map<string, Ahead | null>>();

/** What lies ahead of a context; null where nothing does. */
export const aheadOf = (picture: Picture, context: ListedContext): Ahead | null => {
  const known = asked.get(picture) ?? new Map<string, Ahead | null>();
  asked.set(picture, known);
  const before = known.get(context.id);
  if (before !== undefined) return before;
  const ahead = evaluateAhead(picture, context);
  known.set(context.id, ahead);
  return ahead;
};
