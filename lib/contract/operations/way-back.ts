import { z } from 'zod';
import { id, slug } from '@/lib/contract/v1/primitives';
import { wayBackBody, wayBackProofList, wayBackProofView, withdrawWayBackQuery } from '@/lib/contract/v1/way-back';
import { inContext, json, noBody, noQuery, operation, program } from './operation';

const wayBack = `${program}/contexts/{context}/way-back`;

export const listWayBack = operation({
  id: 'listWayBack',
  method: 'GET',
  path: wayBack,
  noun: 'Contexts',
  summary: 'Proofs of the way back',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The newest first, ended and withdrawn ones included', schema: wayBackProofList },
  refusals: [],
  idempotency: 'none',
});

export const proveWayBack = operation({
  id: 'proveWayBack',
  method: 'POST',
  path: wayBack,
  noun: 'Contexts',
  summary: 'Put on record that the way back was proven',
  description:
    'A current proof for each workload that moves is a precondition of every move of lanes to target. `lossless` or `lossy`; a lossy one says what would be lost. The newest current proof of a workload counts.',
  caller: 'both',
  scope: 'runs:write',
  params: inContext,
  query: noQuery,
  body: json(wayBackBody),
  answer: { status: 201, description: 'On record', schema: wayBackProofView },
  refusals: ['role_missing'],
  idempotency: 'required',
});

export const withdrawWayBack = operation({
  id: 'withdrawWayBack',
  method: 'DELETE',
  path: `${wayBack}/{proof}`,
  noun: 'Contexts',
  summary: 'Withdraw a proof of the way back',
  caller: 'both',
  scope: 'runs:write',
  params: z.strictObject({ program: slug, context: slug, proof: id }),
  query: withdrawWayBackQuery,
  body: noBody,
  answer: { status: 200, description: 'Withdrawn; it stays on record', schema: wayBackProofView },
  refusals: ['role_missing', 'nothing_to_change', 'comment_required'],
  idempotency: 'optional',
});
