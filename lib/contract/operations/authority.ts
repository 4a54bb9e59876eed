import { z } from 'zod';
import { authorityAnswer, authorityList, authorityQuery, oneAuthorityQuery } from '@/lib/contract/v1/authority';
import { ofrepBody, ofrepBulk, ofrepEvaluation } from '@/lib/contract/v1/ofrep';
import { inLanes, inProgram, noBody, noParams, operation, program } from './operation';

export const listAuthority = operation({
  id: 'listAuthority',
  method: 'GET',
  path: `${program}/authority`,
  noun: 'Authority',
  summary: 'Who is authoritative in every lane that has left planned',
  caller: 'both',
  scope: 'authority:read',
  params: inProgram,
  query: authorityQuery,
  body: noBody,
  answer: { status: 200, description: 'Lanes by context, workload and audience', schema: authorityList },
  refusals: [],
  idempotency: 'none',
});

export const readAuthority = operation({
  id: 'readAuthority',
  method: 'GET',
  path: `${program}/authority/{context}/{workload}`,
  noun: 'Authority',
  summary: 'Who is authoritative for one request',
  description:
    'Every other parameter names a dimension of the program. A dimension that a reached condition reads and the request lacks is refused, never guessed.',
  caller: 'both',
  scope: 'authority:read',
  params: inLanes,
  query: oneAuthorityQuery,
  body: noBody,
  answer: { status: 200, description: 'The lane’s authority', schema: authorityAnswer },
  refusals: [],
  idempotency: 'none',
});

const ofrepKey = z.strictObject({
  key: z.string().max(160).meta({ description: '`<context>.<workload>`', example: 'claims-intake.reads' }),
});

export const evaluateFlag = operation({
  id: 'evaluateFlag',
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags/{key}',
  noun: 'Routers',
  summary: 'Evaluate one flag (OpenFeature Remote Evaluation Protocol 0.3)',
  description: 'A key that reaches several programs names one with the header `X-Lockgate-Program`.',
  caller: 'key',
  scope: 'authority:read',
  params: ofrepKey,
  query: z.looseObject({}),
  body: { kind: 'ofrep', schema: ofrepBody },
  answer: { status: 200, description: 'The evaluation', schema: ofrepEvaluation },
  refusals: [],
  idempotency: 'none',
});

export const evaluateFlags = operation({
  id: 'evaluateFlags',
  method: 'POST',
  path: '/ofrep/v1/evaluate/flags',
  noun: 'Routers',
  summary: 'Evaluate every flag (OpenFeature Remote Evaluation Protocol 0.3)',
  description: 'The `ETag` covers the intervals in effect, the whole context and the key’s scope.',
  caller: 'key',
  scope: 'authority:read',
  params: noParams,
  query: z.looseObject({}),
  body: { kind: 'ofrep', schema: ofrepBody },
  answer: {
    status: 200,
    description: 'Every flag in a stable order',
    schema: ofrepBulk,
    also: { status: 304, description: 'Nothing changed since `If-None-Match`', empty: true },
  },
  refusals: [],
  idempotency: 'none',
});
