import type { ProposalBody } from '@/lib/contract/v1/decisions';
import type { Proposal } from '@/lib/domain/decision/proposal';

/** What a client asks for, as the domain takes it. */
export const proposalOfBody = (body: ProposalBody): Proposal => {
  const { title, rationale } = body;
  switch (body.kind) {
    case 'advance':
      return { kind: 'advance', title, rationale, to: body.to, lanes: body.lanes, rollbackDays: body.rollbackDays };
    case 'rollback':
      return { kind: 'rollback', title, rationale, to: body.to, lanes: body.lanes };
    case 'activate_rules':
      return { kind: 'activate_rules', title, rationale, ruleSetVersion: body.version };
  }
};
