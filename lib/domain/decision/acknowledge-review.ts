import type { PersonActor } from '@/lib/domain/access/actor';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role } from '@/lib/domain/words';
import type { Decision } from './decision';
import { aboutDecision } from './facts';

/**
 * Somebody who may sign the review of a break-glass move takes it on; it decides nothing, and stands on record once. Refuses
 * with `transition_not_allowed`, `decision_not_open`, `self_approval`, `role_missing` or `nothing_to_change`.
 */
export const decideAcknowledge = (
  decision: Decision,
  by: PersonActor,
  roles: ReadonlySet<Role>,
  taken: { name: string } | null,
): Result<{ facts: Fact[] }> => {
  const { payload } = decision;
  if (payload.kind !== 'review_break_glass') {
    return refuse('transition_not_allowed', 'Only the review of a break-glass move is taken on.');
  }
  if (decision.state !== 'open') return refuse('decision_not_open', `D-${decision.number} has been signed off.`);
  if (decision.authorIds.includes(by.personId)) {
    return refuse('self_approval', 'Who broke the glass, stood for it or wrote the finding does not review it.');
  }
  if (!decision.revision.document.slots.some(({ role }) => roles.has(role))) {
    return refuse('role_missing', `D-${decision.number} asks for no sign-off in a role that you hold.`);
  }
  if (taken !== null) return refuse('nothing_to_change', `${taken.name} has taken it on already.`);
  const { decision: ref, ...about } = aboutDecision(decision);
  const data = { decision: ref, breakGlass: payload.breakGlass, person: by.personId, name: by.name };
  return accept({ facts: [{ type: 'break_glass.acknowledged', ...about, data }] });
};
