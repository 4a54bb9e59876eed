import { describe, expect, test } from 'vitest';
import { noTraffic, type Stakes } from '@/lib/domain/decision/stakes';
import { defaultPolicy, parsePolicy, policySchema, type Slot } from './document';
import { backwardSlots, forwardSlots, slotsOfKind } from './slots';

const stakes = noTraffic('standard');

const names = (slots: readonly Slot[]) => slots.map(({ role, count }) => (count === 1 ? role : `${role}×${count}`));

test('a policy that says nothing asks for the sign-offs of the domain', () => {
  const { transitions, kinds, ...rest } = defaultPolicy;
  expect(
    Object.fromEntries(Object.entries({ ...transitions, ...kinds }).map(([name, slots]) => [name, names(slots)])),
  ).toEqual({
    'planned>shadow': ['owner'],
    'shadow>validated': ['owner', 'business'],
    'validated>selective': ['business', 'operations', 'risk'],
    'selective>selective': ['business', 'operations', 'risk'],
    'selective>full': ['business', 'operations', 'risk', 'finance'],
    rollback: ['business', 'operations', 'risk'],
    redraw_lanes: ['owner', 'operations'],
    extend_rollback_window: ['operations', 'risk'],
    activate_rules: ['business'],
    activate_criteria: ['owner', 'risk'],
    accept_risk: ['business', 'risk'],
    authorise_replay: ['owner', 'operations'],
    extend_deadline: ['owner', 'risk'],
    retire_legacy: ['business', 'operations', 'risk'],
    review_rollback: ['business', 'risk'],
    change_policy: ['owner', 'risk'],
    break_glass: ['risk'],
    review_break_glass: ['business', 'risk'],
  });
  expect(rest).toEqual({
    conditional: [],
    approvalDays: 14,
    decisionDays: 7,
    coolingOffHours: 24,
    workloadOrder: ['reads', 'writes', 'batch', 'streaming'],
    rollbackRoles: ['operations'],
    reviewHours: 72,
    breakGlassRoles: ['operations'],
    breakGlassReviewHours: 72,
    leaseSeconds: 30,
    windowLeaseSeconds: 5,
    windowWarnHours: 48,
    windowExtensions: 2,
    rollbackDays: { min: 1, max: 90, default: 14 },
  });
});

describe('a policy fails closed', () => {
  const owner = [{ role: 'owner', count: 1 }];
  test.each<[string, unknown]>([
    ['that is no document', 'owner'],
    ['that is missing', null],
    ['with a word it does not know', { quorum: 2 }],
    ['with a transition it does not know', { transitions: { 'planned>full': owner } }],
    ['that lets a forward move pass without anybody', { transitions: { 'planned>shadow': [] } }],
    ['that asks for nobody of a role', { transitions: { 'planned>shadow': [{ role: 'owner', count: 0 }] } }],
    ['that lets an administrator sign', { transitions: { 'planned>shadow': [{ role: 'admin', count: 1 }] } }],
    ['that lets a viewer sign', { kinds: { rollback: [{ role: 'viewer', count: 1 }] } }],
    ['that names a role twice', { kinds: { rollback: [...owner, ...owner] } }],
    ['that puts rules in force without a business owner', { kinds: { activate_rules: owner } }],
    ['in which nobody can roll back', { rollbackRoles: [] }],
    ['in which an administrator rolls back', { rollbackRoles: ['admin'] }],
    ['with a window lease longer than the usual one', { leaseSeconds: 5, windowLeaseSeconds: 6 }],
    ['with a lease of nothing', { leaseSeconds: 0 }],
    ['with an open-ended window', { rollbackDays: { max: 1_000 } }],
    ['whose usual window is longer than the longest', { rollbackDays: { max: 10, default: 14 } }],
    ['with a review that is never due', { reviewHours: 10_000 }],
    ['that lets one person take everything to target', { transitions: { 'selective>full': owner } }],
    ['that lets one person retire legacy', { kinds: { retire_legacy: owner } }],
    ['that lets one person change it', { kinds: { change_policy: owner } }],
    ['that lets one person review an emergency', { kinds: { review_break_glass: [{ role: 'risk', count: 1 }] } }],
    ['that reviews an emergency without risk', { kinds: { review_break_glass: [{ role: 'business', count: 2 }] } }],
    ['that lets an emergency go forward unconfirmed', { kinds: { break_glass: [] } }],
    ['that names fewer people than places', { kinds: { rollback: [{ role: 'risk', count: 2, people: ['a@b'] }] } }],
    ['that names somebody without an address', { kinds: { rollback: [{ role: 'risk', count: 1, people: ['ada'] }] } }],
    ['with a condition that says nothing', { conditional: [{ when: {}, slots: owner }] }],
    ['with a condition on a word it does not know', { conditional: [{ when: { risk: ['grave'] }, slots: owner }] }],
    ['with a condition on more than everything', { conditional: [{ when: { sharePercent: 101 }, slots: owner }] }],
    ['with an order that names a workload twice', { workloadOrder: ['reads', 'reads'] }],
    ['in which approvals count for ever', { approvalDays: 1_000 }],
  ])('%s', (_, document) => {
    const result = parsePolicy(document);
    expect(result.ok || result.refusal.code).toBe('policy_unreadable');
  });
});

describe('slots', () => {
  const policy = {
    ...defaultPolicy,
    transitions: { ...defaultPolicy.transitions, 'validated>selective': [{ role: 'risk' as const, count: 2 }] },
  };
  test('of a whole context with a single lane are those of both transitions, each role as often as asked for most', () => {
    expect(names(forwardSlots(policy, ['validated>selective', 'selective>full'], stakes))).toEqual([
      'business',
      'operations',
      'risk×2',
      'finance',
    ]);
  });
  test('of going back after the window are never fewer than those of going forward', () => {
    const loose = { ...policy, kinds: { ...policy.kinds, rollback: [{ role: 'operations' as const, count: 1 }] } };
    expect(names(backwardSlots(loose, { lanes: ['lane'], stakes }))).toEqual(['business', 'operations', 'risk×2']);
    expect(names(backwardSlots(loose, { lanes: [], stakes }))).toEqual(['operations']);
  });
});

describe('conditional slots', () => {
  const policy = policySchema.parse({
    conditional: [
      { when: { transitions: ['validated>selective'], sharePercent: 25 }, slots: [{ role: 'finance', count: 1 }] },
      { when: { workloads: ['writes'], risk: ['high'] }, slots: [{ role: 'risk', count: 2 }] },
      { when: { kinds: ['activate_criteria'], loosens: true }, slots: [{ role: 'business', count: 1 }] },
    ],
  });
  const moving = (over: Partial<Stakes>) => forwardSlots(policy, ['validated>selective'], { ...stakes, ...over });
  test.each<[string, Slot[], string[]]>([
    ['below the share', moving({ sharePercent: 24.999 }), ['business', 'operations', 'risk']],
    ['at the share', moving({ sharePercent: 25 }), ['business', 'operations', 'risk', 'finance']],
    ['of an unknown share', moving({ sharePercent: null }), ['business', 'operations', 'risk', 'finance']],
    ['of writes', moving({ workloads: ['writes'] }), ['business', 'operations', 'risk']],
    [
      'of writes at risk',
      moving({ workloads: ['reads', 'writes'], risk: 'high' }),
      ['business', 'operations', 'risk×2'],
    ],
    ['of reads at risk', moving({ workloads: ['reads'], risk: 'high' }), ['business', 'operations', 'risk']],
    [
      'of what loosens',
      slotsOfKind(policy, 'activate_criteria', noTraffic('low', true)),
      ['owner', 'business', 'risk'],
    ],
    ['of what does not', slotsOfKind(policy, 'activate_criteria', noTraffic('low')), ['owner', 'risk']],
  ])('are asked for as far as they apply: %s', (_, slots, expected) => {
    expect(names(slots)).toEqual(expected);
  });
});
