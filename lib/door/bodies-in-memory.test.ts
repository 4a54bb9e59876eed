import { expect, it } from 'vitest';
import { BodiesInMemory } from './bodies-in-memory';

it('all bodies together hold no more than there is, and what one gives back another may take', () => {
  const bodies = new BodiesInMemory(100);
  const [one, other] = [bodies.hold(), bodies.hold()];
  expect([one.take(60), other.take(41), other.take(40), one.take(1)]).toEqual([true, false, true, false]);
  one.release();
  one.release();
  expect([other.take(60), one.take(1)]).toEqual([true, false]);
  other.release();
  expect(one.take(100)).toBe(true);
});
