import { z } from 'zod';
import { expectedCheckSchema } from '@/lib/contract/manifest-context';
import { sourcesSchema } from '@/lib/contract/manifest-sources';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import { directions } from '@/lib/domain/decision/loosening/direction';
import { policySchema } from '@/lib/domain/policy/document';
import { transitions } from '@/lib/domain/stage/transition';
import { sides } from '@/lib/domain/words';
import { decisionRef } from './authority';
import { laneRef } from './criteria';
import { day, instant, page, prose, slug } from './primitives';
import { proposalText } from './proposal-text';

// Decisions about what governs: criteria, policy, deadlines, windows, risks, replays, the end of legacy.

const criteriaSet = CriteriaSetDocument.meta({ id: 'CriteriaSet', description: 'What each transition asks' });
const signOffPolicy = policySchema.meta({ id: 'SignOffPolicy', description: 'What is left out is as usual' });

export const activateCriteriaProposal = z
  .strictObject({
    kind: z.literal('activate_criteria'),
    context: slug,
    criteria: criteriaSet.optional().meta({ description: 'The whole criteria set that comes into force' }),
    expectedChecks: z.array(expectedCheckSchema).max(200).optional(),
    equivalence: prose(8000).optional().meta({ description: 'What counts as the same here' }),
    sources: sourcesSchema.optional().meta({ description: 'Every source of events about the context' }),
    ...proposalText,
  })
  .refine(
    ({ criteria, expectedChecks, equivalence, sources }) =>
      [criteria, expectedChecks, equivalence, sources].some((part) => part !== undefined),
    'must name criteria, expectedChecks, equivalence or sources',
  )
  .meta({ id: 'ProposeActivateCriteria' });

export const changePolicyProposal = z
  .strictObject({ kind: z.literal('change_policy'), document: signOffPolicy, ...proposalText })
  .meta({ id: 'ProposeChangePolicy', description: 'About the program: it names no context' });

export const extendDeadlineProposal = z
  .strictObject({
    kind: z.literal('extend_deadline'),
    to: day.meta({ description: 'The day by whose end, in the program’s zone, legacy is gone' }),
    ...proposalText,
  })
  .meta({ id: 'ProposeExtendDeadline', description: 'About the program: it names no context' });

export const extendWindowProposal = z
  .strictObject({
    kind: z.literal('extend_rollback_window'),
    context: slug,
    lanes: z.array(laneRef).min(1).max(500),
    days: z.int().min(1).max(365).optional().meta({ description: 'So many days longer than now' }),
    until: instant.optional().meta({ description: 'Instead of days: the new end' }),
    ...proposalText,
  })
  .refine(({ days, until }) => (days === undefined) !== (until === undefined), 'must name either days or until')
  .meta({ id: 'ProposeExtendRollbackWindow' });

export const acceptRiskProposal = z
  .strictObject({
    kind: z.literal('accept_risk'),
    context: slug,
    criterion: z.string().min(1).max(100).meta({ description: 'A key of the criteria set in force' }),
    transition: z.enum(transitions).nullable().optional().meta({ description: 'Left out: every transition' }),
    owner: z.email().max(254).meta({ description: 'The address of a member, who owns the gap' }),
    gap: prose(4000),
    mitigation: prose(4000),
    until: instant,
    ...proposalText,
  })
  .meta({ id: 'ProposeAcceptRisk' });

export const authoriseReplayProposal = z
  .strictObject({
    kind: z.literal('authorise_replay'),
    context: slug,
    side: z.enum(sides).meta({ description: 'Which side processes it again' }),
    from: instant,
    to: instant,
    what: prose(4000),
    containment: prose(4000).meta({ description: 'How its side effects are kept from happening twice' }),
    until: instant.meta({ description: 'Until when it may be done' }),
    ...proposalText,
  })
  .meta({ id: 'ProposeAuthoriseReplay' });

export const retireLegacyProposal = z
  .strictObject({ kind: z.literal('retire_legacy'), context: slug, ...proposalText })
  .meta({ id: 'ProposeRetireLegacy' });

export const governingProposals = [
  activateCriteriaProposal,
  changePolicyProposal,
  extendDeadlineProposal,
  extendWindowProposal,
  acceptRiskProposal,
  authoriseReplayProposal,
  retireLegacyProposal,
] as const;
export type GoverningProposalBody = z.infer<(typeof governingProposals)[number]>;

export const documentChangeView = z
  .strictObject({
    path: z.string().meta({ description: 'RFC 6901 pointer; list members go by their names' }),
    before: z.json(),
    after: z.json(),
    direction: z.enum(directions).meta({ description: '`looser`: it makes something easier to pass' }),
  })
  .meta({ id: 'DocumentChange' });

export const riskView = z
  .strictObject({
    decision: decisionRef,
    criterion: z.string(),
    transition: z.enum(transitions).nullable(),
    owner: z.strictObject({ id: z.string(), name: z.string() }),
    gap: z.string(),
    mitigation: z.string(),
    acceptedAt: instant,
    until: instant,
    inForce: z.boolean(),
  })
  .meta({ id: 'AcceptedRisk' });
export type RiskView = z.infer<typeof riskView>;
export const riskList = page(riskView).meta({ id: 'AcceptedRiskList' });

export const replayView = z
  .strictObject({
    decision: decisionRef,
    side: z.enum(sides),
    from: instant,
    to: instant,
    what: z.string(),
    containment: z.string(),
    authorisedAt: instant,
    until: instant,
    inForce: z.boolean(),
  })
  .meta({ id: 'ReplayAuthorisation' });
export type ReplayView = z.infer<typeof replayView>;
export const replayList = page(replayView).meta({ id: 'ReplayAuthorisationList' });
