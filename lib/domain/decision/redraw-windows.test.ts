import { describe, expect, test } from 'vitest';
import type { Lane } from '@/lib/domain/authority/lane';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { ContextState } from './context-state';
import { deriveRedraw } from './derive-redraw';
import { planRedraw } from './plan-redraw';
import type { RedrawLanesPayload, RedrawLanesProposal } from './redraw-payload';
import { cohort, contextAt, dayMs, laneFor, later, noon, worldOf } from './test-world';

// An open way back keeps its end where lanes are drawn anew (invariant 8).

const motor = cohort('motor', 0, { kind: 'dimensions', where: { productLine: ['motor'] } });
const rest = cohort('rest', 1, { kind: 'rest' });
const ledger = { kind: 'subscriber' as const, slug: 'ledger', name: 'Ledger', position: 0, condition: null };
const reads = { motor: laneFor('reads', motor), rest: laneFor('reads', rest), ledger: laneFor('reads', ledger) };

/** All of them on target, with ways back that close so many days from now; null: never opened, or closed before. */
const full = (lanes: readonly Lane[], days: readonly (number | null)[]): ContextState => {
  const context = contextAt(
    'full',
    lanes.map(({ id }) => id),
    lanes,
  );
  return {
    ...context,
    lanes: context.lanes.map((state, at) => {
      const decision = state.intervals.at(-1)?.decision ?? { id: 'd', number: 1 };
      const closesAt = later(noon, (days[at] ?? -1) * dayMs);
      const window = { laneId: state.lane.id, decision, opensAt: later(noon, -9 * dayMs), closesAt, endedAt: null };
      return { ...state, windows: [window] };
    }),
  };
};

const draw = (context: ContextState, change: Partial<RedrawLanesProposal>) => {
  const cohorts = [{ slug: 'motor', name: 'motor', condition: motor.condition }];
  const proposal = { kind: 'redraw_lanes' as const, title: 'New', rationale: 'So.', cohorts, ...change };
  return deriveRedraw(context, worldOf({ context }), proposal);
};
const merged = { cohorts: [] };
const plan = (context: ContextState, payload: RedrawLanesPayload) =>
  planRedraw(context, payload, { id: 'd', number: 2 }, worldOf({ context }));
const accepted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};
const endsOf = (context: ContextState, payload: RedrawLanesPayload) =>
  accepted(plan(context, payload)).changes.flatMap((change) =>
    change.kind === 'lanes_redrawn' ? change.begun.map(({ windowUntil }) => windowUntil) : [],
  );

describe('lanes on target become one', () => {
  test.each<[string, number | null, number | null, Date | null]>([
    ['where their ways back end alike', 5, 5, later(noon, 5 * dayMs)],
    ['where all of them are closed, whenever that was', -1, -3, null],
  ])('%s', (_, one, other, end) => {
    const context = full([reads.motor, reads.rest], [one, other]);
    expect(endsOf(context, accepted(draw(context, merged)))).toEqual([end]);
  });
  test.each<[string, number, number, string]>([
    ['one ends earlier', 3, 5, 'reads/cohort:motor is open until 23 November 2026 at 12:00 UTC'],
    ['one is closed', -1, 5, 'reads/cohort:motor has none'],
  ])('not where %s: the refusal names the lanes and the day from which it works', (_, one, other, said) => {
    const refused = draw(full([reads.motor, reads.rest], [one, other]), merged);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'lanes_not_allowed' } });
    const detail = refused.ok ? '' : refused.refusal.detail;
    expect(detail).toContain('must end alike');
    expect(detail).toContain(said);
    expect(detail).toContain('it works from 25 November 2026 at 12:00 UTC on');
  });
  test('not where their ends came apart between proposal and execution', () => {
    const payload = accepted(draw(full([reads.motor, reads.rest], [5, 5]), merged));
    const extended = full([reads.motor, reads.rest], [5, 6]);
    expect(plan(extended, payload)).toMatchObject({ ok: false, refusal: { code: 'lanes_not_allowed' } });
  });
});

test('a lane that is split hands its way back on to both parts, with its end', () => {
  const context = full([reads.rest], [5]);
  const end = later(noon, 5 * dayMs);
  expect(endsOf(context, accepted(draw(context, {})))).toEqual([end, end]);
});

describe('a subscriber', () => {
  const without = { subscribers: [] };
  const came = {
    subscribers: [{ slug: 'ledger', name: 'Ledger', workloads: ['reads' as const], owner: 'a@b.example' }],
  };
  test.each<[string, boolean, number, number]>([
    ['leaves for a cohort whose way back ends alike', true, 5, 5],
    ['leaves for a cohort where both are closed', true, -1, -1],
    ['does not leave for a cohort whose way back ends earlier', false, 3, 5],
    ['does not leave for a cohort whose way back is over', false, -1, 5],
  ])('%s', (_, ok, own, theirs) => {
    const context = full([reads.rest, reads.ledger], [own, theirs]);
    expect(draw(context, { ...merged, ...without }).ok).toBe(ok);
  });
  test.each<[string, boolean, number]>([
    ['comes on target where no way back is open', true, -1],
    ['does not come on target, and so without a way back, where its requests have one', false, 5],
  ])('%s', (_, ok, theirs) => {
    expect(draw(full([reads.rest], [theirs]), { ...merged, ...came }).ok).toBe(ok);
  });
});
