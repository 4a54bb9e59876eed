import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGuarded } from '@/lib/usecases/testing/guarded';
import { stateOf } from './testing/raw';

// What the database itself keeps of routers and their drift, also against a product gone wrong.

type Guarded = Awaited<ReturnType<typeof buildGuarded>>;
let guarded: Guarded;
const router = '01934a5e-0000-7000-8000-00000000aaaa';
const drift = '01934a5e-0000-7000-8000-00000000bbbb';

const declare = `INSERT INTO router (id, program_id, slug, name, contexts, stale_after_seconds, declared_at)
  VALUES ($1, $2, $3, 'A router', '{}', 60, now())`;
const find = `INSERT INTO drift (id, router_id, kind, place, since, found_at) VALUES ($1, $2, $3, '', now(), now())`;

const acknowledge = `INSERT INTO router_acknowledgement VALUES ($1, $2, 1, 1, NULL, now(), now())`;

beforeAll(async () => {
  guarded = await buildGuarded();
  const { app, program, record } = guarded;
  await app.query('BEGIN');
  await record();
  await app.query(declare, [router, program, 'edge']);
  await app.query(acknowledge, [router, 'payments/reads/cohort:rest']);
  await app.query(find, [drift, router, 'silent']);
  await app.query('COMMIT');
}, 120_000);
afterAll(() => guarded?.drop());

const alone = (sql: string, values: unknown[] = []) =>
  stateOf(guarded.app, async () => {
    await guarded.app.query(sql, values);
  });

it('a router, what it acknowledges and its drift change only with a ledger entry', async () => {
  const other = router.replace('aaaa', 'dddd');
  const statements: [string, unknown[]][] = [
    [declare, [other, guarded.program, 'other']],
    ['UPDATE router SET removed_at = now() WHERE id = $1', [router]],
    [acknowledge, [router, 'payments/writes/cohort:rest']],
    ['UPDATE router_acknowledgement SET epoch = 0 WHERE router_id = $1', [router]],
    [find, [other, router, 'unclaimed']],
    ['UPDATE drift SET cleared_at = now() WHERE id = $1', [drift]],
  ];
  for (const [sql, values] of statements) {
    expect([sql, await alone(sql, values)]).toEqual([sql, 'LG019']);
    expect([sql, await guarded.recorded([sql, values])]).toEqual([sql, null]);
  }
});

it('that it was heard from is no change', async () => {
  expect(await alone('UPDATE router SET last_seen_at = now() WHERE id = $1', [router])).toBeNull();
  expect(await alone('UPDATE router_acknowledgement SET seen_at = now() WHERE router_id = $1', [router])).toBeNull();
});

it('one drift of a kind stands at a place, keeps what was found, and ends once', async () => {
  const { recorded } = guarded;
  const other = drift.replace('bbbb', 'cccc');
  const end = 'UPDATE drift SET cleared_at = now() WHERE id = $1';
  expect(await recorded([find, [other, router, 'silent']])).toBe('23505');
  expect(await recorded([end, [drift]], [find, [other, router, 'silent']])).toBeNull();
  expect(await recorded([`UPDATE drift SET found = 'nothing' WHERE id = $1`, [drift]])).toBe('LG040');
  expect(await recorded([end, [drift]], [end, [drift]])).toBe('LG040');
  expect(await recorded(['DELETE FROM drift WHERE id = $1', [drift]])).toBe('42501');
});

it('no window is counted that is open, backward or longer than a day, and no count is below nothing', async () => {
  const window = (from: string, to: string) =>
    alone(`INSERT INTO observation VALUES ($1, now() + interval '${from}', now() + interval '${to}', 'd', now())`, [
      router,
    ]);
  expect(await window('-1 minute', '0')).toBeNull();
  expect(await window('-1 minute', '1 second')).toBe('23514');
  expect(await window('-1 minute', '-2 minutes')).toBe('23514');
  expect(await window('-25 hours', '-1 minute')).toBe('23514');
  const count = `INSERT INTO observed_traffic VALUES ($1, 'p', 'legacy', 'minute', now(), -1)`;
  expect(await alone(count, [router])).toBe('23514');
});
