import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '@/lib/domain/decision/decision';
import { whatMoved } from '@/lib/domain/decision/moved';
import { lanesOf } from '@/lib/domain/decision/payload';
import type { Proposal } from '@/lib/domain/decision/proposal';
import {
  contextAt,
  fourLanes,
  propose,
  readsMotor,
  readsRest,
  viewedOf,
  worldOf,
  writesMotor,
  writesRest,
} from '@/lib/domain/decision/test-world';
import type { World } from '@/lib/domain/decision/world';
import type { Stage } from '@/lib/domain/words';

// Two live moves, whatever becomes of their lanes meanwhile: the database lets no two of them have the same.

const names = [readsMotor, readsRest, writesMotor, writesRest];
const chosen = <T>(mask: number, from: readonly T[]): T[] => from.filter((_, at) => mask & (1 << at));
const every = 15;

/** Where the lanes stand: on target those of the mask. */
const worldAt = ({ mask, early }: { mask: number; early: Stage }) => {
  const stage = mask === 0 ? early : mask === every ? 'full' : 'selective';
  const ids = fourLanes.map(({ id }) => id);
  return worldOf({ context: contextAt(stage, chosen(mask, ids)) });
};

const standing = fc.record({
  mask: fc.nat({ max: every }),
  early: fc.constantFrom<Stage>('shadow', 'validated', 'validated', 'validated'),
});
type Wish = { kind: 'advance' | 'rollback'; all: boolean; to: Stage; mask: number };
const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom('advance', 'rollback'),
  all: fc.nat({ max: 3 }).map((one) => one === 0),
  to: fc.constantFrom<Stage>('shadow', 'validated'),
  mask: fc.integer({ min: 1, max: every }),
});

/** Some of the lanes that can move so, or whatever is there to move. */
const asked = ({ kind, all, to, mask }: Wish, onTarget: number): Proposal => {
  const there = chosen(mask & (kind === 'advance' ? every - onTarget : onTarget), names);
  const told = { title: 'A step', rationale: 'So.' };
  if (kind === 'advance') return { kind, to: all ? 'full' : 'selective', lanes: all ? [] : there, ...told };
  return all ? { kind, to, lanes: [], ...told } : { kind, lanes: there, ...told };
};

const later = (decision: Decision, world: World): Decision[] => {
  const moved = whatMoved({ ...viewedOf(decision, world), approved: false });
  if (moved?.kind === 'supersede') return [];
  return [moved === null ? decision : { ...decision, payload: moved.payload }];
};
const lanesIn = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap(({ payload }) => lanesOf(payload).map(({ laneId }) => laneId));

test('never come to take the same lane by themselves', () => {
  const seed = Math.floor(Math.random() * 2_147_483_647);
  const seen = { pairs: 0, lasting: 0, grown: 0 };
  const property = fc.property(standing, wish, wish, fc.array(standing, { maxLength: 4 }), (first, a, b, next) => {
    const world = worldAt(first);
    let live: Decision[] = [];
    for (const one of [a, b]) {
      const opened = propose(world, asked(one, first.mask), live);
      if (opened.ok) live.push(opened.value.decision);
    }
    if (live.length === 2) seen.pairs += 1;
    for (const since of next) {
      const before = lanesIn(live).length;
      live = live.flatMap((decision) => later(decision, worldAt(since)));
      const lanes = lanesIn(live);
      expect(new Set(lanes).size).toBe(lanes.length);
      if (live.length === 2) seen.lasting += 1;
      if (lanes.length > before) seen.grown += 1;
    }
  });
  fc.assert(property, { seed, numRuns: 5_000 });
  for (const [what, times] of Object.entries(seen)) expect(times, `${what}, seed ${seed}`).toBeGreaterThan(20);
});
