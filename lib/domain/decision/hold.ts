import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Hold } from './world';

type Held = { id: string; slug: string };

const reasonOf = (reason: string): Result<string> =>
  reason.trim() === ''
    ? refuse('comment_required', 'A reason is needed.', [{ pointer: '/reason', detail: 'must not be empty' }])
    : accept(reason.trim());

/** Stops moves of a context towards target, never a rollback. One hold at a time stands on a context. */
export const decideHold = (
  context: Held,
  standing: readonly Hold[],
  hold: Hold,
): Result<{ hold: Hold; facts: Fact[] }> => {
  const reason = reasonOf(hold.reason);
  if (!reason.ok) return reason;
  const [other] = standing;
  if (other !== undefined) {
    return refuse('nothing_to_change', `${other.placedBy} holds ${context.slug} already: ${other.reason}`);
  }
  const data = { hold: hold.id, context: context.slug, reason: reason.value };
  const subject = { kind: 'context' as const, id: context.id };
  return accept({
    hold: { ...hold, reason: reason.value },
    facts: [{ type: 'hold.placed', subject, contextId: context.id, data }],
  });
};

/** Lifts a hold, with a reason. `liftedAt` is null while it stands. */
export const decideLift = (
  context: Held,
  hold: { id: string; liftedAt: Date | null },
  reason: string,
): Result<{ holdId: string; facts: Fact[] }> => {
  const why = reasonOf(reason);
  if (!why.ok) return why;
  if (hold.liftedAt !== null) return refuse('nothing_to_change', 'This hold was lifted already.');
  const data = { hold: hold.id, context: context.slug, reason: why.value };
  const subject = { kind: 'context' as const, id: context.id };
  return accept({ holdId: hold.id, facts: [{ type: 'hold.lifted', subject, contextId: context.id, data }] });
};
