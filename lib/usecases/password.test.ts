import { expect, test } from 'vitest';
import { checkNewPassword, demoPassword, hashPassword, verifyPassword } from './password';

const ada = { email: 'ada@example.org', name: 'Ada' };

test('a password is right however its characters were composed, and nothing else is', async () => {
  const hash = await hashPassword('caf\u00e9 on the corner');
  expect(await verifyPassword('cafe\u0301 on the corner', hash)).toBe(true);
  expect(await verifyPassword('cafe on the corner', hash)).toBe(false);
  expect(await verifyPassword('', hash)).toBe(false);
});

test('the same password never gives the same hash, and the hash says how it was made', async () => {
  const [one, two] = await Promise.all([hashPassword('the same twice'), hashPassword('the same twice')]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
});

test('no account at all takes as long as a wrong password', async () => {
  const hash = await hashPassword('a real password');
  const fastest = async (stored: string | null): Promise<number> => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const since = performance.now();
      await verifyPassword('a wrong password', stored);
      times.push(performance.now() - since);
    }
    return Math.min(...times);
  };
  const [wrong, nobody] = [await fastest(hash), await fastest(null)];
  expect(nobody / wrong).toBeGreaterThan(0.5);
  expect(nobody / wrong).toBeLessThan(2);
});

test('a stored hash that cannot be read is an error, not a wrong password', async () => {
  await expect(verifyPassword('anything', 'md5:1234')).rejects.toThrow('cannot be read');
});

test.each([
  ['eleven char', 'must have 12 characters or more'],
  ['\u{1f511}'.repeat(11), 'must have 12 characters or more'],
  ['aaaaaaaaaaaabbbb', 'repeats the same few characters'],
  ['Ada@Example.org', 'is too easily guessed'],
  [demoPassword, 'is too easily guessed'],
  ['x1y2'.repeat(129), 'must have 512 characters or fewer'],
])('%j cannot be chosen: it %s', (password, detail) => {
  expect(checkNewPassword(password, ada)).toMatchObject({ refusal: { errors: [{ pointer: '/password', detail }] } });
});

test('any twelve characters can', () => {
  expect(checkNewPassword('correct horse', ada).ok).toBe(true);
});
