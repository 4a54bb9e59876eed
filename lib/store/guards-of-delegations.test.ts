import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGuarded } from '@/lib/usecases/testing/guarded';

// Invariant 7 of lent places, where the product is left out: the application's own rights, by hand.

let guarded: Awaited<ReturnType<typeof buildGuarded>>;
beforeAll(async () => {
  guarded = await buildGuarded();
}, 120_000);
afterAll(() => guarded?.drop());

it('a place is lent in contexts of its own program, once, and never changed but ended', async () => {
  const { recorded, program, context, elsewhere, house } = guarded;
  const lend = (contexts: string[]) =>
    [
      `INSERT INTO delegation (id, program_id, from_person_id, to_person_id, role, everywhere, context_ids, reason, given_at, until)
       VALUES ($1, $2, $3, $4, 'risk', false, $5, 'Away.', now(), now() + interval '1 day')`,
      [uuid(), program, house.people.risk, house.people.finance, contexts],
    ] as const;
  expect(await recorded(lend([context]))).toBeNull();
  expect(await recorded(lend([elsewhere]))).toBe('LG001');
  expect(await recorded(lend([context, elsewhere]))).toBe('LG001');
  expect(await recorded(lend([context]), [`UPDATE delegation SET until = until + interval '1 day'`])).toBe('LG031');
  expect(await recorded(lend([context]), ['DELETE FROM delegation'])).toBe('42501');
});
