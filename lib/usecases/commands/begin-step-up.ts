import { randomBytes } from 'node:crypto';
import type { BeginStepUpBody, PasskeyRequest } from '@/lib/contract/v1/passkeys';
import { challengeLifeMs } from '@/lib/domain/access/passkey';
import { challengeOf } from '@/lib/domain/access/passkey-assertion';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { listPasskeys } from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';
import { ask, descriptorOf, passkeySite, personOf } from '@/lib/usecases/passkey-parts';
import { note } from '@/lib/usecases/transact';

/** Asks for a passkey's signature: over the hash of what will be signed off, or over chance for another act. */
export const beginStepUp = (context: Context, input: BeginStepUpBody): Promise<Result<PasskeyRequest>> =>
  note(async (db) => {
    const { personId, sessionId } = personOf(context);
    const held = await listPasskeys(db, personId);
    if (held.length === 0) throw refused('conflict', 'You have no passkey. Add one on your account page.');
    const asked =
      input.evidenceHash == null
        ? { purpose: 'step_up' as const, challenge: randomBytes(32).toString('base64url') }
        : { purpose: 'sign_off' as const, challenge: challengeOf(input.evidenceHash) };
    await ask(db, sessionId, asked, await databaseNow(db));
    return accept({
      challenge: asked.challenge,
      rpId: passkeySite().rpId,
      allowCredentials: held.map(descriptorOf),
      userVerification: 'required',
      timeout: challengeLifeMs,
    });
  });
