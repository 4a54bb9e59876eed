import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginning } from './beginning';

it('is a text, as long as was asked for or one character less', () => {
  expect(beginning('ab😀c', 3)).toBe('ab');
  expect(beginning('ab😀c', 4)).toBe('ab😀');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, length) => {
      const cut = beginning(text, length);
      expect(cut.isWellFormed()).toBe(true);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, length) - 1);
    }),
  );
});
