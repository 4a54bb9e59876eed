import { expect, it } from 'vitest';
import { defaultPolicy, type PolicyDocument } from '@/lib/domain/policy/document';
import { policyChanges } from './policy';

const direction = (before: PolicyDocument['workloadOrder'], after: PolicyDocument['workloadOrder']) =>
  policyChanges({ ...defaultPolicy, workloadOrder: before }, { ...defaultPolicy, workloadOrder: after })[0]?.direction;

it('an order of workloads is looser where it no longer demands that one moves before another', () => {
  expect(direction(['reads', 'writes', 'batch'], ['reads', 'writes'])).toBe('looser');
  expect(direction(['reads', 'writes'], [])).toBe('looser');
  expect(direction(['reads', 'writes'], ['writes', 'reads'])).toBe('looser');
  expect(direction(['reads', 'writes'], ['reads', 'batch', 'writes'])).toBe('stricter');
  expect(direction([], ['reads', 'writes'])).toBe('stricter');
});
