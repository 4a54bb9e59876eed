import { describe, expect, test } from 'vitest';
import type { Role } from '@/lib/domain/words';
import { stageOnRecord } from './context-state';
import { decideExecute } from './execute';
import { lanesOf } from './payload';
import { standingOf } from './standing';
import {
  allSignOffs,
  codeOf,
  contextAt,
  criterion,
  dayMs,
  fourLanes,
  hourMs,
  later,
  noon,
  person,
  proposed,
  shownOf,
  signOffBy,
  staff,
  viewedOf,
  worldOf,
} from './test-world';

const world = worldOf();
const decision = proposed(world);
const signOffs = allSignOffs(decision);
const ready = viewedOf(decision, world, { signOffs });
const execute = (viewed = ready, who = person('lena')) => decideExecute(viewed, who, shownOf(viewed.decision));

test('an approved decision moves its lanes after the lease, opens windows and sets the stage', () => {
  const result = execute();
  expect(result.ok).toBe(true);
  if (!result.ok) return;
  const { effects, counted, preflight } = result.value;
  expect(effects.effectiveFrom).toEqual(later(noon, 31_000));
  expect(effects.authority).toMatchObject([
    {
      laneId: 'reads/cohort:motor',
      closes: { epoch: 1 },
      opens: { epoch: 2, side: 'target', from: later(noon, 31_000) },
    },
  ]);
  expect(effects.stage).toMatchObject({ from: 'validated', to: 'selective' });
  expect(effects.windowsOpened).toMatchObject([
    { opensAt: later(noon, 31_000), closesAt: later(noon, 31_000 + 14 * dayMs) },
  ]);
  expect(counted.map(({ slot }) => slot)).toEqual(['business', 'operations', 'risk']);
  expect(preflight.map(({ key, outcome }) => [key, outcome])).toEqual([['outcomes', 'met']]);
  expect(effects.facts.map(({ type }) => type)).toEqual([
    'decision.executed',
    'authority.shifted',
    'stage.changed',
    'window.opened',
  ]);
});

test('who proposed may execute, and a person who signed without being counted may too', () => {
  const holders = new Map([...staff, ['rex', new Set<Role>(['risk'])]]);
  const surplus = {
    ...ready,
    world: worldOf({ holders }),
    signOffs: [...signOffs, signOffBy(decision, 'rex', 'risk', { signedAt: later(noon, 1) })],
  };
  expect(codeOf(execute())).toBe('ok');
  expect(codeOf(execute(surplus, person('rex')))).toBe('ok');
});

describe('execution is refused', () => {
  const without = (id: string) => ({ ...ready, signOffs: signOffs.filter(({ personId }) => personId !== id) });
  const inWorld = (over: Parameters<typeof worldOf>[0]) => ({ ...ready, world: worldOf(over) });
  const hold = { id: 'h', reason: 'Month-end close', placedBy: 'rita-risk', placedAt: noon };
  const review = { rollback: { id: 'r', number: 5 }, review: { id: 'v', number: 6 }, dueAt: noon, reviewedAt: null };
  const demoted = new Map([...staff, ['rita-risk', new Set<Role>(['viewer'])]]);
  const gone = new Map([...staff].filter(([id]) => id !== 'bo-business'));
  const rows: [string, string, () => ReturnType<typeof execute>][] = [
    [
      'when it was executed already',
      'decision_not_open',
      () => execute({ ...ready, decision: { ...decision, state: 'executed' } }),
    ],
    [
      'when it was rejected',
      'decision_not_open',
      () => execute({ ...ready, decision: { ...decision, state: 'rejected' } }),
    ],
    ['when it has expired', 'decision_expired', () => execute(inWorld({ at: later(noon, 7 * dayMs) }))],
    [
      'for another hash',
      'stale_view',
      () => decideExecute(ready, person('lena'), { revision: 1, evidenceHash: '0'.repeat(64) }),
    ],
    ['when a sign-off is missing', 'sign_offs_missing', () => execute(without('rita-risk'))],
    ['when a signer lost the role', 'sign_offs_missing', () => execute(inWorld({ holders: demoted }))],
    ['when a signer lost the account', 'sign_offs_missing', () => execute(inWorld({ holders: gone }))],
    [
      'when a sign-off was revoked',
      'sign_offs_missing',
      () => execute({ ...ready, signOffs: signOffs.map((given) => ({ ...given, revokedAt: noon })) }),
    ],
    [
      'when sign-offs are for an earlier revision',
      'sign_offs_missing',
      () => execute({ ...ready, signOffs: signOffs.map((given) => ({ ...given, evidenceHash: 'e'.repeat(64) })) }),
    ],
    ['to a counted signer', 'executor_signed', () => execute(ready, person('omar-operations'))],
    [
      'to the key of a counted signer',
      'executor_signed',
      () => execute(ready, { kind: 'key', id: 'k', name: 'k', personId: 'omar-operations' }),
    ],
    [
      'to a key that a counted signer issued to somebody else',
      'executor_signed',
      () => execute(ready, { kind: 'key', id: 'k', name: 'k', personId: 'lena', issuerId: 'omar-operations' }),
    ],
    [
      'when a criterion is no longer met',
      'stale_view',
      () => execute(inWorld({ evaluations: [criterion({ outcome: 'not_met' })] })),
    ],
    [
      'when a criterion has outlived its evidence',
      'stale_view',
      () => execute(inWorld({ at: later(noon, 2 * dayMs) })),
    ],
    [
      'when the gate does not open',
      'preflight_failed',
      () => execute(inWorld({ blocks: [{ code: 'x', message: 'No outcome is compared.' }] })),
    ],
    ['under a hold', 'held', () => execute(inWorld({ holds: [hold] }))],
    ['with an overdue review', 'review_overdue', () => execute(inWorld({ reviews: [review] }))],
    [
      'when the lane changed hands',
      'stale_view',
      () => execute(inWorld({ context: contextAt('selective', ['reads/cohort:motor']) })),
    ],
    [
      'when another policy is in force',
      'stale_view',
      () => execute(inWorld({ versions: { policy: 2, rules: 1, criteria: 1 } })),
    ],
    [
      'when another rule set is in force',
      'stale_view',
      () => execute(inWorld({ versions: { policy: 1, rules: 2, criteria: 1 } })),
    ],
    [
      'when another criteria set is in force',
      'stale_view',
      () => execute(inWorld({ versions: { policy: 1, rules: 1, criteria: 2 } })),
    ],
  ];
  test.each(rows)('%s', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });

  test('and names everything that stands in the way at once', () => {
    const viewed = { ...without('rita-risk'), world: worldOf({ holds: [hold], reviews: [review] }) };
    const result = execute(viewed);
    expect(result.ok || (result.refusal.errors ?? []).map(({ code }) => code)).toEqual([
      'sign_offs_missing',
      'held',
      'review_overdue',
    ]);
  });
});

test('a review that is reviewed, or not yet due, stops nothing', () => {
  const review = {
    rollback: { id: 'r', number: 5 },
    review: { id: 'v', number: 6 },
    dueAt: later(noon, 1),
    reviewedAt: null,
  };
  expect(codeOf(execute({ ...ready, world: worldOf({ reviews: [review] }) }))).toBe('ok');
  expect(
    codeOf(execute({ ...ready, world: worldOf({ reviews: [{ ...review, dueAt: noon, reviewedAt: noon }] }) })),
  ).toBe('ok');
});

describe('the standing of a decision', () => {
  const empty = standingOf(viewedOf(decision, world));
  test('is open while sign-offs are missing, and approved when none is', () => {
    expect(empty.state).toBe('open');
    expect(empty.missing.map(({ message }) => message)).toEqual([
      '1 sign-off as business owner is missing.',
      '1 sign-off as operations is missing.',
      '1 sign-off as risk is missing.',
    ]);
    expect(standingOf(ready)).toMatchObject({ state: 'approved', complete: true, missing: [] });
  });
  test('is expired by time alone', () => {
    const at = later(noon, 7 * dayMs);
    const late = worldOf({ at, evaluations: [criterion({ validUntil: null })] });
    expect(standingOf({ ...ready, world: late }).state).toBe('expired');
    expect(
      standingOf({ ...ready, world: worldOf({ at: later(at, -1), evaluations: [criterion({ validUntil: null })] }) })
        .state,
    ).toBe('approved');
  });
  test('says why a sign-off does not count', () => {
    const demoted = new Map([...staff, ['rita-risk', new Set<Role>(['viewer'])]]);
    const { uncounted } = standingOf({ ...ready, world: worldOf({ holders: demoted }) });
    expect(uncounted.map(({ why }) => why)).toEqual(['rita-risk no longer holds the role risk.']);
  });
});

test('a context with a single lane goes from validated to full with the sign-offs of both transitions', () => {
  const context = contextAt('validated', [], fourLanes.slice(0, 1));
  const single = worldOf({ context });
  const whole = proposed(single, { kind: 'advance', to: 'full', title: 'All', rationale: '' });
  expect(whole.revision.document.slots.map(({ role }) => role)).toEqual(['business', 'operations', 'risk', 'finance']);
  const result = execute(viewedOf(whole, single, { signOffs: allSignOffs(whole) }));
  expect(result).toMatchObject({ ok: true, value: { effects: { stage: { from: 'validated', to: 'full' } } } });
});

test('leaving planned opens every lane on legacy at epoch 1, at once', () => {
  const context = {
    ...contextAt('planned'),
    lanes: contextAt('planned').lanes.map((state) => ({ ...state, intervals: [] })),
  };
  const planned = worldOf({ context, evaluations: [] });
  const shadow = proposed(planned, { kind: 'advance', to: 'shadow', title: 'Shadow', rationale: '' });
  const result = execute(viewedOf(shadow, planned, { signOffs: allSignOffs(shadow) }));
  expect(result.ok && result.value.effects.authority.map(({ opens }) => opens)).toEqual(
    Array.from({ length: 4 }, () => ({ epoch: 1, side: 'legacy', from: noon })),
  );
});

describe('rules', () => {
  const ruleSets = [
    { version: 1, digest: 'd1', state: 'in_force' as const },
    { version: 2, digest: 'd2', state: 'draft' as const },
  ];
  const context = { ...contextAt('shadow'), ruleSets };
  const rules = worldOf({ context, holds: [{ id: 'h', reason: 'r', placedBy: 'p', placedAt: noon }] });
  const activation = proposed(rules, { kind: 'activate_rules', ruleSetVersion: 2, title: 'Rules 2', rationale: '' });
  test('come into force by a business owner’s sign-off, whatever the criteria say and also under a hold', () => {
    const bad = { ...rules, evaluations: [criterion({ outcome: 'not_met' })] };
    const result = execute(viewedOf(activation, bad, { signOffs: allSignOffs(activation) }));
    expect(result.ok && result.value.effects.changes).toEqual([
      { kind: 'rules_activated', version: 2, digest: 'd2', replaces: 1 },
    ]);
    expect(result.ok && result.value.effects.authority).toEqual([]);
  });
  test('that are in force meanwhile have lost their object', () => {
    const inForce = { ...context, ruleSets: ruleSets.map((set) => ({ ...set, state: 'in_force' as const })) };
    const viewed = viewedOf(activation, { ...rules, context: inForce }, { signOffs: allSignOffs(activation) });
    expect(codeOf(execute(viewed))).toBe('stale_view');
  });
});

test('after the window, going back takes the forward sign-offs and no match rate', () => {
  const since = later(noon, -30 * dayMs);
  const context = contextAt('selective', ['reads/cohort:motor']);
  const closed = {
    ...context,
    lanes: context.lanes.map((state) => ({
      ...state,
      windows: state.windows.map((window) => ({ ...window, closesAt: later(since, hourMs) })),
    })),
  };
  const failing = worldOf({
    context: closed,
    evaluations: [criterion({ outcome: 'not_met' })],
    holds: [{ id: 'h', reason: 'r', placedBy: 'p', placedAt: noon }],
  });
  const back = proposed(failing, {
    kind: 'rollback',
    lanes: [{ workload: 'reads', audience: 'cohort:motor' }],
    title: 'Back',
    rationale: 'It is wrong.',
  });
  expect(back.revision.document.slots.map(({ role }) => role)).toEqual(['business', 'operations', 'risk']);
  expect(back.revision.document.evaluations).toEqual([]);
  const result = execute(viewedOf(back, failing, { signOffs: allSignOffs(back) }));
  expect(result).toMatchObject({ ok: true, value: { effects: { stage: { to: 'validated' }, windowsEnded: [] } } });
  expect(lanesOf(back.payload)).toHaveLength(1);
  expect(stageOnRecord(closed)).toBe('selective');
});
