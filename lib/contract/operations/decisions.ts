import {
  decisionList,
  decisionsQuery,
  decisionView,
  executionBody,
  openingBody,
  proposalBody,
  revisionBody,
  signOffBody,
  withdrawalBody,
} from '@/lib/contract/v1/decisions';
import { preflightBody, preflightView } from '@/lib/contract/v1/preflight';
import { decisionRecordSchema } from '@/lib/domain/ledger/decision-record';
import { inDecision, inProgram, inSignOff, json, noBody, noQuery, operation, program } from './operation';

const decision = `${program}/decisions/{decision}`;
const act = { noun: 'Decisions', query: noQuery, idempotency: 'required' } as const;
const after = (description: string) => ({ status: 200, description, schema: decisionView }) as const;
const notLive = ['decision_not_open', 'decision_expired'] as const;

export const proposeDecision = operation({
  ...act,
  id: 'proposeDecision',
  method: 'POST',
  path: `${program}/decisions`,
  summary: 'Propose a decision',
  description: 'Possible with unmet criteria; `missing` lists at once everything that stands in the way.',
  caller: 'both',
  scope: 'decisions:write',
  params: inProgram,
  body: json(proposalBody),
  answer: { status: 201, description: 'Open, or a draft, in its first revision', schema: decisionView },
  refusals: [
    'role_missing',
    'transition_not_allowed',
    'lanes_not_allowed',
    'decision_overlap',
    'rules_not_draft',
    'nothing_to_change',
    'not_waivable',
    'owner_unknown',
    'window_closed',
    'window_not_longer',
    'extensions_used_up',
    'retirement_blocked',
    'held',
    'review_overdue',
    'policy_unreadable',
  ],
});

export const preflightDecision = operation({
  id: 'preflightDecision',
  method: 'POST',
  path: `${program}/decisions:preflight`,
  noun: 'Decisions',
  summary: 'What would become of a proposal or a decision now',
  description: 'Writes nothing. `missing` lists every reason at once, even where it could not be proposed.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: noQuery,
  body: json(preflightBody),
  answer: { status: 200, description: 'As of now', schema: preflightView },
  refusals: ['policy_unreadable'],
  idempotency: 'none',
});

export const openDraft = operation({
  ...act,
  id: 'openDraft',
  method: 'POST',
  path: `${decision}/proposal`,
  summary: 'Propose what was drafted',
  description: 'By who drafted it. Everything that it stands on is frozen anew, and its time counts from now.',
  caller: 'both',
  scope: 'decisions:write',
  params: inDecision,
  body: json(openingBody),
  answer: after('Open, in a further revision'),
  refusals: [
    ...notLive,
    'role_missing',
    'stale_view',
    'transition_not_allowed',
    'lanes_not_allowed',
    'decision_overlap',
    'policy_unreadable',
  ],
});

export const listDecisions = operation({
  id: 'listDecisions',
  method: 'GET',
  path: `${program}/decisions`,
  noun: 'Decisions',
  summary: 'Decisions, newest first',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: decisionsQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of decisions', schema: decisionList },
  refusals: [],
  idempotency: 'none',
});

export const readDecision = operation({
  id: 'readDecision',
  method: 'GET',
  path: decision,
  noun: 'Decisions',
  summary: 'One decision, by id or number',
  caller: 'both',
  scope: 'program:read',
  params: inDecision,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The decision', schema: decisionView },
  refusals: [],
  idempotency: 'none',
});

export const withdrawDecision = operation({
  ...act,
  id: 'withdrawDecision',
  method: 'POST',
  path: `${decision}/withdrawal`,
  summary: 'Withdraw a decision',
  caller: 'both',
  scope: 'decisions:write',
  params: inDecision,
  body: json(withdrawalBody),
  answer: after('Withdrawn'),
  refusals: notLive,
});

export const reviseDecision = operation({
  ...act,
  id: 'reviseDecision',
  method: 'POST',
  path: `${decision}/revisions`,
  summary: 'Begin a new revision',
  description: 'Earlier sign-offs stay on record and no longer count.',
  caller: 'both',
  scope: 'decisions:write',
  params: inDecision,
  body: json(revisionBody),
  answer: after('Open, in the new revision'),
  refusals: [...notLive, 'stale_view', 'lanes_not_allowed', 'decision_overlap', 'nothing_to_change'],
});

export const signDecision = operation({
  ...act,
  id: 'signDecision',
  method: 'POST',
  path: `${decision}/sign-offs`,
  summary: 'Approve or refuse one revision, in one role',
  description: 'Bound to the evidence hash of what was seen. Refusing is always possible.',
  caller: 'person',
  scope: null,
  params: inDecision,
  body: json(signOffBody),
  answer: { status: 201, description: 'Signed', schema: decisionView },
  refusals: [
    ...notLive,
    'signer_not_human',
    'self_approval',
    'role_missing',
    'slot_not_open',
    'stale_view',
    'already_signed',
    'comment_required',
    'criteria_not_met',
    'step_up_required',
    'step_up_failed',
    'role_cooling_off',
    'delegation_invalid',
    'policy_unreadable',
  ],
});

export const revokeSignOff = operation({
  ...act,
  id: 'revokeSignOff',
  method: 'DELETE',
  path: `${decision}/sign-offs/{signOff}`,
  summary: 'Take back one’s own sign-off, or one that was given on one’s behalf',
  caller: 'person',
  scope: null,
  params: inSignOff,
  body: noBody,
  answer: after('Taken back; it stays on record'),
  refusals: notLive,
});

export const executeDecision = operation({
  ...act,
  id: 'executeDecision',
  method: 'POST',
  path: `${decision}/execution`,
  summary: 'Execute an approved decision',
  description: 'Everything is checked again in the same transaction. Who signed it may not execute it.',
  caller: 'both',
  scope: 'decisions:write',
  params: inDecision,
  body: json(executionBody),
  answer: after('Executed; `effectiveFrom` says when authority changes'),
  refusals: [
    ...notLive,
    'not_yet',
    'executor_signed',
    'stale_view',
    'criteria_not_met',
    'sign_offs_missing',
    'preflight_failed',
    'held',
    'review_overdue',
    'window_closed',
    'transition_not_allowed',
    'lanes_not_allowed',
  ],
});

export const readDecisionRecord = operation({
  id: 'readDecisionRecord',
  method: 'GET',
  path: `${decision}/record`,
  noun: 'Decisions',
  summary: 'One decision with all that it stood on, to keep and verify',
  caller: 'both',
  scope: 'ledger:read',
  params: inDecision,
  query: noQuery,
  body: noBody,
  answer: {
    status: 200,
    description: 'A JSON document to save',
    schema: decisionRecordSchema.meta({ id: 'DecisionRecord' }),
  },
  refusals: [],
  idempotency: 'none',
});
