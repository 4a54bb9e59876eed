import type { ReviewBreakGlassPayload } from '@/lib/domain/decision/payload';
import { planNothing } from '@/lib/domain/decision/plan-move';
import type { Revising } from '@/lib/domain/decision/revising';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import type { KindRules } from './kind';

type Finding = ReviewBreakGlassPayload['finding'];

const findingOf = (payload: ReviewBreakGlassPayload, { finding, follows }: Revising): Result<Finding> => {
  const verdict = finding ?? payload.finding?.verdict;
  if (verdict === undefined) {
    if (follows === undefined) return accept(null);
    return refuse('finding_missing', 'What follows belongs to a finding.', [
      { pointer: '/finding', detail: 'must be given' },
    ]);
  }
  const text = (follows ?? payload.finding?.follows ?? '').trim();
  if (verdict !== 'ratified' && text === '') {
    return refuse('comment_required', 'This finding needs to say what must follow.', [
      { pointer: '/follows', detail: 'must not be empty' },
    ]);
  }
  return accept({ verdict, follows: text === '' ? null : text });
};

/** What follows a break-glass move; the move itself opens it. */
export const reviewBreakGlass: KindRules<ReviewBreakGlassPayload, never> = {
  derive: () => {
    throw new Error('a review is opened by what it reviews');
  },
  question: () => null,
  revise: (question) => question,
  amend: (payload, revising) => {
    const finding = findingOf(payload, revising);
    return finding.ok ? accept({ ...payload, finding: finding.value }) : finding;
  },
  unready: ({ finding }) =>
    finding === null
      ? { code: 'finding_missing', message: 'It says nothing yet of what was found: a revision gives the finding.' }
      : null,
  slots: (policy, payload) => slotsOfKind(policy, 'review_break_glass', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: () => false,
  effects: (_payload, _decision, world) => accept(planNothing(world.at)),
  meaning: () => 'What was done in the emergency is understood, the finding is right, and what follows is owned.',
};
