import { v7 as uuid } from 'uuid';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { mayPropose } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { rulesOf } from '@/lib/domain/decision/kinds/all';
import { standsUntil } from '@/lib/domain/decision/moved';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { decidePropose } from '@/lib/domain/decision/propose';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { insertDecision } from '@/lib/store/keep-decision';
import { takeNumber } from '@/lib/store/programs';
import { findRuleSet } from '@/lib/store/rule-sets';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { describeRecorded } from '@/lib/usecases/decisions/describe-decision';
import { loadWorld } from '@/lib/usecases/decisions/load-world';
import { loadDecision, must, otherLive, recordAll } from '@/lib/usecases/decisions/on-decision';
import { proposalOfBody } from '@/lib/usecases/decisions/proposal-of-body';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

/** Who drafted the rules that would come into force has written part of the decision. */
const coAuthors = async (tx: ProgramTx, contextId: string, proposal: Proposal): Promise<string[]> => {
  if (proposal.kind !== 'activate_rules') return [];
  const draft = await findRuleSet(tx.db, contextId, proposal.ruleSetVersion);
  return draft?.drafterId == null ? [] : [draft.drafterId];
};

/** Opens a decision, with what it stands on frozen. Unmet criteria do not hinder it; they hinder approvals. */
export const proposeDecision = (
  context: Context,
  programSlug: string,
  body: ProposalBody,
): Promise<Result<DecisionView>> =>
  transact<DecisionView>(context, programSlug, async (tx) => {
    const proposal = proposalOfBody(body);
    const asker = await authorise(tx.db, context.actor, tx.program, mayPropose(proposal));
    const about = await findContext(tx.db, tx.program.id, body.context);
    if (about === null) {
      throw refused('not_found', `This program has no context "${body.context}".`, [
        { pointer: '/context', detail: 'is not known' },
      ]);
    }
    // What has run out must not stand in the way of what is proposed now.
    await refreshDecisions(tx, about.id);
    const question = { program: tx.program, contextId: about.id, openedPolicy: null, at: tx.at };
    const bare = await loadWorld(tx.db, { ...question, payload: null });
    const payload = must(rulesOf(proposal.kind).derive(bare, proposal));
    const world = await loadWorld(tx.db, { ...question, payload });
    const { decision, facts } = must(
      decidePropose({
        id: uuid(),
        number: await takeNumber(tx.db, tx.program.id, 'decisionCount'),
        program: tx.program.slug,
        proposer: principalOf(asker.actor),
        coAuthorIds: await coAuthors(tx, about.id, proposal),
        proposal,
        live: await otherLive(tx, about.id),
        world,
      }),
    );
    await insertDecision(tx.db, {
      programId: tx.program.id,
      decision,
      openedPolicy: world.versions.policy,
      validUntil: standsUntil(decision, false, world),
    });
    recordAll(tx, facts);
    const kept = await loadDecision(tx.db, tx.program.id, decision.id);
    return accept(await describeRecorded(tx.db, tx.program, kept, tx.at));
  });
