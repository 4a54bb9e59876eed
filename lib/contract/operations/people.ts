import { z } from 'zod';
import { issuedKey, keyBody, keyList, keysQuery } from '@/lib/contract/v1/keys';
import { inviteAnswer, inviteBody, memberList, memberView, peopleQuery } from '@/lib/contract/v1/people';
import { id, slug } from '@/lib/contract/v1/primitives';
import { roles } from '@/lib/domain/words';
import { base, inProgram, json, noBody, noQuery, oneOf, operation, program } from './operation';

export const issueKey = operation({
  id: 'issueKey',
  method: 'POST',
  path: `${program}/keys`,
  noun: 'Keys',
  summary: 'Issue an API key',
  description: 'The key is shown once. It may propose and execute, never sign off or attest.',
  caller: 'both',
  scope: 'keys:write',
  params: inProgram,
  query: noQuery,
  body: json(keyBody),
  answer: { status: 201, description: 'Issued', schema: issuedKey },
  refusals: ['role_missing'],
  idempotency: 'optional',
});

export const listKeys = operation({
  id: 'listKeys',
  method: 'GET',
  path: `${program}/keys`,
  noun: 'Keys',
  summary: 'API keys, without their secrets',
  caller: 'both',
  scope: 'keys:write',
  params: inProgram,
  query: keysQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of keys', schema: keyList },
  refusals: [],
  idempotency: 'none',
});

export const revokeKey = operation({
  id: 'revokeKey',
  method: 'DELETE',
  path: `${program}/keys/{key}`,
  noun: 'Keys',
  summary: 'Revoke an API key',
  caller: 'both',
  scope: 'keys:write',
  params: oneOf('key'),
  query: noQuery,
  body: noBody,
  answer: { status: 204, description: 'Revoked' },
  refusals: ['role_missing'],
  idempotency: 'optional',
});

export const listPeople = operation({
  id: 'listPeople',
  method: 'GET',
  path: `${program}/people`,
  noun: 'People',
  summary: 'Who has which roles',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: peopleQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of people', schema: memberList },
  refusals: [],
  idempotency: 'none',
});

export const invitePerson = operation({
  id: 'invitePerson',
  method: 'POST',
  path: `${program}/people`,
  noun: 'People',
  summary: 'Bring a person in, with roles',
  caller: 'person',
  scope: null,
  params: inProgram,
  query: noQuery,
  body: json(inviteBody),
  answer: { status: 201, description: 'Roles granted, or a one-time link', schema: inviteAnswer },
  refusals: ['role_missing'],
  idempotency: 'required',
});

const roleParams = z.strictObject({ program: slug, person: id, role: z.enum(roles) });
const rolePath = `${program}/people/{person}/roles/{role}`;

export const grantRole = operation({
  id: 'grantRole',
  method: 'PUT',
  path: rolePath,
  noun: 'People',
  summary: 'Grant a role',
  caller: 'person',
  scope: null,
  params: roleParams,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The person’s roles now', schema: memberView },
  refusals: ['role_missing'],
  idempotency: 'optional',
});

export const revokeRole = operation({
  id: 'revokeRole',
  method: 'DELETE',
  path: rolePath,
  noun: 'People',
  summary: 'Revoke a role',
  description: 'Sign-offs that rested on it are no longer counted.',
  caller: 'person',
  scope: null,
  params: roleParams,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The person’s roles now', schema: memberView },
  refusals: ['role_missing', 'last_admin'],
  idempotency: 'optional',
});

export const disablePerson = operation({
  id: 'disablePerson',
  method: 'POST',
  path: `${base}/people/{person}/disablement`,
  noun: 'People',
  summary: 'Disable an account and end its sessions',
  caller: 'person',
  scope: null,
  params: z.strictObject({ person: id }),
  query: noQuery,
  body: noBody,
  answer: { status: 204, description: 'Disabled' },
  refusals: ['last_admin'],
  idempotency: 'optional',
});

export const enablePerson = operation({
  id: 'enablePerson',
  method: 'DELETE',
  path: `${base}/people/{person}/disablement`,
  noun: 'People',
  summary: 'Enable an account again',
  description: 'Roles are as they were; the person signs in anew.',
  caller: 'person',
  scope: null,
  params: z.strictObject({ person: id }),
  query: noQuery,
  body: noBody,
  answer: { status: 204, description: 'Enabled' },
  refusals: [],
  idempotency: 'optional',
});
