import { isIP } from 'node:net';
import { v7 as uuid } from 'uuid';
import type { PasskeyView } from '@/lib/contract/v1/passkeys';
import type { PersonActor } from '@/lib/domain/access/actor';
import { type ChallengePurpose, challengeLifeMs, mostPasskeys } from '@/lib/domain/access/passkey';
import { toBase64url } from '@/lib/domain/access/passkey-bytes';
import { type Refusal, Refused, refuse, refused } from '@/lib/domain/kernel/refusal';
import { publicUrl } from '@/lib/env';
import type { Db } from '@/lib/store/database';
import { type PasskeyRow, saveChallenge } from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';

/** Where passkeys belong: the host of the one origin that people use. */
export const passkeySite = (): { rpId: string; origin: string } => {
  const origin = publicUrl();
  return { rpId: new URL(origin).hostname, origin };
};

/** The signed-in person behind a request; passkeys are nobody else's. */
export const personOf = ({ actor }: Context): PersonActor => {
  if (actor.kind !== 'person') throw refused('signer_not_human', 'Passkeys belong to signed-in people.');
  return actor;
};

/** Asks a session for one signature; the challenge is base64url. */
export const ask = async (
  db: Db,
  sessionId: string,
  asked: { purpose: ChallengePurpose; challenge: string },
  at: Date,
): Promise<void> => {
  const expiresAt = new Date(at.getTime() + challengeLifeMs);
  await saveChallenge(db, { id: uuid(), sessionId, ...asked, createdAt: at, expiresAt });
};

/** What a passkey remembers of whom it belongs to: an id that names nobody. */
export const userHandleOf = (personId: string): string => toBase64url(new TextEncoder().encode(personId));

/** Why a person cannot have one more; null where they can. */
export const obstacleTo = (held: readonly PasskeyRow[]): Refusal | null => {
  if (held.length >= mostPasskeys) {
    return refuse('conflict', `One person has ${mostPasskeys} passkeys at most: remove one first.`).refusal;
  }
  // what browsers ask of an address
  const { origin, rpId } = passkeySite();
  const named = isIP(rpId) === 0 && !rpId.startsWith('[');
  if (named && (origin.startsWith('https:') || rpId === 'localhost')) return null;
  return refuse('conflict', `Browsers make no passkeys for ${origin}: it takes https and a name, or localhost.`)
    .refusal;
};

export const checkRoom = (held: readonly PasskeyRow[]): void => {
  const obstacle = obstacleTo(held);
  if (obstacle !== null) throw new Refused(obstacle);
};

/** How browsers are told of a passkey. */
export const descriptorOf = ({ credentialId, transports }: PasskeyRow) => ({
  type: 'public-key' as const,
  id: credentialId,
  ...(transports.length === 0 ? {} : { transports }),
});

export const passkeyViewOf = (row: PasskeyRow): PasskeyView => ({
  id: row.id,
  name: row.name,
  credentialId: row.credentialId,
  backedUp: row.backedUp,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
