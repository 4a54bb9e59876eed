import type { DecisionView } from '@/lib/contract/v1/decisions';
import { mayAcknowledge } from '@/lib/domain/access/may';
import { decideAcknowledge } from '@/lib/domain/decision/acknowledge-review';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findAcknowledgement, insertReviewMark } from '@/lib/store/emergencies';
import type { Context } from '@/lib/usecases/context';
import { must, onDecision, recordAll } from '@/lib/usecases/decisions/on-decision';

/** One person takes on the review of a break-glass move. */
export const acknowledgeReview = (
  context: Context,
  programSlug: string,
  decision: string,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, mayAcknowledge, async ({ tx, asker, viewed }) => {
    const { actor, roles } = asker;
    if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person takes a review on.');
    const taken = await findAcknowledgement(tx.db, viewed.decision.id);
    const { facts } = must(decideAcknowledge(viewed.decision, actor, roles, taken?.person ?? null));
    const mark = { reviewId: viewed.decision.id, kind: 'acknowledged' as const, at: tx.at, personId: actor.personId };
    await insertReviewMark(tx.db, mark);
    recordAll(tx, facts);
  });
