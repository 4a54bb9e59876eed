import { attestationBody, attestationView } from '@/lib/contract/v1/attestations';
import { backtestAnswer, backtestBody, previewAnswer, previewBody } from '@/lib/contract/v1/backtest';
import { contextDetail, contextList, contextsQuery } from '@/lib/contract/v1/contexts';
import { criteriaAnswer, criteriaQuery } from '@/lib/contract/v1/criteria';
import { rollbackAnswer, rollbackBody } from '@/lib/contract/v1/decisions';
import { ruleSetVersionView, rulesAnswer, rulesBody } from '@/lib/contract/v1/rules';
import { inContext, inProgram, json, noBody, noQuery, operation, program } from './operation';

const context = `${program}/contexts/{context}`;

export const listContexts = operation({
  id: 'listContexts',
  method: 'GET',
  path: `${program}/contexts`,
  noun: 'Contexts',
  summary: 'Contexts with stage, gate, open decisions and deadlines',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: contextsQuery,
  body: noBody,
  answer: { status: 200, description: 'In the order of the manifest', schema: contextList },
  refusals: [],
  idempotency: 'none',
});

export const readContext = operation({
  id: 'readContext',
  method: 'GET',
  path: context,
  noun: 'Contexts',
  summary: 'One context with its lanes',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The context', schema: contextDetail },
  refusals: [],
  idempotency: 'none',
});

export const readCriteria = operation({
  id: 'readCriteria',
  method: 'GET',
  path: `${context}/criteria`,
  noun: 'Contexts',
  summary: 'What the criteria of a transition come to now, with their evidence',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: criteriaQuery,
  body: noBody,
  answer: { status: 200, description: 'Evaluated now', schema: criteriaAnswer },
  refusals: ['transition_not_allowed', 'lanes_not_allowed'],
  idempotency: 'none',
});

export const attest = operation({
  id: 'attest',
  method: 'POST',
  path: `${context}/attestations`,
  noun: 'Contexts',
  summary: 'Attest what no run can show',
  caller: 'person',
  scope: null,
  params: inContext,
  query: noQuery,
  body: json(attestationBody),
  answer: { status: 201, description: 'On record', schema: attestationView },
  refusals: ['role_missing', 'step_up_required', 'step_up_failed'],
  idempotency: 'required',
});

export const rollBack = operation({
  id: 'rollBack',
  method: 'POST',
  path: `${context}/rollback`,
  noun: 'Contexts',
  summary: 'Go back to legacy inside the open window',
  description:
    'Recorded at once; opens a review. If one named lane is outside its window, nothing moves. A key needs `rollback:write` and a person to whom it was issued.',
  caller: 'both',
  scope: 'rollback:write',
  params: inContext,
  query: noQuery,
  body: json(rollbackBody),
  answer: { status: 200, description: 'The new authority', schema: rollbackAnswer },
  refusals: ['window_closed', 'lanes_not_allowed', 'role_missing', 'signer_not_human', 'transition_not_allowed'],
  idempotency: 'required',
});

export const readRules = operation({
  id: 'readRules',
  method: 'GET',
  path: `${context}/rules`,
  noun: 'Rules',
  summary: 'Versions of the rule set',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'Newest first', schema: rulesAnswer },
  refusals: [],
  idempotency: 'none',
});

export const draftRules = operation({
  id: 'draftRules',
  method: 'POST',
  path: `${context}/rules`,
  noun: 'Rules',
  summary: 'Draft a version of the rule set',
  description: 'It judges nothing until an `activate_rules` decision puts it in force.',
  caller: 'both',
  scope: 'program:write',
  params: inContext,
  query: noQuery,
  body: json(rulesBody),
  answer: { status: 201, description: 'The draft', schema: ruleSetVersionView },
  refusals: ['nothing_to_change'],
  idempotency: 'required',
});

export const previewRules = operation({
  id: 'previewRules',
  method: 'POST',
  path: `${context}/rules:preview`,
  noun: 'Rules',
  summary: 'Judge one discrepancy, or a pattern’s examples, under a draft',
  description:
    'Writes nothing: what was judged stays as it was. Every step is told, under the rules before and under the draft. A document that is no version yet takes the right to draft.',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: json(previewBody),
  answer: { status: 200, description: 'Before and after', schema: previewAnswer },
  refusals: ['role_missing'],
  idempotency: 'none',
});

export const backtestRules = operation({
  id: 'backtestRules',
  method: 'POST',
  path: `${context}/rules:backtest`,
  noun: 'Rules',
  summary: 'Judge the stored discrepancies of a period under a draft',
  description:
    'Writes nothing. Says what the draft would newly accept, the gravest first, what it would newly flag, and what it would call otherwise; it ends after a time or a number of discrepancies, and says how far it came. A document that is no version yet takes the right to draft.',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: json(backtestBody),
  answer: { status: 200, description: 'What would change', schema: backtestAnswer },
  refusals: ['role_missing', 'throttled'],
  idempotency: 'none',
});
