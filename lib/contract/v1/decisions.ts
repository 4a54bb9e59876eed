import { z } from 'zod';
import { stepUpMethods } from '@/lib/domain/access/step-up';
import { mostGuards } from '@/lib/domain/decision/guards';
import {
  decisionKinds,
  decisionStates,
  guardActs,
  legacyRoles,
  reviewFindings,
  roles,
  sides,
  stages,
  verdicts,
} from '@/lib/domain/words';
import { actorView, personRef } from './actor';
import { authorityAnswer, decisionRef } from './authority';
import { decisionBrief } from './contexts';
import { criteriaTally, decisionCriterion, laneRef } from './criteria';
import { documentChangeView, governingProposals } from './governing';
import { byPasskey, byPassword, byRecentSignIn } from './passkeys';
import { count, digest, id, instant, page, pageQuery, prose, slug } from './primitives';
import { proposalText } from './proposal-text';
import { redrawLanesProposal } from './redraw';

const rollbackDays = z.int().min(1).max(365);

const guard = z
  .strictObject({
    criterion: z.string().min(1).max(100).meta({ description: 'A key of the criteria set of its transition' }),
    onBreak: z.enum(guardActs),
  })
  .meta({ id: 'Guard', description: 'Acts by itself, once, where the criterion is not met inside the window' });
const guards = z.array(guard).max(mostGuards);

export const advanceProposal = z
  .strictObject({
    kind: z.literal('advance'),
    context: slug,
    to: z.enum(['shadow', 'validated', 'selective', 'full']),
    lanes: z.array(laneRef).max(500).optional().meta({ description: 'To selective only; full takes every lane left' }),
    ...proposalText,
    rollbackDays: rollbackDays.optional(),
    legacyAfter: z
      .enum(legacyRoles)
      .optional()
      .meta({ description: 'What legacy does in these lanes afterwards; `standby` unless said' }),
    guards: guards.optional(),
  })
  .meta({ id: 'ProposeAdvance' });

export const rollbackProposal = z
  .strictObject({
    kind: z.literal('rollback'),
    context: slug,
    lanes: z
      .array(laneRef)
      .max(500)
      .optional()
      .meta({ description: 'Those that go back; left out: every lane on target, to the earlier stage `to`' }),
    to: z.enum(['planned', 'shadow', 'validated']).optional(),
    ...proposalText,
  })
  .meta({ id: 'ProposeRollback' });

export const activateRulesProposal = z
  .strictObject({ kind: z.literal('activate_rules'), context: slug, version: z.int().min(1), ...proposalText })
  .meta({ id: 'ProposeActivateRules' });

/** A review of a rollback is opened by the rollback itself and cannot be proposed. */
export const proposalBody = z
  .discriminatedUnion('kind', [
    advanceProposal,
    rollbackProposal,
    activateRulesProposal,
    redrawLanesProposal,
    ...governingProposals,
  ])
  .meta({ id: 'Proposal' });
export type ProposalBody = z.infer<typeof proposalBody>;

/** What is not named stays as it was. */
export const revisionBody = z
  .strictObject({
    revision: z.int().min(1).meta({ description: 'The revision that this one replaces' }),
    reason: prose(2000),
    title: prose(200).optional(),
    rationale: prose(8000).optional(),
    lanes: z.array(laneRef).max(500).optional(),
    rollbackDays: rollbackDays.optional(),
    guards: guards.optional(),
    finding: z.enum(reviewFindings).optional().meta({ description: 'What the review of a break-glass move came to' }),
    follows: prose(4000).optional().meta({ description: 'What must follow; needed by every finding but ratified' }),
    scheduledFor: instant.nullable().optional().meta({ description: 'Null: executed by hand' }),
  })
  .meta({ id: 'ReviseDecision' });
export type RevisionBody = z.infer<typeof revisionBody>;

export const openingBody = z
  .strictObject({ revision: z.int().min(1).meta({ description: 'The revision of the draft that was read' }) })
  .meta({ id: 'OpenDraft' });
export type OpeningBody = z.infer<typeof openingBody>;

export const withdrawalBody = z.strictObject({ reason: prose(2000) }).meta({ id: 'WithdrawDecision' });
export type WithdrawalBody = z.infer<typeof withdrawalBody>;

/** Who has no password here proves identity at the provider again; the session then says that it is recent. */
export const stepUp = z
  .discriminatedUnion('method', [byPassword, byRecentSignIn, byPasskey])
  .meta({ id: 'StepUp', description: 'A passkey answers the challenge of `beginStepUp`' });
export type StepUp = z.infer<typeof stepUp>;

export const signOffBody = z
  .strictObject({
    revision: z.int().min(1),
    evidenceHash: digest,
    role: z.enum(roles),
    verdict: z.enum(verdicts),
    comment: z.string().max(4000).optional().meta({ description: 'Required to refuse' }),
    onBehalfOf: id.optional().meta({ description: 'Who delegated this place to the signer' }),
    stepUp,
  })
  .meta({ id: 'GiveSignOff' });
export type SignOffBody = z.infer<typeof signOffBody>;

export const executionBody = z
  .strictObject({ revision: z.int().min(1), evidenceHash: digest })
  .meta({ id: 'ExecuteDecision' });
export type ExecutionBody = z.infer<typeof executionBody>;

export const signOffView = z
  .strictObject({
    id: z.string(),
    revision: z.int(),
    person: personRef,
    onBehalfOf: personRef.nullable().meta({ description: 'Whose place the signer took, by delegation' }),
    role: z.enum(roles),
    verdict: z.enum(verdicts),
    meaning: z.string(),
    confirmedBy: z.enum(stepUpMethods).meta({ description: 'How the signer proved who they are' }),
    comment: z.string().nullable(),
    signedAt: instant,
    revokedAt: instant.nullable(),
    counted: z.boolean(),
  })
  .meta({ id: 'SignOff' });
export type SignOffView = z.infer<typeof signOffView>;

export const slotView = z
  .strictObject({
    role: z.enum(roles),
    count,
    people: z.array(z.string()).meta({ description: 'Addresses, where only these people fill it' }),
    filled: z.array(personRef),
  })
  .meta({ id: 'Slot' });
export type SlotView = z.infer<typeof slotView>;

export const decisionView = z
  .strictObject({
    id: z.string(),
    number: z.int(),
    kind: z.enum(decisionKinds),
    state: z.enum(decisionStates),
    revision: z.int(),
    evidenceHash: digest,
    context: slug.nullable().meta({ description: 'Null for a decision about the program' }),
    from: z.enum(stages).nullable(),
    to: z.enum(stages).nullable(),
    title: z.string(),
    rationale: z.string(),
    lanes: z.array(
      z.strictObject({ ...laneRef.shape, side: z.enum(sides).meta({ description: 'Before' }), epoch: count }),
    ),
    rulesVersion: z.int().nullable().meta({ description: 'Which version activate_rules puts in force' }),
    changes: z.array(documentChangeView).meta({ description: 'What it changes of documents in force, old beside new' }),
    loosens: z.boolean().meta({ description: 'It makes something easier to pass' }),
    criteria: z.array(decisionCriterion),
    tally: criteriaTally,
    slots: z.array(slotView),
    signOffs: z.array(signOffView),
    missing: z.array(z.strictObject({ code: z.string(), message: z.string() })),
    proposedBy: actorView,
    proposedAt: instant,
    executedBy: actorView.nullable(),
    executedAt: instant.nullable(),
    effectiveFrom: instant.nullable(),
    closedReason: z.string().nullable(),
    rollbackDays: z.int().nullable(),
    rollbackUntil: instant.nullable(),
    expiresAt: instant.nullable(),
    scheduledFor: instant.nullable().meta({ description: 'When it executes by itself, once approved' }),
    dueAt: instant.nullable().meta({ description: 'By when a review must be signed off' }),
    guards: z.array(guard),
    automatic: z
      .strictObject({ decision: decisionRef, criterion: z.string(), sentence: z.string() })
      .nullable()
      .meta({ description: 'The guard that went back by itself' }),
    emergency: z
      .strictObject({
        incident: z.string(),
        side: z.enum(sides).nullable().meta({ description: 'Null for its review' }),
        acknowledgeBy: instant.nullable(),
        acknowledgedAt: instant.nullable(),
        finding: z.enum(reviewFindings).nullable(),
        follows: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Of a break-glass move and its review' }),
    reviewOf: decisionRef.nullable(),
    review: decisionRef.nullable(),
    revisions: z.array(
      z.strictObject({ revision: z.int(), evidenceHash: digest, begunAt: instant, reason: z.string() }),
    ),
    links: z.strictObject({ self: z.string(), context: z.string().nullable(), record: z.string() }),
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof decisionView>;

export const decisionsQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  state: z.enum(decisionStates).optional(),
  kind: z.enum(decisionKinds).optional(),
});
export type DecisionsQuery = z.infer<typeof decisionsQuery>;
export const decisionList = page(decisionBrief).meta({ id: 'DecisionList' });

export const rollbackBody = z
  .strictObject({
    lanes: z.array(laneRef).min(1).max(500),
    reason: prose(4000),
    to: z.enum(['planned', 'shadow', 'validated']).optional(),
  })
  .meta({ id: 'RollBack' });
export type RollbackBody = z.infer<typeof rollbackBody>;

export const rollbackAnswer = z
  .strictObject({
    decision: decisionRef,
    review: z.strictObject({ ...decisionRef.shape, dueAt: instant }),
    effectiveFrom: instant,
    authority: z.array(authorityAnswer),
  })
  .meta({ id: 'RolledBack' });
export type RollbackAnswer = z.infer<typeof rollbackAnswer>;
