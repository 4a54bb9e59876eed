import { describe, expect, test } from 'vitest';
import { noTraffic } from '@/lib/domain/decision/stakes';
import { defaultPolicy, parsePolicy, type Slot } from './document';
import { backwardSlots, forwardSlots } from './slots';

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
    activate_rules: ['business'],
    rollback: ['business', 'operations', 'risk'],
    review_rollback: ['business', 'risk'],
  });
  expect(rest).toEqual({
    rollbackRoles: ['operations'],
    reviewHours: 72,
    decisionDays: 7,
    leaseSeconds: 30,
    windowLeaseSeconds: 5,
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
