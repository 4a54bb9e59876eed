import type { DecisionView, WithdrawalBody } from '@/lib/contract/v1/decisions';
import { mayWithdraw } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { decideWithdraw } from '@/lib/domain/decision/end';
import type { Result } from '@/lib/domain/kernel/refusal';
import { closeDecision } from '@/lib/store/keep-decision';
import type { Context } from '@/lib/usecases/context';
import { must, onDecision, recordAll } from '@/lib/usecases/decisions/on-decision';

/** Takes a live decision back, with a reason. */
export const withdrawDecision = (
  context: Context,
  programSlug: string,
  decision: string,
  body: WithdrawalBody,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, mayWithdraw, async ({ tx, asker, viewed }) => {
    const ended = must(decideWithdraw(viewed.decision, principalOf(asker.actor), asker.roles, body.reason, tx.at));
    await closeDecision(tx.db, viewed.decision.id, { state: 'withdrawn', at: tx.at, reason: ended.reason });
    recordAll(tx, ended.facts);
  });
