import type { GoverningProposalBody } from '@/lib/contract/v1/governing';
import type { GoverningProposal } from '@/lib/domain/decision/governing-proposal';

/** What a client asks for of what governs, as the domain takes it. */
export const governingProposalOfBody = (body: GoverningProposalBody): GoverningProposal => {
  const { title, rationale } = body;
  const scheduledFor = body.scheduledFor == null ? null : new Date(body.scheduledFor);
  const told = { title, rationale, scheduledFor };
  switch (body.kind) {
    case 'activate_criteria': {
      const { criteria, expectedChecks, equivalence, sources } = body;
      return { kind: 'activate_criteria', ...told, criteria, expectedChecks, equivalence, sources };
    }
    case 'change_policy':
      return { kind: 'change_policy', ...told, document: body.document };
    case 'extend_deadline':
      return { kind: 'extend_deadline', ...told, day: body.to };
    case 'extend_rollback_window': {
      const by = body.until === undefined ? { days: body.days ?? 0 } : { until: new Date(body.until) };
      return { kind: 'extend_rollback_window', ...told, lanes: body.lanes, by };
    }
    case 'accept_risk': {
      const { criterion, transition, owner, gap, mitigation } = body;
      const until = new Date(body.until);
      return { kind: 'accept_risk', ...told, criterion, transition, owner, gap, mitigation, until };
    }
    case 'authorise_replay': {
      const { side, what, containment } = body;
      const range = { from: new Date(body.from), to: new Date(body.to) };
      return { kind: 'authorise_replay', ...told, side, what, containment, range, until: new Date(body.until) };
    }
    case 'retire_legacy':
      return { kind: 'retire_legacy', ...told };
  }
};
