import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { PasskeyAnswer } from '@/lib/contract/v1/passkeys';
import type { PersonActor } from '@/lib/domain/access/actor';
import { challengeLifeMs, type KeptAssertion } from '@/lib/domain/access/passkey';
import { challengeOf, clientDataOf, markOfAssertion, problemsOfAssertion } from '@/lib/domain/access/passkey-assertion';
import { fromBase64url } from '@/lib/domain/access/passkey-bytes';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import {
  findPasskeyUse,
  lockCredential,
  type PasskeyRow,
  type PasskeyUse,
  recordPasskeyUse,
  takeChallenge,
} from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';
import { passkeySite, personOf, userHandleOf } from '@/lib/usecases/passkey-parts';
import { note } from '@/lib/usecases/transact';

const failed = (why: string) =>
  refused('step_up_failed', `The passkey did not confirm this: ${why}.`, [
    { pointer: '/stepUp/assertion', detail: why },
  ]);

/**
 * The proof that one of the person's passkeys signed the evidence hash, or without one the random challenge that this
 * session was given. It counts once; the same request sent again may bring it again. Refuses step_up_failed and then
 * keeps nothing.
 */
export const provePasskey = (
  context: Context,
  answer: PasskeyAnswer,
  evidenceHash: string | null,
): Promise<Result<KeptAssertion>> =>
  note(async (db) => {
    const person = personOf(context);
    const passkey = await lockCredential(db, { credentialId: answer.id, personId: person.personId });
    if (passkey === null) throw failed('it is none of yours, or was removed');
    const { userHandle } = answer.response;
    if (userHandle != null && userHandle !== userHandleOf(person.personId)) throw failed('it belongs to somebody else');
    const kept = keptOf(answer, passkey);
    const challenge = evidenceHash === null ? challengeIn(answer) : challengeOf(evidenceHash);
    const [problem] = problemsOfAssertion(kept, challenge);
    if (problem !== undefined) throw failed(problem);
    const mark = markOfAssertion(kept);
    if (mark === null) throw failed('its signature cannot be read');
    const at = await databaseNow(db);
    const act = actOf(context);
    const used = await findPasskeyUse(db, mark);
    if (used === null) {
      const asked = { purpose: evidenceHash === null ? 'step_up' : 'sign_off', challenge } as const;
      await count(db, { person, passkey, answer, asked, use: { mark, passkeyId: passkey.id, act, usedAt: at } });
    } else if (act === null || used.act !== act || at.getTime() - used.usedAt.getTime() > challengeLifeMs) {
      throw failed('this answer was used before');
    }
    return accept(kept);
  });

/** The request that brings an answer, where it may be sent again: under its Idempotency-Key, unchanged. */
const actOf = ({ idempotency }: Context): string | null =>
  idempotency === undefined ? null : `${idempotency.route} ${idempotency.key} ${idempotency.fingerprint}`;

const keptOf = ({ response }: PasskeyAnswer, passkey: PasskeyRow): KeptAssertion => ({
  credentialId: passkey.credentialId,
  publicKey: passkey.publicKey,
  authenticatorData: response.authenticatorData,
  clientDataJSON: response.clientDataJSON,
  signature: response.signature,
  ...passkeySite(),
});

const challengeIn = ({ response }: PasskeyAnswer): string => {
  const bytes = fromBase64url(response.clientDataJSON);
  return (bytes && clientDataOf(bytes)?.challenge) ?? '';
};

type Counted = {
  person: PersonActor;
  passkey: PasskeyRow;
  answer: PasskeyAnswer;
  asked: { purpose: 'step_up' | 'sign_off'; challenge: string };
  use: PasskeyUse;
};

/** Looks at the answer a second time, by the library and with the counter, and uses it up. */
const count = async (db: Db, { person, passkey, answer, asked, use }: Counted): Promise<void> => {
  const { rpId, origin } = passkeySite();
  const { id, rawId, type, response } = answer;
  const { clientDataJSON, authenticatorData, signature } = response;
  const looked = await verifyAuthenticationResponse({
    response: {
      id,
      rawId,
      type,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: asked.challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: Number(passkey.signCount),
    },
  }).catch(() => null);
  if (looked?.verified !== true) throw failed('its counter went back, or its answer is not whole');
  if (!(await takeChallenge(db, { sessionId: person.sessionId, ...asked }, use.usedAt))) {
    throw failed('this session was not asked for it in the last five minutes');
  }
  await recordPasskeyUse(db, { ...use, signCount: BigInt(looked.authenticationInfo.newCounter) });
};
