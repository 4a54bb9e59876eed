import { z } from 'zod';
import { webauthnBytes } from '@/lib/domain/access/passkey';
import { digest, instant, page, prose } from './primitives';

// WebAuthn's JSON forms, as browsers' `toJSON()` writes them, within bounds; bytes are base64url.

const longBytes = webauthnBytes.clientDataJSON.max(16_384);
const credential = {
  id: webauthnBytes.credentialId,
  rawId: webauthnBytes.credentialId,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
  clientExtensionResults: z
    .record(z.string().max(64), z.json())
    .refine((results) => Object.keys(results).length <= 16, 'too many')
    .meta({ description: 'Not looked at' }),
};

/** AuthenticationResponseJSON: a passkey's signature over a challenge. */
export const passkeyAnswer = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: webauthnBytes.clientDataJSON,
      authenticatorData: webauthnBytes.authenticatorData,
      signature: webauthnBytes.signature,
      userHandle: webauthnBytes.credentialId.max(128).nullish(),
    }),
  })
  .meta({ id: 'PasskeyAnswer', description: 'AuthenticationResponseJSON of WebAuthn' });
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;

/** RegistrationResponseJSON: a new passkey. */
const passkeyRegistration = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: webauthnBytes.clientDataJSON,
      attestationObject: z
        .string()
        .min(1)
        .max(65_536)
        .regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding'),
      authenticatorData: longBytes.optional(),
      publicKey: longBytes.optional(),
      publicKeyAlgorithm: z.int().optional(),
      transports: z.array(z.string().min(1).max(32)).max(8).optional(),
    }),
  })
  .meta({ id: 'PasskeyRegistration', description: 'RegistrationResponseJSON of WebAuthn' });
export type PasskeyRegistration = z.infer<typeof passkeyRegistration>;

export const byPassword = z.strictObject({
  method: z.literal('password'),
  password: z.string().min(1).max(512),
});
export const byRecentSignIn = z.strictObject({ method: z.literal('recent_sign_in') });
export const byPasskey = z.strictObject({ method: z.literal('passkey'), assertion: passkeyAnswer });

/** A new passkey is added by who proves identity without one. */
export const beginPasskeyBody = z
  .strictObject({
    stepUp: z.discriminatedUnion('method', [byPassword, byRecentSignIn]).meta({ id: 'SignInStepUp' }),
  })
  .meta({ id: 'BeginPasskey' });
export type BeginPasskeyBody = z.infer<typeof beginPasskeyBody>;

const descriptor = z
  .strictObject({ type: z.literal('public-key'), id: z.string(), transports: z.array(z.string()).optional() })
  .meta({ id: 'PasskeyDescriptor' });
const timeout = z.int().meta({ description: 'Milliseconds' });

/** What `navigator.credentials.create` takes, by `parseCreationOptionsFromJSON`. */
export const passkeyCreation = z
  .strictObject({
    rp: z.strictObject({ id: z.string(), name: z.string() }),
    user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
    timeout,
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.strictObject({
      residentKey: z.literal('preferred'),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
  })
  .meta({ id: 'PasskeyCreation', description: 'PublicKeyCredentialCreationOptionsJSON of WebAuthn' });
export type PasskeyCreation = z.infer<typeof passkeyCreation>;

export const passkeyBody = z
  .strictObject({ name: prose(80), registration: passkeyRegistration })
  .meta({ id: 'AddPasskey' });
export type PasskeyBody = z.infer<typeof passkeyBody>;

export const passkeyView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    credentialId: z.string(),
    backedUp: z.boolean().meta({ description: 'Whether copies of it may be on other devices' }),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyView = z.infer<typeof passkeyView>;
export const passkeyList = page(passkeyView).meta({ id: 'PasskeyList' });

export const beginStepUpBody = z
  .strictObject({
    evidenceHash: digest
      .nullish()
      .meta({ description: 'What will be signed off; absent where something else is to be confirmed' }),
  })
  .meta({ id: 'BeginStepUp' });
export type BeginStepUpBody = z.infer<typeof beginStepUpBody>;

/** What `navigator.credentials.get` takes, by `parseRequestOptionsFromJSON`. */
export const passkeyRequest = z
  .strictObject({
    challenge: z.string().meta({ description: 'To sign off: the 32 bytes of the evidence hash' }),
    rpId: z.string(),
    allowCredentials: z.array(descriptor),
    userVerification: z.literal('required'),
    timeout,
  })
  .meta({ id: 'PasskeyRequest', description: 'PublicKeyCredentialRequestOptionsJSON of WebAuthn' });
export type PasskeyRequest = z.infer<typeof passkeyRequest>;
