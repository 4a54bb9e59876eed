import { describe, expect, test } from 'vitest';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { Stage } from '@/lib/domain/words';
import { deriveRollback } from './derive-rollback';
import { decideExpire, decideWithdraw } from './end';
import { freezeEvaluations } from './evaluation';
import { questionOf } from './kinds/all';
import type { Proposal } from './proposal';
import { decideRevise } from './revise';
import type { Revising } from './revising';
import { evidenceHashOf } from './revision';
import {
  codeOf,
  contextAt,
  criterion,
  dayMs,
  fourLanes,
  later,
  noon,
  person,
  plannedContext,
  propose,
  proposed,
  readsForMotor,
  readsMotor,
  readsRest,
  shownOf,
  viewedOf,
  worldOf,
  writesMotor,
  writesRest,
} from './test-world';

const told = { title: 'A move', rationale: 'Because.' };
const advance = (to: Stage, lanes?: LaneName[], rollbackDays?: number): Proposal => ({
  kind: 'advance',
  ...told,
  to,
  lanes,
  rollbackDays,
});
const back = (to?: Stage, lanes?: LaneName[]): Proposal => ({ kind: 'rollback', ...told, to, lanes });
const extension = (lanes: LaneName[]): Proposal => ({
  kind: 'extend_rollback_window',
  ...told,
  lanes,
  by: { days: 1 },
});
const all = [readsMotor, readsRest, writesMotor, writesRest];
const ids = fourLanes.map(({ id }) => id);
const single = fourLanes.slice(0, 1);
const at = (stage: Stage, onTarget: string[] = [], lanes = fourLanes) =>
  worldOf({ context: contextAt(stage, onTarget, lanes) });
const some = ids.slice(0, 2);

describe('a proposal', () => {
  test.each<[string, string, ReturnType<typeof worldOf>, Proposal]>([
    ['planned to shadow', 'ok', worldOf({ context: plannedContext() }), advance('shadow')],
    [
      'planned to shadow with lanes',
      'lanes_not_allowed',
      worldOf({ context: plannedContext() }),
      advance('shadow', [readsMotor]),
    ],
    ['planned to validated', 'transition_not_allowed', worldOf({ context: plannedContext() }), advance('validated')],
    ['shadow to shadow', 'transition_not_allowed', at('shadow'), advance('shadow')],
    ['shadow to validated', 'ok', at('shadow'), advance('validated')],
    ['shadow to selective', 'transition_not_allowed', at('shadow'), advance('selective', [readsMotor])],
    ['validated to selective with lanes', 'ok', at('validated'), advance('selective', [readsMotor])],
    ['validated to selective without lanes', 'lanes_not_allowed', at('validated'), advance('selective')],
    ['validated to selective with every lane', 'lanes_not_allowed', at('validated'), advance('selective', all)],
    ['validated to full', 'transition_not_allowed', at('validated'), advance('full')],
    ['validated to full with a single lane', 'ok', at('validated', [], single), advance('full')],
    [
      'validated to selective with a single lane',
      'transition_not_allowed',
      at('validated', [], single),
      advance('selective', [readsMotor]),
    ],
    ['more lanes', 'ok', at('selective', some), advance('selective', [writesMotor])],
    ['a lane that is on target', 'lanes_not_allowed', at('selective', some), advance('selective', [readsMotor])],
    ['a lane twice', 'lanes_not_allowed', at('validated'), advance('selective', [readsMotor, readsMotor])],
    [
      'an unknown lane',
      'lanes_not_allowed',
      at('validated'),
      advance('selective', [{ workload: 'batch', audience: 'cohort:motor' }]),
    ],
    ['selective to full', 'ok', at('selective', some), advance('full')],
    [
      'selective to full with some of the lanes',
      'lanes_not_allowed',
      at('selective', some),
      advance('full', [writesMotor]),
    ],
    ['full to full', 'transition_not_allowed', at('full', ids), advance('full')],
    ['full to retired', 'transition_not_allowed', at('full', ids), advance('retired')],
    ['an advance to an earlier stage', 'transition_not_allowed', at('validated'), advance('shadow')],
    ['a window of no day', 'invalid_body', at('validated'), advance('selective', [readsMotor], 0)],
    ['a window of half a day', 'invalid_body', at('validated'), advance('selective', [readsMotor], 0.5)],
    ['a window without end', 'invalid_body', at('validated'), advance('selective', [readsMotor], 91)],
    ['a window where no lane moves', 'invalid_body', at('shadow'), advance('validated', [], 14)],
    ['full back to selective', 'ok', at('full', ids), back(undefined, [readsMotor])],
    ['selective back to validated', 'ok', at('selective', some), back('validated')],
    ['selective back to planned', 'ok', at('selective', some), back('planned')],
    [
      'back to validated while lanes stay',
      'transition_not_allowed',
      at('selective', some),
      back('validated', [readsMotor]),
    ],
    ['validated back to shadow', 'ok', at('validated'), back('shadow')],
    ['shadow back to planned', 'ok', at('shadow'), back('planned')],
    ['shadow back to validated', 'transition_not_allowed', at('shadow'), back('validated')],
    ['back to the same stage', 'transition_not_allowed', at('validated'), back('validated')],
    ['back from planned', 'transition_not_allowed', worldOf({ context: plannedContext() }), back('planned')],
    ['back without saying what', 'lanes_not_allowed', at('selective', some), back()],
    ['a lane back that is on legacy', 'lanes_not_allowed', at('selective', some), back(undefined, [writesMotor])],
    ['rules that do not exist', 'not_found', at('shadow'), { kind: 'activate_rules', ...told, ruleSetVersion: 1 }],
  ])('%s: %s', (_, code, world, proposal) => {
    expect(codeOf(propose(world, proposal))).toBe(code);
  });

  test('of rules that are not a draft is refused', () => {
    const ruleSets = [{ version: 1, digest: 'd', state: 'in_force' as const }];
    const world = worldOf({ context: { ...contextAt('shadow'), ruleSets } });
    expect(codeOf(propose(world, { kind: 'activate_rules', ...told, ruleSetVersion: 1 }))).toBe('rules_not_draft');
  });

  test('is possible with unmet criteria and under a hold', () => {
    const world = worldOf({
      evaluations: [criterion({ outcome: 'insufficient' })],
      holds: [{ id: 'h', reason: 'r', placedBy: 'p', placedAt: noon }],
    });
    expect(codeOf(propose(world))).toBe('ok');
  });

  test('to full takes every lane still on legacy', () => {
    const decision = proposed(at('selective', some), advance('full'));
    expect(decision.payload).toMatchObject({
      lanes: [{ laneId: 'writes/cohort:motor' }, { laneId: 'writes/cohort:rest' }],
    });
  });

  test('gets the policy’s window and expires with the policy’s days', () => {
    const decision = proposed(at('validated'), advance('selective', [readsMotor]));
    expect(decision.payload).toMatchObject({ rollbackDays: 14 });
    expect(decision.expiresAt).toEqual(later(noon, 7 * dayMs));
  });
});

describe('two live decisions of a context', () => {
  const live = (world: ReturnType<typeof worldOf>, proposal: Proposal) => [
    { id: 'other', number: 3, payload: proposed(world, proposal).payload },
  ];
  const selective = at('selective', ['reads/cohort:motor']);
  test.each<[string, string, Proposal, Proposal]>([
    [
      'with a lane in common',
      'decision_overlap',
      advance('selective', [readsRest, writesMotor]),
      advance('selective', [readsRest]),
    ],
    ['with different lanes', 'ok', advance('selective', [writesMotor]), advance('selective', [readsRest])],
    ['one of which moves all that is left', 'decision_overlap', advance('full'), advance('selective', [readsRest])],
    [
      'one of which takes the last lane back',
      'decision_overlap',
      back(undefined, [readsMotor]),
      advance('selective', [readsRest]),
    ],
    ['one of which keeps the way back of a lane open', 'ok', extension([readsMotor]), back(undefined, [readsMotor])],
    ['one of which takes back a lane of the other', 'ok', back(undefined, [readsMotor]), extension([readsMotor])],
    ['that both extend one window', 'decision_overlap', extension([readsMotor]), extension([readsMotor])],
  ])('%s: %s', (_, code, first, second) => {
    expect(codeOf(propose(selective, second, live(selective, first)))).toBe(code);
  });
});

describe('the evidence hash', () => {
  const world = worldOf();
  const { document } = proposed(world).revision;
  test('covers every part of what signers see', () => {
    const changes = [
      { ...document, payload: { ...document.payload, title: 'Other' } },
      { ...document, revision: 2 },
      { ...document, versions: { ...document.versions, rules: 2 } },
      { ...document, slots: document.slots.slice(1) },
      { ...document, evaluations: [] },
      { ...document, decision: { ...document.decision, id: 'other' } },
    ];
    expect(new Set([document, ...changes].map(evidenceHashOf)).size).toBe(7);
  });
  test('does not depend on the order in which evaluations or lanes came', () => {
    const two = [criterion({ key: 'b' }), criterion({ key: 'a' })];
    expect(freezeEvaluations(two)).toEqual(freezeEvaluations([...two].reverse()));
    const lanes = [readsRest, writesMotor];
    const hash = (named: LaneName[]) => proposed(world, advance('selective', named)).revision.evidenceHash;
    expect(hash(lanes)).toBe(hash([...lanes].reverse()));
  });
});

describe('a revision', () => {
  const world = worldOf();
  const decision = proposed(world);
  const revise = (revising: Revising, over = {}) =>
    decideRevise({
      viewed: viewedOf(decision, world),
      shown: shownOf(decision),
      reviser: person('eve-engineer'),
      revising,
      reason: 'Wider',
      live: [],
      ...over,
    });
  test('makes its reviser an author and carries another hash', () => {
    const result = revise({ lanes: [readsMotor, readsRest] });
    expect(result).toMatchObject({
      ok: true,
      value: { decision: { authorIds: ['lena', 'eve-engineer'], revision: { number: 2 } } },
    });
    expect(result.ok && result.value.decision.revision.evidenceHash).not.toBe(decision.revision.evidenceHash);
    expect(result.ok && result.value.decision.expiresAt).toEqual(decision.expiresAt);
  });
  test.each<[string, string, () => ReturnType<typeof revise>]>([
    ['that changes nothing', 'nothing_to_change', () => revise({})],
    ['that takes every lane', 'lanes_not_allowed', () => revise({ lanes: all })],
    [
      'of what was not seen',
      'stale_view',
      () => revise({ title: 'x' }, { shown: { revision: 1, evidenceHash: '0'.repeat(64) } }),
    ],
    [
      'of a decision that has ended',
      'decision_not_open',
      () => revise({ title: 'x' }, { viewed: viewedOf({ ...decision, state: 'executed' }, world) }),
    ],
    [
      'into another decision’s lanes',
      'decision_overlap',
      () =>
        revise(
          { lanes: [readsRest] },
          { live: [{ id: 'o', number: 2, payload: proposed(world, advance('selective', [readsRest])).payload }] },
        ),
    ],
  ])('%s is refused with %s', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });
  test('asked again of an unchanged context comes to the same payload', () => {
    expect(proposed(world, questionOf(decision.payload) ?? readsForMotor).payload).toEqual(decision.payload);
  });
});

describe('withdrawing', () => {
  const decision = proposed(worldOf());
  const noRoles = new Set<never>();
  const byKey = { ...decision, proposer: { kind: 'key' as const, id: 'k', name: 'k', personId: null } };
  test.each<[string, string, () => ReturnType<typeof decideWithdraw>]>([
    ['by the proposer', 'ok', () => decideWithdraw(decision, person('lena'), noRoles, '', noon)],
    [
      'by a context owner',
      'ok',
      () => decideWithdraw(decision, person('olga-owner'), new Set(['owner' as const]), '', noon),
    ],
    ['by the proposing key', 'ok', () => decideWithdraw(byKey, byKey.proposer, noRoles, '', noon)],
    ['by another key', 'forbidden', () => decideWithdraw(byKey, { ...byKey.proposer, id: 'other' }, noRoles, '', noon)],
    [
      'by somebody else',
      'forbidden',
      () => decideWithdraw(decision, person('rita-risk'), new Set(['risk' as const]), '', noon),
    ],
    [
      'after execution',
      'decision_not_open',
      () => decideWithdraw({ ...decision, state: 'executed' }, person('lena'), noRoles, '', noon),
    ],
    [
      'after expiry',
      'decision_expired',
      () => decideWithdraw(decision, person('lena'), noRoles, '', later(noon, 7 * dayMs)),
    ],
  ])('%s: %s', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });
});

test('expiry is written down from its instant on, once', () => {
  const decision = proposed(worldOf());
  expect(decideExpire(decision, later(noon, 7 * dayMs - 1))).toBeNull();
  expect(decideExpire(decision, later(noon, 7 * dayMs))).toMatchObject({ state: 'expired' });
  expect(decideExpire({ ...decision, state: 'expired' }, later(noon, 8 * dayMs))).toBeNull();
});

describe('many small steps have as much at stake as one that is large', () => {
  const shares: Readonly<Record<string, number>> = { 'reads/cohort:motor': 30, 'reads/cohort:late': 20 };
  /** Motor, a late one and the rest; `there` are on target. */
  const drawn = (there: readonly string[]) => {
    const two = contextAt('selective', there);
    const late = two.lanes.slice(1, 2).map((state) => ({
      ...state,
      lane: { ...state.lane, id: 'reads/cohort:late', audience: { ...state.lane.audience, slug: 'late' } },
    }));
    const shared = [...two.lanes, ...late].map((state) => {
      const trafficPercent = shares[state.lane.id] ?? 50;
      return { ...state, lane: { ...state.lane, audience: { ...state.lane.audience, trafficPercent } } };
    });
    return { ...two, lanes: shared };
  };
  const late = [{ workload: 'reads' as const, audience: 'cohort:late' }];

  test('on the way forward', () => {
    const step = proposed(worldOf({ context: drawn(['reads/cohort:motor']) }), advance('selective', late));
    expect(step.payload.stakes.sharePercent).toBe(50);
  });

  test('and on the way back after the window, which never asks fewer people', () => {
    const context = drawn(['reads/cohort:motor']);
    const motor = context.lanes.find(({ lane }) => lane.id === 'reads/cohort:motor');
    const both = {
      ...context,
      lanes: context.lanes.map((state) =>
        state.lane.id === 'reads/cohort:late' ? { ...state, ...motor, lane: state.lane } : state,
      ),
    };
    const back = {
      kind: 'rollback' as const,
      title: 'Back',
      rationale: 'Wrong totals',
      scheduledFor: null,
      lanes: late,
    };
    expect(deriveRollback(both, back, false)).toMatchObject({ ok: true, value: { stakes: { sharePercent: 50 } } });
    expect(deriveRollback(both, back, true)).toMatchObject({ ok: true, value: { stakes: { sharePercent: 20 } } });
  });
});
