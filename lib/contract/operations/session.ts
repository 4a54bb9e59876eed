import { acceptedInvitation, acceptInvitationBody } from '@/lib/contract/v1/people';
import { sessionView, signInBody } from '@/lib/contract/v1/session';
import { base, json, noBody, noParams, noQuery, operation } from './operation';

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: `${base}/session`,
  noun: 'Sessions',
  summary: 'Sign in with a local account',
  description: 'Answers with a session cookie, for people’s scripts.',
  caller: 'none',
  scope: null,
  params: noParams,
  query: noQuery,
  body: json(signInBody),
  answer: { status: 201, description: 'Signed in; the cookie is set', schema: sessionView },
  refusals: ['sign_in_failed', 'throttled'],
  idempotency: 'none',
});

export const signOut = operation({
  id: 'signOut',
  method: 'DELETE',
  path: `${base}/session`,
  noun: 'Sessions',
  summary: 'End the session',
  caller: 'person',
  scope: null,
  params: noParams,
  query: noQuery,
  body: noBody,
  answer: { status: 204, description: 'Ended; the cookie is cleared' },
  refusals: [],
  idempotency: 'none',
});

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  method: 'POST',
  path: `${base}/invitations/acceptance`,
  noun: 'Sessions',
  summary: 'Use a one-time link: set name and password',
  caller: 'none',
  scope: null,
  params: noParams,
  query: noQuery,
  body: json(acceptInvitationBody),
  answer: { status: 201, description: 'The account is there; sign in with it', schema: acceptedInvitation },
  refusals: ['link_invalid', 'person_exists'],
  idempotency: 'none',
});
