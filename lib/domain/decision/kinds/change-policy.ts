import type { ChangePolicyPayload } from '@/lib/domain/decision/governing-payload';
import type { ChangePolicyProposal } from '@/lib/domain/decision/governing-proposal';
import { policyChanges } from '@/lib/domain/decision/loosening/policy';
import { told } from '@/lib/domain/decision/revising';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { atOnce, ofProgram, stakesOfChanges } from './governing';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

const derive = ({ policy }: Ground, proposal: ChangePolicyProposal): Result<ChangePolicyPayload> => {
  // A policy that does not parse, or goes below the floor, is never opened for signing.
  const document = parsePolicy(proposal.document);
  if (!document.ok) return document;
  const changes = policyChanges(policy, document.value);
  if (changes.length === 0) return refuse('nothing_to_change', 'This is the sign-off policy in force already.');
  return accept({
    kind: 'change_policy',
    policy: { document: document.value, digest: documentDigest(document.value) },
    changes,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOfChanges(ofProgram, changes),
  });
};

/** Puts another sign-off policy of the program in force; who signs it is said by the policy that it replaces. */
export const changePolicy: KindRules<ChangePolicyPayload, ChangePolicyProposal> = {
  derive,
  question: (payload) => ({
    kind: 'change_policy',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    document: payload.policy.document,
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'change_policy', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: (_payload, other) => other.kind === 'change_policy',
  effects: (payload, _decision, world) =>
    accept(atOnce(world.at, [{ kind: 'policy_changed', version: world.versions.policy + 1, ...payload.policy }])),
  meaning: () => 'This is how we decide from now on.',
};
