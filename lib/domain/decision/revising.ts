import type { AdvanceProposal } from './proposal';

/** What a reviser may change; what is left out stays. A review's account of what happened is its rationale. */
export type Revising = {
  title?: string | undefined;
  rationale?: string | undefined;
  scheduledFor?: Date | null | undefined;
  to?: AdvanceProposal['to'] | undefined;
  lanes?: AdvanceProposal['lanes'];
  rollbackDays?: number | null | undefined;
};

/** The part of it that every kind understands. */
export const told = (revising: Revising): Pick<Revising, 'title' | 'rationale' | 'scheduledFor'> => ({
  ...(revising.title === undefined ? {} : { title: revising.title }),
  ...(revising.rationale === undefined ? {} : { rationale: revising.rationale }),
  ...(revising.scheduledFor === undefined ? {} : { scheduledFor: revising.scheduledFor }),
});
