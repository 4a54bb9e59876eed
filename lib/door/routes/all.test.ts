import { describe, expect, it } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import { routes } from './all';

describe('the door', () => {
  it('has exactly one route for each declared operation, and no other', () => {
    const served = routes.map(({ operation }) => operation.id);
    expect([...served].sort()).toEqual(operations.map(({ id }) => id).sort());
    for (const { operation } of routes) expect(operations).toContain(operation);
  });
});
