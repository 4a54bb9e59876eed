import { z } from 'zod';
import { recentProofMs } from './session';

// Passkeys confirm who signs: the challenge of the signature is the hash of what is signed.

/** How many one person may have at a time. */
export const mostPasskeys = 10;

/** A challenge is answered as soon as any other proof of identity. */
export const challengeLifeMs = recentProofMs;

/** What a challenge was given for; an answer to one counts for no other. */
export type ChallengePurpose = 'registration' | 'sign_off' | 'step_up';

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding');

/** Bytes as WebAuthn's JSON forms write them, each within what authenticators make. */
export const webauthnBytes = {
  credentialId: base64url(1_364),
  authenticatorData: base64url(4_096),
  clientDataJSON: base64url(4_096),
  signature: base64url(2_048),
};

/** What is kept of a passkey's answer: all that it takes to check it again, without the server that it was given to. */
export const keptAssertionSchema = z.strictObject({
  ...webauthnBytes,
  /** The key as COSE, as the authenticator gave it when it was registered. */
  publicKey: base64url(2_048),
  rpId: z.string().min(1).max(253),
  origin: z.string().min(1).max(300),
});
export type KeptAssertion = z.infer<typeof keptAssertionSchema>;
