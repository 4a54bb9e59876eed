import { describe, expect, test } from 'vitest';
import { decideWithdraw } from './end';
import { decideExecute } from './execute';
import { decideRevise } from './revise';
import { decideRollback, type RollbackInput } from './rollback';
import { standingOf } from './standing';
import {
  codeOf,
  contextAt,
  dayMs,
  later,
  noon,
  person,
  readsMotor,
  readsRest,
  shownOf,
  sign,
  signOffBy,
  viewedOf,
  worldOf,
} from './test-world';

const context = contextAt('selective', ['reads/cohort:motor', 'reads/cohort:rest']);
const input: RollbackInput = {
  rollback: { id: 'rollback', number: 9 },
  review: { id: 'review', number: 10 },
  program: 'claims',
  by: person('omar-operations'),
  lanes: [readsMotor],
  reason: 'Wrong totals',
  world: worldOf({ context }),
};
const closedLane = {
  ...context,
  lanes: context.lanes.map((state) =>
    state.lane.id === 'reads/cohort:rest'
      ? { ...state, windows: state.windows.map((window) => ({ ...window, closesAt: noon })) }
      : state,
  ),
};

const rolledBack = (over: Partial<RollbackInput> = {}) => {
  const result = decideRollback({ ...input, ...over });
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};

test('one person with a reason goes back at once, after the short lease, and a review is due in 72 hours', () => {
  const { rollback, effects, review, reviewDueAt } = rolledBack();
  expect(rollback).toMatchObject({ state: 'executed', kind: 'rollback', payload: { withinWindow: true } });
  expect(effects.effectiveFrom).toEqual(later(noon, 6_000));
  expect(effects.authority).toMatchObject([{ opens: { side: 'legacy', epoch: 3 } }]);
  expect(effects.windowsEnded).toMatchObject([{ decision: { id: 'decision-0' }, endedAt: noon }]);
  expect(effects.stage).toBeNull();
  expect(review).toMatchObject({
    state: 'open',
    kind: 'review_rollback',
    expiresAt: null,
    authorIds: ['omar-operations'],
  });
  expect(reviewDueAt).toEqual(later(noon, 3 * dayMs));
  expect(effects.facts.map(({ type }) => type)).toEqual([
    'decision.proposed',
    'decision.executed',
    'authority.rolled_back',
    'window.used',
    'decision.proposed',
  ]);
});

test('with no lane left on target the stage is validated, or the earlier one asked for', () => {
  expect(rolledBack({ lanes: [readsMotor, readsRest] }).effects.stage).toMatchObject({ to: 'validated' });
  expect(rolledBack({ lanes: [readsMotor, readsRest], to: 'shadow' }).effects.stage).toMatchObject({ to: 'shadow' });
});

test('a change that is pending is undone right after it takes effect, or after the leases given in between', () => {
  const from = later(noon, 20_000);
  const pending = {
    ...context,
    lanes: context.lanes.map((state) => ({
      ...state,
      intervals: state.intervals.map((interval) =>
        interval.epoch === 2 ? { ...interval, from } : interval.to === null ? interval : { ...interval, to: from },
      ),
      windows: state.windows.map((window) => ({ ...window, opensAt: from })),
    })),
    stages: context.stages.map((interval) =>
      interval.to === null ? { ...interval, from } : { ...interval, to: from },
    ),
  };
  const at = (instant: Date) =>
    rolledBack({ lanes: [readsMotor, readsRest], world: worldOf({ at: instant, context: pending }) });
  expect(at(noon).effects.effectiveFrom).toEqual(later(from, 1));
  expect(at(later(from, -100)).effects.effectiveFrom).toEqual(later(from, -100 + 6_000));
});

describe('a rollback inside its window is refused and nothing moves', () => {
  test.each<[string, string, Partial<RollbackInput>]>([
    ['without a reason', 'comment_required', { reason: ' ' }],
    ['without lanes', 'lanes_not_allowed', { lanes: [] }],
    ['without lanes, naming a stage', 'lanes_not_allowed', { lanes: [], to: 'validated' }],
    [
      'when one lane is outside its window',
      'window_closed',
      { lanes: [readsMotor, readsRest], world: worldOf({ context: closedLane }) },
    ],
    ['for a lane on legacy', 'lanes_not_allowed', { lanes: [{ workload: 'writes', audience: 'cohort:rest' }] }],
    [
      'for a lane of another context',
      'lanes_not_allowed',
      { lanes: [{ workload: 'batch', audience: 'cohort:other' }] },
    ],
    ['for a lane named twice', 'lanes_not_allowed', { lanes: [readsMotor, readsMotor] }],
    ['to an earlier stage while lanes stay on target', 'transition_not_allowed', { to: 'validated' }],
    ['to a later stage', 'transition_not_allowed', { lanes: [readsMotor, readsRest], to: 'full' }],
    ['by a key of nobody', 'signer_not_human', { by: { kind: 'key', id: 'k', name: 'k', personId: null } }],
  ])('%s', (_, code, over) => {
    expect(codeOf(decideRollback({ ...input, ...over }))).toBe(code);
  });
});

test('no hold, overdue review or unmet criterion stops a rollback', () => {
  const stopped = worldOf({
    context,
    evaluations: [],
    blocks: [{ code: 'x', message: 'x' }],
    holds: [{ id: 'h', reason: 'r', placedBy: 'p', placedAt: noon }],
    reviews: [{ rollback: { id: 'r', number: 1 }, review: { id: 'v', number: 2 }, dueAt: noon, reviewedAt: null }],
  });
  expect(codeOf(decideRollback({ ...input, world: stopped }))).toBe('ok');
});

describe('the review of a rollback', () => {
  const { review, reviewDueAt } = rolledBack();
  const world = worldOf({
    at: later(reviewDueAt, dayMs),
    context,
    holds: [{ id: 'h', reason: 'r', placedBy: 'p', placedAt: noon }],
  });
  const signOffs = [signOffBy(review, 'bo-business', 'business'), signOffBy(review, 'rita-risk', 'risk')];

  test('is signed off and executed even late and under a hold', () => {
    const result = decideExecute(viewedOf(review, world, { signOffs }), person('omar-operations'), shownOf(review));
    expect(result).toMatchObject({ ok: true, value: { effects: { authority: [], changes: [] } } });
    expect(review.payload).toMatchObject({ rollback: { number: 9 } });
  });
  test('is not signed by who rolled back', () => {
    const holders = new Map([['omar-operations', new Set(['risk' as const])]]);
    expect(codeOf(sign(viewedOf(review, { ...world, holders }), 'omar-operations', 'risk'))).toBe('self_approval');
  });
  test('stays open when refused, until a revision answers the refusal', () => {
    const refused = sign(viewedOf(review, world), 'rita-risk', 'risk', { verdict: 'refuse', comment: 'Which totals?' });
    expect(refused).toMatchObject({ ok: true, value: { state: 'open' } });
    if (!refused.ok) return;
    const given = [signOffBy(review, 'bo-business', 'business'), refused.value.signOff];
    const viewed = viewedOf(review, world, { signOffs: given });
    expect(standingOf(viewed).missing.map(({ code }) => code)).toContain('refused');
    const revised = decideRevise({
      viewed,
      shown: shownOf(review),
      reviser: person('omar-operations'),
      revising: { rationale: 'Totals of 19 November' },
      reason: 'Answered',
      live: [],
    });
    expect(revised).toMatchObject({ ok: true, value: { decision: { revision: { number: 2 } } } });
    if (!revised.ok) return;
    const again = standingOf(viewedOf(revised.value.decision, world, { signOffs: given }));
    expect(again.missing.map(({ code }) => code)).toEqual(['sign_offs_missing', 'sign_offs_missing']);
  });
  test('is not withdrawn', () => {
    expect(codeOf(decideWithdraw(review, person('omar-operations'), new Set(), '', noon))).toBe(
      'transition_not_allowed',
    );
  });
});
