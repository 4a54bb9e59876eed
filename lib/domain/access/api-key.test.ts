import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiKeyBytes, formatApiKey, isApiKey, parseApiKey } from './api-key';

const bytes = (seed: number) => Uint8Array.from({ length: apiKeyBytes }, (_, at) => (seed * 31 + at * 37) % 256);

describe('an API key', () => {
  it('carries the CRC-32 of its random part as six base-62 digits, most significant first', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const key = formatApiKey(bytes(seed));
      expect(key).toMatch(/^lg_[0-9A-Za-z]{36}$/);
      const digits = [...key.slice(33)];
      const value = digits.reduce(
        (sum, digit) => sum * 62 + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.indexOf(digit),
        0,
      );
      expect(value).toBe(crc32(key.slice(3, 33)));
      expect(isApiKey(key)).toBe(true);
    }
  });

  it('is found by the digest of the whole key and shown by its last four characters', () => {
    const key = formatApiKey(bytes(1));
    expect(parseApiKey(key)).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), lastFour: key.slice(-4) });
  });

  it('with one character changed is refused', () => {
    const key = formatApiKey(bytes(7));
    for (let at = 3; at < key.length; at += 1) {
      const other = key.charAt(at) === 'x' ? 'y' : 'x';
      expect(isApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    }
  });

  it.each(['', 'lg_', 'lg_short', ` ${formatApiKey(bytes(3))}`, `${formatApiKey(bytes(3))}\n`, 'sk_'.padEnd(39, '0')])(
    'of another form is refused: %j',
    (raw) => {
      expect(parseApiKey(raw)).toBeNull();
    },
  );

  it('is not made from too little randomness', () => {
    expect(() => formatApiKey(new Uint8Array(29))).toThrow(RangeError);
    expect(() => formatApiKey(new Uint8Array(64).fill(255))).toThrow(RangeError);
  });
});
