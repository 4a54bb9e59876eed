import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { KeptAssertion } from './passkey';
import { fromBase64url, toBase64url } from './passkey-bytes';
import { type PasskeyKey, readPasskeyKey } from './passkey-key';
import { signatureMark, verifySignature } from './passkey-signature';

// A passkey's answer, checked from itself alone: what it was asked, where, and that its key signed it.

/** The challenge that binds a passkey's answer to a hash: its 32 bytes. */
export const challengeOf = (evidenceHash: string): string => toBase64url(hexToBytes(evidenceHash));

const clientData = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** What the browser says that it was asked; null where the bytes say nothing of the kind. */
export const clientDataOf = (bytes: Uint8Array): z.infer<typeof clientData> | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return clientData.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

const present = 1;
const verified = 4;

const problemsOfAuthenticator = (data: Uint8Array, rpId: string): string[] => {
  if (data.length < 37) return ['the passkey’s own data are cut short'];
  const flags = data[32] ?? 0;
  const problems = [];
  if (bytesToHex(data.subarray(0, 32)) !== bytesToHex(sha256(utf8ToBytes(rpId)))) {
    problems.push('the passkey answered another site');
  }
  if ((flags & present) === 0) problems.push('nobody was present at the passkey');
  if ((flags & verified) === 0) problems.push('the passkey did not verify its user');
  return problems;
};

const problemsOfClient = (bytes: Uint8Array, { origin, rpId }: KeptAssertion, challenge: string): string[] => {
  const said = clientDataOf(bytes);
  if (said === null) return ['what the browser was asked cannot be read'];
  const problems = [];
  if (said.type !== 'webauthn.get') problems.push('the passkey was asked for something else than a signature');
  if (said.challenge !== challenge) problems.push('the passkey signed another hash');
  if (said.origin !== origin || said.crossOrigin === true) problems.push('it was given on another page');
  if (!URL.canParse(origin) || new URL(origin).hostname !== rpId)
    problems.push('its site and its page do not belong together');
  return problems;
};

type Read = { key: PasskeyKey; signature: Uint8Array; authenticator: Uint8Array; client: Uint8Array };

const readAssertion = (assertion: KeptAssertion): Read | null => {
  const cose = fromBase64url(assertion.publicKey);
  const key = cose && readPasskeyKey(cose);
  const signature = fromBase64url(assertion.signature);
  const authenticator = fromBase64url(assertion.authenticatorData);
  const client = fromBase64url(assertion.clientDataJSON);
  return key && signature && authenticator && client ? { key, signature, authenticator, client } : null;
};

/**
 * What is wrong with a passkey's answer to `challenge` (base64url), as clauses; empty where its key signed exactly that,
 * on its own site, with its user verified. Nothing is taken on trust but the key itself.
 */
export const problemsOfAssertion = (assertion: KeptAssertion, challenge: string): string[] => {
  const read = readAssertion(assertion);
  if (read === null) return ['the passkey’s answer cannot be read'];
  const signed = concatBytes(read.authenticator, sha256(read.client));
  return [
    ...problemsOfClient(read.client, assertion, challenge),
    ...problemsOfAuthenticator(read.authenticator, assertion.rpId),
    ...(verifySignature(read.key, read.signature, signed) ? [] : ['the signature is not that of its passkey']),
  ];
};

/** The same for every form of one signature; null where it is none. By it an answer is known that was used before. */
export const markOfAssertion = (assertion: KeptAssertion): string | null => {
  const read = readAssertion(assertion);
  try {
    return read === null ? null : signatureMark(read.key, read.signature);
  } catch {
    return null;
  }
};
