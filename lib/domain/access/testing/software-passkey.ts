import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

// An authenticator in software, made from the specification's words and Node's own cryptography: apart from the code that
// checks it. Each answer can be bent, so that every check can be seen to fail.

const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

type Kind = 'ES256' | 'EdDSA' | 'RS256';

const cborHead = (major: number, value: number): Buffer => {
  const top = major << 5;
  if (value < 24) return Buffer.from([top | value]);
  if (value < 256) return Buffer.from([top | 24, value]);
  return Buffer.from([top | 25, value >> 8, value & 255]);
};
const cborInt = (value: number): Buffer => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Uint8Array): Buffer => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string): Buffer => Buffer.concat([cborHead(3, text.length), Buffer.from(text)]);

const coseOf = (kind: Kind, key: KeyObject): Buffer => {
  const jwk = key.export({ format: 'jwk' });
  const part = (text: string | undefined): Buffer => cborBytes(Buffer.from(text ?? '', 'base64url'));
  const members: Record<Kind, [number, Buffer][]> = {
    ES256: [
      [1, cborInt(2)],
      [3, cborInt(-7)],
      [-1, cborInt(1)],
      [-2, part(jwk.x)],
      [-3, part(jwk.y)],
    ],
    EdDSA: [
      [1, cborInt(1)],
      [3, cborInt(-8)],
      [-1, cborInt(6)],
      [-2, part(jwk.x)],
    ],
    RS256: [
      [1, cborInt(3)],
      [3, cborInt(-257)],
      [-1, part(jwk.n)],
      [-2, part(jwk.e)],
    ],
  };
  const pairs = members[kind];
  return Buffer.concat([
    cborHead(5, pairs.length),
    ...pairs.map(([label, value]) => Buffer.concat([cborInt(label), value])),
  ]);
};

const pairOf = (kind: Kind) => {
  if (kind === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return kind === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
};

/** What an answer says otherwise than it should. */
export type Bent = Partial<{
  type: string;
  challenge: string;
  origin: string;
  crossOrigin: boolean;
  rpId: string;
  verified: boolean;
  present: boolean;
  counter: number;
  userHandle: string | null;
}>;

export class SoftwarePasskey {
  readonly id = base64url(randomBytes(32));
  readonly cose: Buffer;
  readonly #private: KeyObject;
  #userHandle = '';
  #counter = 0;

  /** `counting` false is a passkey with copies on several devices: its counter stays zero. */
  constructor(
    readonly origin: string,
    kind: Kind = 'ES256',
    private readonly counting = true,
  ) {
    const { publicKey, privateKey } = pairOf(kind);
    this.#private = privateKey;
    this.cose = coseOf(kind, publicKey);
  }

  #clientData(type: string, challenge: string, bent: Bent): Buffer {
    const { origin = this.origin, crossOrigin = false } = bent;
    return Buffer.from(
      JSON.stringify({ type: bent.type ?? type, challenge: bent.challenge ?? challenge, origin, crossOrigin }),
    );
  }

  #authenticatorData(bent: Bent, attested?: Buffer): Buffer {
    const flags = (bent.present === false ? 0 : 1) | (bent.verified === false ? 0 : 4) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(bent.counter ?? this.#counter);
    const site = sha256(Buffer.from(bent.rpId ?? new URL(this.origin).hostname));
    return Buffer.concat([site, Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)]);
  }

  /** As `navigator.credentials.create` answers. */
  register(options: { challenge: string; user: { id: string } }, bent: Bent = {}) {
    this.#userHandle = options.user.id;
    const raw = Buffer.from(this.id, 'base64url');
    const length = Buffer.from([raw.length >> 8, raw.length & 255]);
    const attested = Buffer.concat([Buffer.alloc(16), length, raw, this.cose]);
    const attestationObject = Buffer.concat([
      cborHead(5, 3),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      cborHead(5, 0),
      cborText('authData'),
      cborBytes(this.#authenticatorData(bent, attested)),
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key' as const,
      response: {
        clientDataJSON: base64url(this.#clientData('webauthn.create', options.challenge, bent)),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
      clientExtensionResults: {},
    };
  }

  /** As `navigator.credentials.get` answers. */
  answer(challenge: string, bent: Bent = {}) {
    if (this.counting) this.#counter += 1;
    const clientData = this.#clientData('webauthn.get', challenge, bent);
    const authenticatorData = this.#authenticatorData(bent);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    const algorithm = this.#private.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    const userHandle = bent.userHandle === undefined ? this.#userHandle : bent.userHandle;
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key' as const,
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(sign(algorithm, signed, this.#private)),
        ...(userHandle === null ? {} : { userHandle }),
      },
      clientExtensionResults: {},
    };
  }
}
