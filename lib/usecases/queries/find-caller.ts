import { createHash } from 'node:crypto';
import { validate as isId } from 'uuid';
import type { KeyActor, PersonActor } from '@/lib/domain/access/actor';
import { isApiKey } from '@/lib/domain/access/api-key';
import { seenGrainMs, sessionIdleMs } from '@/lib/domain/access/session';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { findLiveKey, type KeyRow, touchKey } from '@/lib/store/keys';
import { findLiveSession, touchSession } from '@/lib/store/sessions';
import { note, read } from '@/lib/usecases/transact';

/** What a session cookie holds, unsealed; whether it still counts is in the database. */
export type SessionTicket = { personId: string; sessionId: string };

/** Who is signed in by a session: looked up each time, so that ending it or disabling the account takes effect at once. */
export const callerOfSession = async ({ personId, sessionId }: SessionTicket): Promise<Result<PersonActor | null>> => {
  if (!isId(personId) || !isId(sessionId)) return accept(null);
  const found = await read(async (db) => {
    const at = await databaseNow(db);
    return { at, live: await findLiveSession(db, { id: sessionId, personId }, at, sessionIdleMs) };
  });
  if (!found.ok) return found;
  const { at, live } = found.value;
  if (live === null) return accept(null);
  const { person, session } = live;
  if (isStale(session.lastSeenAt, at)) await note(async (db) => accept(await touchSession(db, sessionId, at)));
  return accept({
    kind: 'person',
    personId,
    name: person.name,
    email: person.email,
    sessionId,
    installationAdmin: person.installationAdmin,
    authenticatedAt: session.authenticatedAt,
  });
};

const isStale = (seen: Date | null, at: Date): boolean => seen === null || at.getTime() - seen.getTime() >= seenGrainMs;

/** `lifeMs` is how much longer it lived when the database confirmed it, by the database's clock: this one's may be wrong. */
type Confirmed = { actor: KeyActor; lifeMs: number; confirmedAt: number };

/** A confirmation is good for a second. With the database gone nothing can be revoked, and routers must be answered. */
const confirmedMs = 1000;
const confirmedWithoutDatabaseMs = 300_000;
const remembered = 2000;

const confirmed = new Map<string, Confirmed>();
const asking = new Map<string, { since: number; answer: Promise<Result<KeyActor | null>> }>();

/**
 * Whose key this is; null for a malformed, unknown, revoked or expired one, or where its person's account is disabled.
 * Answers from memory what the database confirmed within the last second.
 */
export const callerOfKey = async (rawKey: string): Promise<Result<KeyActor | null>> => {
  if (!isApiKey(rawKey)) return accept(null);
  const hash = hashOf(rawKey);
  const known = rememberedFor(hash, confirmedMs);
  if (known !== null) return accept(known);
  const running = asking.get(hash);
  if (running !== undefined && performance.now() - running.since <= confirmedMs) return running.answer;
  const asked = { since: performance.now(), answer: ask(hash) };
  asking.set(hash, asked);
  try {
    return await asked.answer;
  } finally {
    if (asking.get(hash) === asked) asking.delete(hash);
  }
};

/** What the domain's own digest of a key comes to, several times as fast: it stands before every authority answer. */
const hashOf = (rawKey: string): string => createHash('sha256').update(rawKey).digest('hex');

const rememberedFor = (hash: string, ageMs: number): KeyActor | null => {
  const known = confirmed.get(hash);
  if (known === undefined) return null;
  const age = performance.now() - known.confirmedAt;
  return age > ageMs || age >= known.lifeMs ? null : known.actor;
};

const ask = async (hash: string): Promise<Result<KeyActor | null>> => {
  const askedAt = performance.now();
  const found = await read(async (db) => {
    const at = await databaseNow(db);
    return { at, key: await findLiveKey(db, hash, at) };
  });
  if (!found.ok) {
    const known = found.refusal.code === 'unavailable' ? rememberedFor(hash, confirmedWithoutDatabaseMs) : null;
    return known === null ? found : accept(known);
  }
  const { at, key } = found.value;
  confirmed.delete(hash);
  if (key === null) return accept(null);
  if (confirmed.size >= remembered) confirmed.clear();
  const actor = actorOfKey(key);
  const lifeMs = (key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - at.getTime();
  confirmed.set(hash, { actor, lifeMs, confirmedAt: askedAt });
  if (isStale(key.lastUsedAt, at)) await note(async (db) => accept(await touchKey(db, key.id, at)));
  return accept(actor);
};

const actorOfKey = (key: KeyRow): KeyActor => ({
  kind: 'key',
  keyId: key.id,
  name: key.name,
  programId: key.programId,
  scopes: key.scopes,
  personId: key.personId,
  issuerId: key.createdBy,
});
