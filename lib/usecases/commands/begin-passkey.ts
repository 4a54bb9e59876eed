import { randomBytes } from 'node:crypto';
import type { BeginPasskeyBody, PasskeyCreation } from '@/lib/contract/v1/passkeys';
import { challengeLifeMs } from '@/lib/domain/access/passkey';
import { passkeyAlgorithms } from '@/lib/domain/access/passkey-key';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { listPasskeys } from '@/lib/store/passkeys';
import { confirmIdentity } from '@/lib/usecases/commands/confirm-identity';
import type { Context } from '@/lib/usecases/context';
import { ask, checkRoom, descriptorOf, passkeySite, personOf, userHandleOf } from '@/lib/usecases/passkey-parts';
import { note } from '@/lib/usecases/transact';

/** Asks for a new passkey, after proof of identity: the challenge is good once, for five minutes, in this session. */
export const beginPasskey = async (context: Context, input: BeginPasskeyBody): Promise<Result<PasskeyCreation>> => {
  const confirmed = await confirmIdentity(context, input.stepUp);
  if (!confirmed.ok) return confirmed;
  return note(async (db) => {
    const { personId, sessionId, email, name } = personOf(context);
    const held = await listPasskeys(db, personId);
    checkRoom(held);
    const challenge = randomBytes(32).toString('base64url');
    await ask(db, sessionId, { purpose: 'registration', challenge }, await databaseNow(db));
    return accept({
      rp: { id: passkeySite().rpId, name: 'Lockgate' },
      user: { id: userHandleOf(personId), name: email, displayName: name },
      challenge,
      pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key' as const, alg })),
      timeout: challengeLifeMs,
      excludeCredentials: held.map(descriptorOf),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      attestation: 'none',
    });
  });
};
