import { v7 as uuid } from 'uuid';
import type { Actor } from '@/lib/domain/access/actor';
import { principalOf } from '@/lib/domain/access/principal';
import type { Decision } from '@/lib/domain/decision/decision';
import { rulesOf } from '@/lib/domain/decision/kinds/all';
import { standsUntil } from '@/lib/domain/decision/moved';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { decideDraft, decidePropose } from '@/lib/domain/decision/propose';
import { insertDecision } from '@/lib/store/keep-decision';
import { takeNumber } from '@/lib/store/programs';
import { findRuleSet } from '@/lib/store/rule-sets';
import type { ProgramTx } from '@/lib/usecases/transact';
import { loadWorld } from './load-world';
import { must, otherLive, recordAll } from './on-decision';
import { refreshDecisions } from './refresh-decisions';

/** Everybody who may have drafted the rules that would come into force has written part of the decision. */
const coAuthors = async (tx: ProgramTx, contextId: string | null, proposal: Proposal): Promise<string[]> => {
  if (proposal.kind !== 'activate_rules' || contextId === null) return [];
  const draft = await findRuleSet(tx.db, contextId, proposal.ruleSetVersion);
  return draft === null ? [] : [draft.drafterId, draft.drafterIssuerId].filter((id) => id !== null);
};

/** Opens a decision of a context, or of the program (null), or keeps it as a draft; whether the actor may was asked before. */
export const openDecision = async (
  tx: ProgramTx,
  actor: Actor,
  contextId: string | null,
  proposal: Proposal,
  as: 'open' | 'draft' = 'open',
): Promise<Decision> => {
  // What has run out must not stand in the way of what is proposed now.
  await refreshDecisions(tx, contextId);
  const question = { program: tx.program, contextId, openedPolicy: null, at: tx.at };
  const bare = await loadWorld(tx.db, { ...question, payload: null });
  const payload = must(rulesOf(proposal.kind).derive(bare, proposal));
  const world = await loadWorld(tx.db, { ...question, payload });
  const input = {
    id: uuid(),
    number: await takeNumber(tx.db, tx.program.id, 'decisionCount'),
    program: tx.program.slug,
    proposer: principalOf(actor),
    coAuthorIds: await coAuthors(tx, contextId, proposal),
    proposal,
    live: await otherLive(tx, contextId),
    world,
  };
  const { decision, facts } = must(as === 'draft' ? decideDraft(input) : decidePropose(input));
  await insertDecision(tx.db, {
    programId: tx.program.id,
    decision,
    openedPolicy: world.versions.policy,
    validUntil: as === 'draft' ? null : standsUntil(decision, false, world),
  });
  recordAll(tx, facts);
  return decision;
};
