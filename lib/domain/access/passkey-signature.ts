import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import type { PasskeyKey } from './passkey-key';

// Whether a key made a signature, in the same way in browsers and in Node.

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${bytesToHex(bytes)}`);

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
};

/** DigestInfo of SHA-256, as RFC 8017 puts it before the digest. */
const digestInfo = '3031300d060960864801650304020105000420';

const verifyRs256 = (key: { n: Uint8Array; e: Uint8Array }, signature: Uint8Array, signed: Uint8Array): boolean => {
  const n = numberOf(key.n);
  const s = numberOf(signature);
  if (signature.length !== key.n.length || n === 0n || s >= n) return false;
  const tail = `00${digestInfo}${bytesToHex(sha256(signed))}`;
  const expected = `0001${'ff'.repeat(key.n.length - 2 - tail.length / 2)}${tail}`;
  return (
    power(s, numberOf(key.e), n)
      .toString(16)
      .padStart(key.n.length * 2, '0') === expected
  );
};

const verifyEs256 = (key: { x: Uint8Array; y: Uint8Array }, signature: Uint8Array, signed: Uint8Array): boolean =>
  // authenticators do not choose the lower of the two s
  p256.verify(signature, signed, Uint8Array.of(4, ...key.x, ...key.y), { format: 'der', lowS: false });

/** Whether this key signed these bytes; false for anything that is no signature. */
export const verifySignature = (key: PasskeyKey, signature: Uint8Array, signed: Uint8Array): boolean => {
  try {
    if (key.algorithm === 'RS256') return verifyRs256(key, signature, signed);
    if (key.algorithm === 'EdDSA') return ed25519.verify(signature, signed, key.x, { zip215: false });
    return verifyEs256(key, signature, signed);
  } catch {
    return false;
  }
};

/** What tells one signature from another: for ES256, where s and its negative sign the same, the lower of the two. */
export const signatureMark = (key: PasskeyKey, signature: Uint8Array): string => {
  if (key.algorithm !== 'ES256') return sha256Hex(signature);
  const given = p256.Signature.fromBytes(signature, 'der');
  const lower = given.hasHighS() ? p256.Point.Fn.ORDER - given.s : given.s;
  return sha256Hex(`${given.r.toString(16)}/${lower.toString(16)}`);
};
