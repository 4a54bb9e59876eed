import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { v7 as uuid } from 'uuid';
import type { PasskeyBody, PasskeyRegistration, PasskeyView } from '@/lib/contract/v1/passkeys';
import { clientDataOf } from '@/lib/domain/access/passkey-assertion';
import { fromBase64url, toBase64url } from '@/lib/domain/access/passkey-bytes';
import { passkeyAlgorithms, readPasskeyKey } from '@/lib/domain/access/passkey-key';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { insertPasskey, isCredentialKnown, listPasskeys, takeChallenge } from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';
import { checkRoom, passkeySite, passkeyViewOf, personOf } from '@/lib/usecases/passkey-parts';
import { transactInstallation } from '@/lib/usecases/transact';

/** Keeps a passkey that a browser made for the challenge of `beginPasskey`; it is on record from then on. */
export const addPasskey = (context: Context, input: PasskeyBody): Promise<Result<PasskeyView>> =>
  transactInstallation(context, async (tx) => {
    const { personId, sessionId, name: personName } = personOf(context);
    const challenge = challengeIn(input.registration);
    const asked = { sessionId, purpose: 'registration' as const, challenge };
    if (!(await takeChallenge(tx.db, asked, tx.at))) {
      throw notThis('This session was not asked for it in the last five minutes. Begin again.');
    }
    const made = await verified(input.registration, challenge);
    checkRoom(await listPasskeys(tx.db, personId));
    if (await isCredentialKnown(tx.db, made.credentialId)) {
      throw refused('conflict', 'This passkey was registered before.');
    }
    const name = input.name.trim();
    const row = await insertPasskey(tx.db, { id: uuid(), personId, name, ...made, createdAt: tx.at });
    const { id, credentialId, publicKey } = row;
    tx.record({
      type: 'passkey.added',
      subject: { kind: 'person', id: personId },
      data: { passkey: id, label: name, person: personId, name: personName, credentialId, publicKey },
    });
    return accept(passkeyViewOf(row));
  });

const notThis = (detail: string) => refused('step_up_failed', detail, [{ pointer: '/registration', detail }]);

const challengeIn = ({ response }: PasskeyRegistration): string => {
  const bytes = fromBase64url(response.clientDataJSON);
  return (bytes && clientDataOf(bytes)?.challenge) ?? '';
};

const verified = async (registration: PasskeyRegistration, expectedChallenge: string) => {
  const { rpId, origin } = passkeySite();
  const { id, rawId, type, response } = registration;
  const { clientDataJSON, attestationObject, transports = [] } = response;
  const told = { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} };
  const answer = await verifyRegistrationResponse({
    response: told,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...passkeyAlgorithms],
  }).catch(() => null);
  if (answer?.registrationInfo === undefined) {
    throw notThis('The new passkey was not made here, or did not verify its user.');
  }
  const { credential, credentialBackedUp } = answer.registrationInfo;
  if (credential.id !== id || readPasskeyKey(credential.publicKey) === null) {
    throw notThis('The new passkey’s key cannot be read.');
  }
  return {
    credentialId: credential.id,
    publicKey: toBase64url(credential.publicKey),
    transports,
    backedUp: credentialBackedUp,
    signCount: BigInt(credential.counter),
  };
};
