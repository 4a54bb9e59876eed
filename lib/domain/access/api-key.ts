import { sha256Hex } from '@/lib/domain/kernel/digest';

// `lg_`, 30 random characters, then their CRC-32 as six digits of the same alphabet: a mistyped or invented key is
// refused without asking the database, and a scanner of leaked secrets can tell a real one by itself.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const pattern = /^lg_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** The reflected polynomial of IEEE 802.3. */
const polynomial = 0xedb88320;

const crc32 = (text: string): number => {
  let crc = 0xffffffff;
  for (let position = 0; position < text.length; position += 1) {
    crc ^= text.charCodeAt(position);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};

/** Six digits, most significant first, padded with `0`. */
const checksumOf = (random: string): string => {
  let rest = crc32(random);
  let digits = '';
  for (let place = 0; place < 6; place += 1) {
    digits = alphabet.charAt(rest % alphabet.length) + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
};

/** What is kept of a key: the digest that finds it again, and four characters for people. */
export type ParsedApiKey = { hash: string; lastFour: string };

/** Whether form and checksum are right. */
export const isApiKey = (raw: string): boolean => {
  const [, random, checksum] = pattern.exec(raw) ?? [];
  return random !== undefined && checksum === checksumOf(random);
};

/** Null where the form or the checksum is wrong. */
export const parseApiKey = (raw: string): ParsedApiKey | null =>
  isApiKey(raw) ? { hash: sha256Hex(raw), lastFour: raw.slice(-4) } : null;

/** How many random bytes a key is made from: far more than the 30 that are kept, since a few cannot be used. */
export const apiKeyBytes = 64;

/**
 * A key from random bytes. Bytes from 248 on are passed over, so that every character is equally likely.
 * @throws RangeError where fewer than 30 of the bytes can be used.
 */
export const formatApiKey = (bytes: Uint8Array): string => {
  const usable = [...bytes].filter((byte) => byte < 248).slice(0, randomLength);
  if (usable.length < randomLength) throw new RangeError('too few random bytes for a key');
  const random = usable.map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return `lg_${random}${checksumOf(random)}`;
};
