import type { ProposalBody } from '@/lib/contract/v1/decisions';
import { conditionOf } from '@/lib/domain/authority/condition';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { governingProposalOfBody } from './governing-proposal-of-body';

/** A date as a client writes it; null: none. */
export const dateOfBody = (date: string | null): Date | null => (date === null ? null : new Date(date));

/** What a client asks for, as the domain takes it. */
export const proposalOfBody = (body: ProposalBody): Proposal => {
  const told = { title: body.title, rationale: body.rationale, scheduledFor: dateOfBody(body.scheduledFor ?? null) };
  switch (body.kind) {
    case 'advance':
      return {
        kind: 'advance',
        ...told,
        to: body.to,
        lanes: body.lanes,
        rollbackDays: body.rollbackDays,
        guards: body.guards,
        legacyAfter: body.legacyAfter,
      };
    case 'rollback':
      return { kind: 'rollback', ...told, to: body.to, lanes: body.lanes };
    case 'activate_rules':
      return { kind: 'activate_rules', ...told, ruleSetVersion: body.version };
    case 'redraw_lanes':
      return {
        kind: 'redraw_lanes',
        ...told,
        cohorts: body.cohorts.map((cohort) => ({
          slug: cohort.slug,
          name: cohort.name,
          condition: conditionOf(cohort),
          trafficPercent: cohort.trafficPercent,
        })),
        subscribers: body.subscribers,
        workloads: body.workloads,
      };
    default:
      return governingProposalOfBody(body);
  }
};
