import type { ReviewFinding } from '@/lib/domain/words';
import type { AdvanceProposal } from './proposal';

/** What a reviser may change; what is left out stays. A review's account of what happened is its rationale. */
export type Revising = {
  title?: string | undefined;
  rationale?: string | undefined;
  scheduledFor?: Date | null | undefined;
  to?: AdvanceProposal['to'] | undefined;
  lanes?: AdvanceProposal['lanes'];
  rollbackDays?: number | null | undefined;
  guards?: AdvanceProposal['guards'];
  /** What the review of an emergency came to, and what must follow from it. */
  finding?: ReviewFinding | undefined;
  follows?: string | undefined;
};

/** The part of it that every kind understands. */
export const told = (revising: Revising): Pick<Revising, 'title' | 'rationale' | 'scheduledFor'> => ({
  ...(revising.title === undefined ? {} : { title: revising.title }),
  ...(revising.rationale === undefined ? {} : { rationale: revising.rationale }),
  ...(revising.scheduledFor === undefined ? {} : { scheduledFor: revising.scheduledFor }),
});
