import type { DecisionView, ExecutionBody } from '@/lib/contract/v1/decisions';
import { mayExecute } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { decideExecute } from '@/lib/domain/decision/execute';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { keepExecution } from '@/lib/usecases/decisions/keep-execution';
import { must, onDecision } from '@/lib/usecases/decisions/on-decision';
import { refreshAround } from '@/lib/usecases/decisions/refresh-decisions';

/** Executes an approved decision after a fresh look at everything, in one transaction. */
export const executeDecision = (
  context: Context,
  programSlug: string,
  decision: string,
  body: ExecutionBody,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, mayExecute, async ({ tx, asker, viewed }) => {
    if (viewed.decision.kind === 'break_glass')
      throw refused('transition_not_allowed', 'A break-glass move is executed by the sign-off of its second person.');
    const executor = principalOf(asker.actor);
    const executed = must(decideExecute(viewed, executor, body));
    await keepExecution(tx, viewed.decision, executor, executed);
    await refreshAround(tx, viewed.decision);
  });
