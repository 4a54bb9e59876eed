import type { Fact } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import { aboutDecision } from './facts';
import type { GoverningChange, RiskAccepted, WindowExtended } from './governing-change';

const windowData = (change: WindowExtended, context: string, by: { id: string; number: number }) => ({
  context,
  workload: change.workload,
  audience: change.audience,
  from: change.closesAt.toISOString(),
  to: change.extendedTo.toISOString(),
  number: change.number,
  reason: change.reason,
  decision: change.opener,
  by,
});

const riskData = ({ risk }: RiskAccepted, context: string) => ({
  context,
  criterion: risk.criterion,
  transition: risk.transition,
  person: risk.owner.personId,
  name: risk.owner.name,
  gap: risk.gap,
  mitigation: risk.mitigation,
  until: risk.until.toISOString(),
  decision: risk.decision,
});

/** What the ledger says of a change of what governs. */
export const governingFact = (decision: Decision, change: GoverningChange): Fact => {
  const { decision: ref, ...about } = aboutDecision(decision);
  const context = decision.context ?? '';
  switch (change.kind) {
    case 'criteria_activated': {
      const data = { context, version: change.version, digest: change.digest, initial: false, decision: ref };
      return { type: 'criteria.put_in_force', ...about, data };
    }
    case 'expected_checks_activated':
      return {
        type: 'expected_checks.put_in_force',
        ...about,
        data: { context, digest: change.digest, decision: ref },
      };
    case 'sources_activated':
      return { type: 'sources.put_in_force', ...about, data: { context, digest: change.digest, decision: ref } };
    case 'equivalence_activated': {
      const data = { context, version: change.version, digest: change.digest, decision: ref };
      return { type: 'equivalence.put_in_force', ...about, data };
    }
    case 'policy_changed': {
      const data = { version: change.version, digest: change.digest, initial: false, decision: ref };
      return { type: 'policy.put_in_force', ...about, data };
    }
    case 'deadline_moved': {
      const { day, extensions, reason } = change;
      const data = { from: day.before, to: day.after, extensions, reason, decision: ref };
      return { type: 'deadline.moved', ...about, data };
    }
    case 'window_extended':
      return { type: 'window.extended', ...about, data: windowData(change, context, ref) };
    case 'risk_accepted':
      return { type: 'risk.accepted', ...about, data: riskData(change, context) };
    case 'replay_authorised': {
      const { side, from, to, what, containment, until } = change;
      const range = { from: from.toISOString(), to: to.toISOString(), until: until.toISOString() };
      return {
        type: 'replay.authorised',
        ...about,
        data: { context, side, what, containment, ...range, decision: ref },
      };
    }
  }
};
