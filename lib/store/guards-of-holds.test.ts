import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuarded, close, future, later, open } from '@/lib/usecases/testing/guarded';

// Invariant 14 of holds, where the product is left out: the application's own rights, by hand.

let guarded: Awaited<ReturnType<typeof buildGuarded>>;
beforeAll(async () => {
  guarded = await buildGuarded();
}, 120_000);
afterAll(() => guarded?.drop());

const insert = (columns: Record<string, unknown>) => {
  const { program, context, house } = guarded;
  const row = {
    id: uuid(),
    scope: 'context',
    program_id: program,
    context_id: context,
    reason: 'Close.',
    placed_by: house.people.risk,
    placed_at: new Date(),
    ...columns,
  };
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  return [`INSERT INTO hold (${names.join()}) VALUES (${places.join()})`, Object.values(row)] as const;
};

describe('a hold', () => {
  it('fits its scope, has one owner, and ends after it begins', async () => {
    const { recorded, executed, elsewhere } = guarded;
    expect(await recorded(insert({}))).toBeNull();
    expect(await recorded(insert({ scope: 'program' }))).toBe('23514');
    expect(await recorded(insert({ scope: 'installation' }))).toBe('23514');
    expect(await recorded(insert({ scope: 'everything' }))).toBe('23514');
    expect(await recorded(insert({ placed_by: null }))).toBe('23514');
    expect(await recorded(insert({ guard_decision_id: executed.id }))).toBe('23514');
    expect(await recorded(insert({ until: new Date(0) }))).toBe('23514');
    expect(await recorded(insert({ context_id: elsewhere }))).toBe('LG001');
  });

  it('of a guard names an executed decision of its own context', async () => {
    const { recorded, executed, approved } = guarded;
    expect(await recorded(insert({ placed_by: null, guard_decision_id: executed.id }))).toBeNull();
    expect(await recorded(insert({ placed_by: null, guard_decision_id: approved.id }))).toBe('LG001');
    expect(
      await recorded(insert({ placed_by: null, guard_decision_id: executed.id, scope: 'program', context_id: null })),
    ).not.toBeNull();
  });

  it('is lifted once, by somebody for a reason, and never changed otherwise', async () => {
    const { recorded } = guarded;
    const lift = `UPDATE hold SET lifted_at = now(), lifted_by = placed_by, lift_reason = 'Over.'`;
    expect(await recorded([lift])).toBeNull();
    expect(await recorded([lift], [lift])).toBe('LG003');
    expect(await recorded([`UPDATE hold SET lifted_at = now()`])).toBe('23514');
    expect(await recorded([`UPDATE hold SET reason = 'Another.'`])).toBe('LG003');
    expect(await recorded([`UPDATE hold SET until = now()`])).toBe('LG003');
    expect(await recorded(['DELETE FROM hold'])).toBe('42501');
  });
});

describe('a move towards target', () => {
  const everything = () => insert({ scope: 'installation', program_id: null, context_id: null });
  const moves = () => {
    const { waiting, approved } = guarded;
    return [close(waiting, future), open(waiting, 2, 'target', future, approved.id)] as const;
  };
  const look = ['SELECT look_at_holds()'] as const;

  it('that did not look at the hold on everything is refused', async () => {
    expect(await guarded.recorded(everything(), ['SET CONSTRAINTS interval_saw_holds IMMEDIATE'], ...moves())).toBe(
      'LG022',
    );
  });

  it('that looked before it was placed is to be tried again', async () => {
    const now = ['SET CONSTRAINTS interval_saw_holds IMMEDIATE'] as const;
    expect(await guarded.recorded(look, everything(), now, ...moves())).toBe('40001');
    // what it decided by is its first look, not one that came after the hold
    expect(await guarded.recorded(look, everything(), look, now, ...moves())).toBe('40001');
  });

  it('back to legacy is not asked', async () => {
    const { moved, executed, recorded } = guarded;
    const back = [close(moved, later), open(moved, 3, 'legacy', later, executed.id)] as const;
    const now = ['SET CONSTRAINTS interval_saw_holds IMMEDIATE'] as const;
    const refusal = await recorded(look, everything(), now, ...back);
    expect(['LG022', '40001']).not.toContain(refusal);
  });
});
