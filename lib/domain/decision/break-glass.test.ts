import { describe, expect, test } from 'vitest';
import type { Principal } from '@/lib/domain/access/principal';
import { decideAcknowledge } from './acknowledge-review';
import { type BreakGlassInput, decideBreakGlassBack, decideBreakGlassForward, reviewBreakGlass } from './break-glass';
import type { Decision } from './decision';
import { type Emergency, emergencyMissing } from './emergencies';
import { decideWithdraw } from './end';
import { decideExecute, stopRefusal } from './execute';
import { decideRevise } from './revise';
import { decideRollback } from './rollback';
import {
  allSignOffs,
  codeOf,
  contextAt,
  criterion,
  hourMs,
  later,
  minuteMs,
  noon,
  person,
  personActor,
  propose,
  proposed,
  readsMotor,
  shownOf,
  sign,
  signOffBy,
  viewedOf,
  worldOf,
  writesMotor,
} from './test-world';
import type { World } from './world';

const omar = person('omar-operations');
const onTarget = ['reads/cohort:motor'];
const selective = () => worldOf({ context: contextAt('selective', onTarget) });

type TestWorld = ReturnType<typeof worldOf>;

const inputIn = (world: TestWorld, over: Partial<BreakGlassInput> = {}): BreakGlassInput => ({
  ref: { id: 'glass', number: 11 },
  program: 'claims',
  by: omar,
  lanes: [readsMotor],
  incident: 'INC-7',
  reason: 'Payments are lost.',
  world,
  ...over,
});

const back = (world: TestWorld, over: Partial<BreakGlassInput> = {}) =>
  decideBreakGlassBack({ ...inputIn(world, over), review: { id: 'review', number: 12 } });

const forward = (world: TestWorld, over: Partial<BreakGlassInput> = {}) =>
  decideBreakGlassForward(inputIn(world, over));

const taken = <T>(result: { ok: true; value: T } | { ok: false; refusal: { detail: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};

const emergency = (over: Partial<Emergency> = {}): Emergency => ({
  breakGlass: { id: 'glass', number: 11 },
  context: { id: 'context-1', slug: 'payments' },
  incident: 'INC-7',
  review: { id: 'review', number: 12 },
  acknowledgeBy: later(noon, 24 * hourMs),
  acknowledgedAt: null,
  dueAt: later(noon, 72 * hourMs),
  ...over,
});

const key: Principal = { kind: 'key', id: 'key-1', name: 'pager', personId: 'omar-operations' };

describe('going back in an emergency', () => {
  test('is done at once by one person, says why and for which incident, and opens a review due in three days', () => {
    const { decision, effects, review, dueAt } = taken(back(selective()));
    expect(decision).toMatchObject({ kind: 'break_glass', state: 'executed', revision: { document: { slots: [] } } });
    expect(effects.authority.map(({ opens }) => [opens.side, opens.epoch])).toEqual([['legacy', 3]]);
    expect(effects.facts.map(({ type }) => type)).toEqual([
      'decision.proposed',
      'decision.executed',
      'authority.rolled_back',
      'stage.changed',
      'window.used',
      'break_glass.used',
      'decision.proposed',
    ]);
    expect(review).toMatchObject({ kind: 'review_break_glass', state: 'open', expiresAt: null });
    expect(dueAt).toEqual(later(noon, 72 * hourMs));
  });

  test('is titled by the names of its lanes', () => {
    const { context, ...world } = selective();
    const lanes = context.lanes.map((state) => ({
      ...state,
      lane: { ...state.lane, audience: { ...state.lane.audience, name: 'Motor in the EU' } },
    }));
    const named = { ...world, context: { ...context, lanes } } as TestWorld;
    expect(taken(back(named)).decision.payload.title).toBe('Break glass: reads, Motor in the EU to legacy');
    expect(taken(forward(named, { lanes: [writesMotor] })).decision.payload.title).toBe(
      'Break glass: writes, Motor in the EU to target',
    );
  });

  test.each<[string, Partial<Omit<World, 'context'>>]>([
    ['a hold', { holds: [{ id: 'h', reason: 'Freeze', placedBy: 'rita-risk', placedAt: noon }] }],
    [
      'an overdue review of a rollback',
      {
        reviews: [{ rollback: { id: 'r', number: 1 }, review: { id: 'v', number: 2 }, dueAt: noon, reviewedAt: null }],
      },
    ],
    ['an emergency that was not reviewed', { emergencies: [emergency()] }],
    ['an overdue emergency elsewhere', { emergencies: [emergency({ context: { id: 'c', slug: 'c' }, dueAt: noon })] }],
  ])('is not stopped by %s, and nor is a rollback inside its window', (_, over) => {
    const world = { ...selective(), ...over };
    expect(codeOf(back(world))).toBe('ok');
    const rollback = { id: 'rollback', number: 11 };
    const ask = { program: 'claims', by: omar, lanes: [readsMotor], reason: 'Now.', world };
    expect(codeOf(decideRollback({ ...ask, rollback, review: { id: 'review', number: 12 } }))).toBe('ok');
  });

  test('needs no open window: also a closed and a used one lead back', () => {
    const context = contextAt('selective', onTarget);
    const lanes = context.lanes.map((state) => ({
      ...state,
      windows: state.windows.map((window) => ({ ...window, closesAt: later(noon, -hourMs) })),
    }));
    const { effects } = taken(back(worldOf({ context: { ...context, lanes } })));
    expect(effects.windowsEnded).toEqual([]);
    expect(effects.authority).toHaveLength(1);
  });

  test.each<[string, string, Partial<BreakGlassInput>]>([
    ['a key', 'signer_not_human', { by: key }],
    ['nobody without a reason', 'comment_required', { reason: ' ' }],
    ['nobody without an incident', 'comment_required', { incident: '' }],
    ['nobody without lanes', 'lanes_not_allowed', { lanes: [] }],
    ['nobody for a lane on legacy', 'lanes_not_allowed', { lanes: [writesMotor] }],
    ['nobody with a window', 'invalid_body', { rollbackDays: 3 }],
    ['nobody to a later stage', 'transition_not_allowed', { to: 'full' }],
  ])('is for %s (%s)', (_, code, over) => {
    expect(codeOf(back(selective(), over))).toBe(code);
  });

  test('never leads back from retired', () => {
    const all = contextAt('selective', onTarget).lanes.map(({ lane }) => lane.id);
    expect(codeOf(back(worldOf({ context: contextAt('retired', all) })))).toBe('transition_not_allowed');
  });
});

describe('going forward in an emergency', () => {
  test('waits fifteen minutes for a second person, shows its criteria as they are, and is stopped by none of them', () => {
    const world = worldOf({ evaluations: [criterion({ outcome: 'not_met' })] });
    const { decision } = taken(forward(world));
    expect(decision).toMatchObject({ state: 'open', expiresAt: later(noon, 15 * minuteMs) });
    expect(decision.revision.document).toMatchObject({
      slots: [{ role: 'risk', count: 1 }],
      evaluations: [{ outcome: 'not_met', blocking: false }],
    });
    const viewed = viewedOf(decision, world);
    expect(codeOf(sign(viewed, 'omar-operations', 'risk'))).toBe('role_missing');
    expect(codeOf(sign(viewed, 'rita-risk', 'risk'))).toBe('ok');
    const signed = { ...viewed, signOffs: [signOffBy(decision, 'rita-risk', 'risk')] };
    const executed = taken(decideExecute(signed, omar, shownOf(decision)));
    expect(executed.effects.windowsOpened).toHaveLength(1);
    const expired = { ...world, at: later(noon, 15 * minuteMs) };
    expect(codeOf(decideExecute({ ...signed, world: expired }, omar, shownOf(decision)))).toBe('decision_expired');
  });

  test('never skips a stage', () => {
    const shadow = worldOf({ context: contextAt('shadow') });
    expect(codeOf(forward(shadow))).toBe('transition_not_allowed');
    expect(codeOf(forward(worldOf({ context: contextAt('validated') }), { to: 'full' }))).toBe(
      'transition_not_allowed',
    );
  });

  test.each<[string, Partial<Omit<World, 'context'>>]>([
    ['held', { holds: [{ id: 'h', reason: 'Freeze', placedBy: 'rita-risk', placedAt: noon }] }],
    ['break_glass_unreviewed', { emergencies: [emergency()] }],
    ['break_glass_overdue', { emergencies: [emergency({ context: { id: 'c', slug: 'c' }, dueAt: noon })] }],
  ])('is stopped as every move towards target is: %s', (code, over) => {
    const world = { ...worldOf(), ...over };
    const { decision } = taken(forward(world));
    expect(stopRefusal({ decision, world })?.code).toBe(code);
  });

  test('does not stand in the way of what is proposed while it waits, and cannot be turned into something else', () => {
    const world = worldOf();
    const { decision } = taken(forward(world));
    const live = [{ id: decision.id, number: decision.number, payload: decision.payload }];
    expect(codeOf(propose(world, undefined, live))).toBe('ok');
    const revise = {
      viewed: viewedOf(decision, world),
      shown: shownOf(decision),
      reviser: omar,
      reason: 'x',
      live: [],
    };
    expect(codeOf(decideRevise({ ...revise, revising: { lanes: [readsMotor] } }))).toBe('nothing_to_change');
  });
});

describe('the review of an emergency', () => {
  const world = worldOf();
  const glass = taken(forward(world)).decision;
  const { payload } = glass;
  if (payload.kind !== 'break_glass') throw new Error('not a break-glass move');
  const { review } = reviewBreakGlass(glass, payload, { id: 'review', number: 12 }, ['rita-risk'], world);
  const revise = (revising: Parameters<typeof decideRevise>[0]['revising'], decision: Decision = review) =>
    decideRevise({
      viewed: viewedOf(decision, world),
      shown: shownOf(decision),
      reviser: person('olga-owner'),
      revising,
      reason: 'Found out.',
      live: [],
    });

  test('asks for two, one of them risk, and neither who moved nor who stood for it', () => {
    expect(review.revision.document.slots.map(({ role }) => role)).toEqual(['business', 'risk']);
    expect(review.authorIds).toEqual(['omar-operations', 'rita-risk']);
    expect(codeOf(sign(viewedOf(review, world), 'rita-risk', 'risk'))).toBe('self_approval');
  });

  test('is signed once it has a finding, which is part of what is signed', () => {
    expect(codeOf(sign(viewedOf(review, world), 'bo-business', 'business'))).toBe('finding_missing');
    expect(codeOf(revise({ finding: 'reverse' }))).toBe('comment_required');
    const { decision } = taken(revise({ finding: 'reverse', follows: 'Roll D-11 back today.' }));
    expect(decision.payload).toMatchObject({ finding: { verdict: 'reverse', follows: 'Roll D-11 back today.' } });
    expect(decision.revision.evidenceHash).not.toBe(review.revision.evidenceHash);
    expect(codeOf(sign(viewedOf(decision, world), 'bo-business', 'business'))).toBe('ok');
    expect(codeOf(sign(viewedOf(decision, world), 'olga-owner', 'owner'))).toBe('self_approval');
    expect(
      codeOf(decideExecute(viewedOf(decision, world, { signOffs: allSignOffs(decision) }), omar, shownOf(decision))),
    ).toBe('sign_offs_missing');
  });

  test('is refused without being rejected, and never withdrawn', () => {
    const { decision } = taken(revise({ finding: 'ratified' }));
    const refused = sign(viewedOf(decision, world), 'bo-business', 'business', { verdict: 'refuse', comment: 'No.' });
    expect(refused).toMatchObject({ ok: true, value: { state: 'open' } });
    expect(codeOf(decideWithdraw(decision, omar, new Set(['operations']), 'x', noon))).toBe('transition_not_allowed');
  });

  test.each<[string, string, Parameters<typeof decideAcknowledge>]>([
    ['by who may sign it', 'ok', [review, personActor('bo-business'), new Set(['business'] as const), null]],
    ['not by who moved', 'self_approval', [review, personActor('omar-operations'), new Set(['risk'] as const), null]],
    ['not by who cannot sign it', 'role_missing', [review, personActor('x'), new Set(['lead'] as const), null]],
    ['once', 'nothing_to_change', [review, personActor('bo-business'), new Set(['business'] as const), { name: 'Ro' }]],
    ['for nothing else', 'transition_not_allowed', [proposed(world), personActor('bo-business'), new Set(), null]],
  ])('is taken on %s (%s)', (_, code, asked) => {
    expect(codeOf(decideAcknowledge(...asked))).toBe(code);
  });
});

test('an unreviewed emergency stops its own context; an overdue one stops every context of the program', () => {
  const codes = (contextId: string, at: Date) => emergencyMissing([emergency()], contextId, at).map(({ code }) => code);
  expect(codes('context-1', noon)).toEqual(['break_glass_unreviewed']);
  expect(codes('context-2', noon)).toEqual([]);
  const due = later(noon, 72 * hourMs);
  expect(codes('context-1', due)).toEqual(['break_glass_overdue']);
  expect(codes('context-2', due)).toEqual(['break_glass_overdue']);
});
