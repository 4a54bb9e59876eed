import { delegationBody, delegationList, delegationsQuery, delegationView } from '@/lib/contract/v1/delegations';
import { inProgram, json, noBody, noQuery, oneOf, operation, program } from './operation';

export const giveDelegation = operation({
  id: 'giveDelegation',
  method: 'POST',
  path: `${program}/delegations`,
  noun: 'People',
  summary: 'Lend one’s place in one role to another member',
  description: 'For at most 14 days. It cannot be passed on, and dies with either account or the role.',
  caller: 'person',
  scope: null,
  params: inProgram,
  query: noQuery,
  body: json(delegationBody),
  answer: { status: 201, description: 'Lent', schema: delegationView },
  refusals: ['role_missing', 'delegation_invalid'],
  idempotency: 'required',
});

export const listDelegations = operation({
  id: 'listDelegations',
  method: 'GET',
  path: `${program}/delegations`,
  noun: 'People',
  summary: 'Places lent to others, newest first, what has ended included',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: delegationsQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of delegations', schema: delegationList },
  refusals: [],
  idempotency: 'none',
});

export const endDelegation = operation({
  id: 'endDelegation',
  method: 'DELETE',
  path: `${program}/delegations/{delegation}`,
  noun: 'People',
  summary: 'End a delegation before its time',
  description:
    'By either of the two, or an administrator. What was signed by it counts no more unless it was executed.',
  caller: 'person',
  scope: null,
  params: oneOf('delegation'),
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'Ended', schema: delegationView },
  refusals: ['role_missing', 'nothing_to_change'],
  idempotency: 'optional',
});
