import type { IncomingMessage } from 'node:http';
import type { Operation } from '@/lib/contract/operations/operation';
import type { Actor, KeyActor, PersonActor } from '@/lib/domain/access/actor';
import { isApiKey } from '@/lib/domain/access/api-key';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';

/** Who stands behind a credential; null where nobody does (any more). Keys are remembered for a second by the source. */
export type CallerSource = {
  callerOfKey: (rawKey: string) => Promise<Result<KeyActor | null>>;
  callerOfSession: (cookie: string) => Promise<Result<PersonActor | null>>;
};

export type CallerRules = { publicOrigin: string; cookieName: string };

/** Who has not signed in yet: may open a session or use a one-time link, nothing else. */
const visitor: Actor = { kind: 'system', name: 'visitor' };

const nobody = refuse('unauthenticated', 'Send `Authorization: Bearer` with an API key, or sign in.');
const wrongKey = refuse('unauthenticated', 'The API key is not valid (any more).');

/** The value of one cookie, as sent; undefined where there is none. */
export const cookieOf = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const bySecret = async (authorization: string, source: CallerSource): Promise<Result<Actor>> => {
  const [, secret] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
  if (secret === undefined || !isApiKey(secret)) return wrongKey;
  const found = await source.callerOfKey(secret);
  if (!found.ok) return found;
  return found.value === null ? wrongKey : accept(found.value);
};

const byCookie = async (
  request: IncomingMessage,
  isWrite: boolean,
  source: CallerSource,
  rules: CallerRules,
): Promise<Result<Actor>> => {
  const cookie = cookieOf(request.headers.cookie, rules.cookieName);
  if (cookie === undefined || cookie === '') return nobody;
  if (isWrite && request.headers.origin !== rules.publicOrigin) {
    return refuse('origin_refused', `A write by session needs the header Origin: ${rules.publicOrigin}.`);
  }
  const found = await source.callerOfSession(cookie);
  if (!found.ok) return found;
  return found.value === null
    ? refuse('unauthenticated', 'The session has ended. Sign in again.')
    : accept(found.value);
};

/** Resolves who calls and whether such a caller may call this operation at all; the use case decides the rest. */
export const callerOf = async (
  request: IncomingMessage,
  operation: Operation,
  source: CallerSource,
  rules: CallerRules,
): Promise<Result<Actor>> => {
  const isWrite = operation.method !== 'GET';
  if (operation.caller === 'none') {
    const { origin } = request.headers;
    return isWrite && origin !== undefined && origin !== rules.publicOrigin
      ? refuse('origin_refused', 'The request comes from another site.')
      : accept(visitor);
  }
  const { authorization } = request.headers;
  const found =
    authorization === undefined && operation.caller !== 'key'
      ? await byCookie(request, isWrite, source, rules)
      : await bySecret(authorization ?? '', source);
  if (!found.ok) return authorization === undefined && found === wrongKey ? nobody : found;
  const actor = found.value;
  if (actor.kind !== 'key') return found;
  if (operation.caller === 'person') {
    return refuse('signer_not_human', 'Only a signed-in person may do this; an API key never does.');
  }
  if (operation.scope !== null && !actor.scopes.includes(operation.scope)) {
    return refuse('scope_missing', `This needs a key with the scope ${operation.scope}.`);
  }
  return found;
};
