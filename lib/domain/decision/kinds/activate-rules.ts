import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { DocumentChange } from '@/lib/domain/decision/document-changes';
import { governedOf } from '@/lib/domain/decision/governed';
import { ruleSetChanges } from '@/lib/domain/decision/loosening/rules';
import type { ActivateRulesPayload } from '@/lib/domain/decision/payload';
import { planNothing } from '@/lib/domain/decision/plan-move';
import type { ActivateRulesProposal } from '@/lib/domain/decision/proposal';
import { told } from '@/lib/domain/decision/revising';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { stakesOfChanges } from './governing';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

const noRules: RuleSetDocument = { fields: {}, classify: [] };

/** The rules in force beside the draft; the first rules are held against none. */
const changesOf = (ground: Ground, draft: number, replaces: number | null): DocumentChange[] => {
  const { rules } = governedOf(ground);
  const before = replaces === null ? noRules : rules.get(replaces);
  const after = rules.get(draft);
  if (before === undefined || after === undefined) throw new Error('a rule set is missing');
  return ruleSetChanges(before, after);
};

const derive = (ground: Ground, proposal: ActivateRulesProposal): Result<ActivateRulesPayload> => {
  const context = contextOf(ground);
  const found = context.ruleSets.find((set) => set.version === proposal.ruleSetVersion);
  if (found === undefined) {
    return refuse('not_found', `${context.slug} has no rule set version ${proposal.ruleSetVersion}.`, [
      { pointer: '/ruleSetVersion', detail: 'is not a version of this context' },
    ]);
  }
  if (found.state !== 'draft') {
    return refuse('rules_not_draft', `Rule set version ${found.version} of ${context.slug} is not a draft.`);
  }
  const replaces = context.ruleSets.find((set) => set.state === 'in_force')?.version ?? null;
  const changes = changesOf(ground, found.version, replaces);
  return accept({
    kind: 'activate_rules',
    context: context.slug,
    ruleSet: { version: found.version, digest: found.digest },
    replaces,
    changes,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOfChanges(context.risk, changes),
  });
};

/** Puts a draft of the comparison rules in force. */
export const activateRules: KindRules<ActivateRulesPayload, ActivateRulesProposal> = {
  derive,
  question: (payload) => ({
    kind: 'activate_rules',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    ruleSetVersion: payload.ruleSet.version,
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'activate_rules', payload.stakes),
  criteria: () => [],
  // The rules that it replaces are part of its payload.
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: (payload, other) => other.kind === 'activate_rules' && other.ruleSet.version === payload.ruleSet.version,
  effects: (payload, _decision, world) =>
    accept({
      ...planNothing(world.at),
      changes: [{ kind: 'rules_activated', ...payload.ruleSet, replaces: payload.replaces }],
    }),
  meaning: () => 'These rules say what counts as the same here.',
};
