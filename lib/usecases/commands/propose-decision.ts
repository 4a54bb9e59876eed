import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { mayPropose } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { describeRecorded } from '@/lib/usecases/decisions/describe-decision';
import { loadDecision } from '@/lib/usecases/decisions/on-decision';
import { openDecision } from '@/lib/usecases/decisions/open-decision';
import { proposalOfBody } from '@/lib/usecases/decisions/proposal-of-body';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

/** The context that a proposal is about; null for one about the program. */
export const aboutOf = async (tx: Pick<ProgramTx, 'db' | 'program'>, body: object): Promise<string | null> => {
  if (!('context' in body) || typeof body.context !== 'string') return null;
  const found = await findContext(tx.db, tx.program.id, body.context);
  if (found !== null) return found.id;
  throw refused('not_found', `This program has no context "${body.context}".`, [
    { pointer: '/context', detail: 'is not known' },
  ]);
};

/** Opens a decision, with what it stands on frozen, or keeps it as a draft. Unmet criteria hinder approvals, not this. */
export const proposeDecision = (
  context: Context,
  programSlug: string,
  body: ProposalBody,
): Promise<Result<DecisionView>> =>
  transact<DecisionView>(context, programSlug, async (tx) => {
    const proposal = proposalOfBody(body);
    const asker = await authorise(tx.db, context.actor, tx.program, mayPropose(proposal));
    const decision = await openDecision(
      tx,
      asker.actor,
      await aboutOf(tx, body),
      proposal,
      body.draft === true ? 'draft' : 'open',
    );
    const kept = await loadDecision(tx.db, tx.program.id, decision.id);
    return accept(await describeRecorded(tx.db, tx.program, kept, tx.at));
  });
