import { describe, expect, test } from 'vitest';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import { type KeptAssertion, keptAssertionSchema } from './passkey';
import { challengeOf, markOfAssertion, problemsOfAssertion } from './passkey-assertion';
import { fromBase64url, toBase64url } from './passkey-bytes';
import { readPasskeyKey } from './passkey-key';
import { type Bent, SoftwarePasskey } from './testing/software-passkey';

const origin = 'https://lockgate.example:8443';
const hash = sha256Hex('what was shown');
const challenge = challengeOf(hash);

const keptBy = (passkey: SoftwarePasskey, bent: Bent = {}): KeptAssertion => {
  const { clientDataJSON, authenticatorData, signature } = passkey.answer(challenge, bent).response;
  return keptAssertionSchema.parse({
    credentialId: passkey.id,
    publicKey: toBase64url(passkey.cose),
    clientDataJSON,
    authenticatorData,
    signature,
    rpId: 'lockgate.example',
    origin,
  });
};

const problems = (assertion: KeptAssertion) => problemsOfAssertion(assertion, challenge).join('; ');

test('the challenge of a sign-off is the 32 bytes of its evidence hash', () => {
  expect(Buffer.from(challenge, 'base64url').toString('hex')).toBe(hash);
});

test.each(['ES256', 'EdDSA', 'RS256'] as const)(
  'what an %s passkey signed is known to be so, many times over',
  (kind) => {
    for (let turn = 0; turn < (kind === 'RS256' ? 2 : 20); turn += 1) {
      expect(problems(keptBy(new SoftwarePasskey(origin, kind)))).toBe('');
    }
  },
);

describe('an answer is refused', () => {
  const bent: [string, Bent, RegExp][] = [
    ['over another hash', { challenge: challengeOf(sha256Hex('another')) }, /another hash/],
    ['that registers a passkey', { type: 'webauthn.create' }, /something else than a signature/],
    ['given on another page', { origin: 'https://lockgate.example' }, /another page/],
    ['given inside another page', { crossOrigin: true }, /another page/],
    ['given for another site', { rpId: 'example' }, /another site/],
    ['of a passkey that did not verify its user', { verified: false }, /did not verify/],
    ['of a passkey with nobody at it', { present: false }, /nobody was present/],
  ];
  test.each(bent)('%s', (_, change, problem) => {
    expect(problems(keptBy(new SoftwarePasskey(origin), change))).toMatch(problem);
  });

  test('that another key signed', () => {
    const kept = { ...keptBy(new SoftwarePasskey(origin)), publicKey: toBase64url(new SoftwarePasskey(origin).cose) };
    expect(problems(kept)).toMatch(/not that of its passkey/);
  });

  test('whose site and page do not belong together', () => {
    expect(problems({ ...keptBy(new SoftwarePasskey(origin)), rpId: 'elsewhere.example' })).toMatch(/belong together/);
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)('with any byte of it changed, for %s', (kind) => {
    const kept = keptBy(new SoftwarePasskey(origin, kind));
    for (const member of ['publicKey', 'authenticatorData', 'clientDataJSON', 'signature'] as const) {
      const bytes = fromBase64url(kept[member]) ?? new Uint8Array();
      const step = Math.ceil(bytes.length / 40);
      for (let at = 0; at < bytes.length; at += step) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect([member, at, problems({ ...kept, [member]: toBase64url(changed) })]).not.toEqual([member, at, '']);
      }
      expect(problems({ ...kept, [member]: toBase64url(bytes.subarray(0, -1)) })).not.toBe('');
      expect(problems({ ...kept, [member]: toBase64url(Uint8Array.of(...bytes, 0)) })).not.toBe('');
    }
  });

  test('that is no answer at all', () => {
    const kept = keptBy(new SoftwarePasskey(origin));
    expect(problems({ ...kept, clientDataJSON: 'AAAA' })).toMatch(/cannot be read/);
    expect(problems({ ...kept, signature: 'A' })).toMatch(/cannot be read/);
    expect(problems({ ...kept, authenticatorData: 'AAAA' })).toMatch(/cut short/);
  });
});

test('one ES256 signature has one mark, in both of the forms in which it verifies', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const kept = keptBy(new SoftwarePasskey(origin));
  const der = fromBase64url(kept.signature) ?? new Uint8Array();
  const width = der[3] ?? 0;
  const numberAt = (from: number, length: number) =>
    BigInt(`0x${Buffer.from(der).toString('hex', from, from + length)}`);
  const integer = (value: bigint): number[] => {
    const hex = value.toString(16).padStart(64, '0');
    const bytes = [...Buffer.from((hex[0] ?? '0') >= '8' ? `00${hex}` : hex.replace(/^(00)+(?=[0-7])/, ''), 'hex')];
    return [2, bytes.length, ...bytes];
  };
  const other = [...integer(numberAt(4, width)), ...integer(order - numberAt(6 + width, der[5 + width] ?? 0))];
  const flipped = { ...kept, signature: toBase64url(Uint8Array.of(0x30, other.length, ...other)) };
  expect(flipped.signature).not.toBe(kept.signature);
  expect(problems(flipped)).toBe('');
  expect(markOfAssertion(flipped)).toBe(markOfAssertion(kept));
  expect(markOfAssertion(keptBy(new SoftwarePasskey(origin)))).not.toBe(markOfAssertion(kept));
});

test('only keys of known algorithms are read, and only whole ones', () => {
  const cose = Uint8Array.from(new SoftwarePasskey(origin).cose);
  expect(readPasskeyKey(cose)).toMatchObject({ algorithm: 'ES256' });
  for (const length of [0, 1, 10, cose.length - 1]) expect(readPasskeyKey(cose.subarray(0, length))).toBeNull();
  expect(readPasskeyKey(Uint8Array.of(...cose, 0))).toBeNull();
  expect(readPasskeyKey(Uint8Array.of(0xa1, 0x01, 0x02))).toBeNull();
});

test('bytes have one text, and a text with stray bits is none', () => {
  expect(fromBase64url('AB')).toBeNull();
  expect(fromBase64url('AA')).toEqual(Uint8Array.of(0));
  expect(fromBase64url('A=')).toBeNull();
});
