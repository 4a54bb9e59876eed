import { expect, test } from 'vitest';
import { patternStateOf } from './pattern-state';

test('a pattern is open while the latest word of any source on it is open', () => {
  expect(
    patternStateOf([
      { open: 0, laterComplete: false },
      { open: 2, laterComplete: false },
    ]),
  ).toBe('open');
});

test('a later complete run of one source does not clear what another source still shows', () => {
  expect(
    patternStateOf([
      { open: 2, laterComplete: true },
      { open: 1, laterComplete: false },
    ]),
  ).toBe('open');
});

test('a pattern that signed-off rules accept whole is explained', () => {
  expect(patternStateOf([{ open: 0, laterComplete: false }])).toBe('explained');
});

test('a pattern that no counted run shows any more is gone', () => {
  expect(patternStateOf([{ open: 3, laterComplete: true }])).toBe('gone');
  expect(patternStateOf([])).toBe('gone');
});
