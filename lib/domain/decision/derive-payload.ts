import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { ContextState } from './context-state';
import { deriveAdvance } from './derive-advance';
import { deriveRollback } from './derive-rollback';
import type { ActivateRulesPayload, Payload } from './payload';
import type { ActivateRulesProposal, Proposal } from './proposal';

const deriveActivation = (context: ContextState, proposal: ActivateRulesProposal): Result<ActivateRulesPayload> => {
  const found = context.ruleSets.find((set) => set.version === proposal.ruleSetVersion);
  if (found === undefined) {
    return refuse('not_found', `${context.slug} has no rule set version ${proposal.ruleSetVersion}.`, [
      { pointer: '/ruleSetVersion', detail: 'is not a version of this context' },
    ]);
  }
  if (found.state !== 'draft') {
    return refuse('rules_not_draft', `Rule set version ${found.version} of ${context.slug} is not a draft.`);
  }
  return accept({
    kind: 'activate_rules',
    context: context.slug,
    ruleSet: { version: found.version, digest: found.digest },
    replaces: context.ruleSets.find((set) => set.state === 'in_force')?.version ?? null,
    title: proposal.title,
    rationale: proposal.rationale,
  });
};

/** What a proposal would do to the context as it is on record, or why it cannot. */
export const derivePayload = (context: ContextState, policy: PolicyDocument, proposal: Proposal): Result<Payload> => {
  switch (proposal.kind) {
    case 'advance':
      return deriveAdvance(context, policy, proposal);
    case 'rollback':
      return deriveRollback(context, proposal, false);
    case 'activate_rules':
      return deriveActivation(context, proposal);
  }
};
