import { expect, test } from 'vitest';
import { globMatches, globsMeet, starsOf } from './glob';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
let state = seed;
const next = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};
const word = (letters: string, most: number): string =>
  Array.from({ length: next(most + 1) }, () => letters[next(letters.length)] ?? '').join('');

const slowly = (glob: string, text: string): boolean =>
  new RegExp(`^${[...glob].map((mark) => (mark === '*' ? '.*' : mark === '?' ? '.' : mark)).join('')}$`, 's').test(
    text,
  );

test('a pattern fits what the same expression fits, and its stars stand for what is left', () => {
  for (let round = 0; round < 5_000; round += 1) {
    const [glob, text] = [word('ab*?', 6), word('ab', 8)];
    const stars = starsOf(glob, text);
    expect([seed, glob, text, stars !== null]).toEqual([seed, glob, text, slowly(glob, text)]);
    if (stars === null) continue;
    const filled = stars.reduce((done, star) => done.replace('*', star), glob);
    expect(slowly(filled, text)).toBe(true);
  }
});

test('two patterns meet exactly where a name fits both', () => {
  const names: string[] = [''];
  for (let at = 0; at < names.length && (names[at] ?? '').length < 6; at += 1)
    names.push(`${names[at]}a`, `${names[at]}b`);
  for (let round = 0; round < 600; round += 1) {
    const [one, other] = [word('ab*?', 4), word('ab*?', 4)];
    // Patterns of four marks meet in a name of at most eight; of those that do, a name of six is enough here.
    const both = names.some((name) => slowly(one, name) && slowly(other, name));
    if (both) expect([seed, one, other, globsMeet(one, other)]).toEqual([seed, one, other, true]);
    else expect([seed, one, other, globsMeet(one, other)]).toEqual([seed, one, other, false]);
    expect(globsMeet(one, other)).toBe(globsMeet(other, one));
  }
});

test('a pattern made to be slow is not', () => {
  const began = performance.now();
  expect(globMatches(`${'*a'.repeat(70)}b`, 'a'.repeat(20_000))).toBe(false);
  expect(globsMeet('*a'.repeat(75), '*b'.repeat(75))).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
});
