import type { SettingsView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import { transitions } from '@/lib/domain/stage/transition';
import { counted } from '@/lib/usecases/queries/parts/say';

type Signed = SettingsView['policy']['transitions'];

/** Who signs what, in the order in which a context goes. */
export const signedActs = (policy: PolicyDocument): Signed => [
  ...transitions.map((transition) => ({
    kind: 'advance' as const,
    title: transition.replace('>', ' → '),
    slots: policy.transitions[transition],
  })),
  { kind: 'activate_rules', title: 'rules come into force', slots: policy.kinds.activate_rules },
  { kind: 'review_rollback', title: 'review of a rollback', slots: policy.kinds.review_rollback },
  { kind: 'rollback', title: 'rollback after its window', slots: policy.kinds.rollback },
];

/** The policy's times and powers, a sentence each. */
export const policySentences = (policy: PolicyDocument): string[] => {
  const { rollbackRoles, reviewHours, decisionDays, leaseSeconds, windowLeaseSeconds, rollbackDays } = policy;
  const roles = rollbackRoles.map((role) => roleTitles[role]).join(' or ');
  return [
    `A rollback inside its window takes one person of ${roles} and a reason, at once; its review is due within ${reviewHours} h.`,
    `A rollback window lasts ${counted(rollbackDays.default, 'day')} unless the proposal says otherwise, from ${rollbackDays.min} to ${rollbackDays.max}.`,
    `A decision expires ${counted(decisionDays, 'day')} after it was proposed.`,
    `An authority answer may be relied on for ${leaseSeconds} s, and for ${windowLeaseSeconds} s while a rollback window of its lane is open.`,
    `Nobody signs off what they proposed or wrote, nobody executes what they signed, and ${listed(['administrators', 'auditors', 'viewers'])} fill no slot.`,
  ];
};
