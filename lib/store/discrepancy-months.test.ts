import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from './test-database';
import { connectAs } from './testing/raw';

let database: Awaited<ReturnType<typeof testDatabase>>;
const clients: pg.Client[] = [];
beforeAll(async () => {
  database = await testDatabase();
  for (let count = 0; count < 6; count += 1) clients.push(await connectAs(database.url, 'lockgate_app'));
});
afterAll(async () => {
  for (const client of clients) await client.end();
  await database?.drop();
});

test('a month that many need at once is made once, and refused to none of them', async () => {
  const [owner] = [await connectAs(database.url, 'owner')];
  clients.push(owner);
  // Held, so that all of them have looked for the table before the first one makes it.
  await owner.query('BEGIN');
  await owner.query('SELECT pg_advisory_xact_lock(727073691)');
  const month = '2024-03-15T00:00:00Z';
  const asked = clients.slice(0, 6).map((client) => client.query('SELECT ensure_discrepancy_month($1)', [month]));
  const waiting = `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  for (;;) {
    const { rows } = await owner.query<{ count: number }>(waiting);
    if (rows[0]?.count === 6) break;
  }
  await owner.query('COMMIT');
  const settled = await Promise.allSettled(asked);
  expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
  const { rows } = await owner.query(`SELECT FROM pg_class WHERE relname = 'discrepancy_202403'`);
  expect(rows).toHaveLength(1);
});
