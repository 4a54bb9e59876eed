import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createDatabase, dropDatabase } from './databases';
import { migrate } from './migrate';

let folder: string;
let url: string;
const name = `migrate_${randomBytes(4).toString('hex')}`;

const write = (migration: string, sql: string) => {
  mkdirSync(join(folder, migration), { recursive: true });
  writeFileSync(join(folder, migration, 'migration.sql'), sql);
};

const query = async (sql: string, on = url) => {
  const client = new pg.Client({ connectionString: on });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockgate-migrations-'));
  url = await createDatabase(inject('postgresUrl'), name);
  write('20260101000000_first', 'CREATE TABLE first (id int)');
  write('20260102000000_second', 'CREATE TABLE second (id int); GRANT SELECT ON second TO lockgate_app');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await dropDatabase(inject('postgresUrl'), name);
});

test('each migration is applied once, also when five starts race', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)));
  expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_second']);
  expect(await migrate(url, folder)).toEqual([]);
});

test('a migration that fails leaves nothing behind and can be tried again', async () => {
  write('20260103000000_third', 'CREATE TABLE third (id int); SELECT 1/0');
  await expect(migrate(url, folder)).rejects.toThrow(/20260103000000_third failed and was rolled back whole/);
  expect(await query("SELECT to_regclass('third') AS made")).toEqual([{ made: null }]);
  write('20260103000000_third', 'CREATE TABLE third (id int)');
  expect(await migrate(url, folder)).toEqual(['20260103000000_third']);
});

test('a migration edited after it was applied is refused by name', async () => {
  await migrate(url, folder);
  write('20260101000000_first', 'CREATE TABLE first (id bigint)');
  await expect(migrate(url, folder)).rejects.toThrow(/20260101000000_first was edited/);
});

test('a database newer than the code is refused', async () => {
  await migrate(url, folder);
  rmSync(join(folder, '20260102000000_second'), { recursive: true });
  await expect(migrate(url, folder)).rejects.toThrow(/newer than this code \(it has migration 20260102000000_second\)/);
});

test('a half-applied migration is refused', async () => {
  await migrate(url, folder);
  await query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%second'");
  await expect(migrate(url, folder)).rejects.toThrow(/20260102000000_second was left half-applied/);
});

test('a database that cannot be reached ends in one line', async () => {
  await expect(migrate('postgresql://x:x@127.0.0.1:1/x', folder)).rejects.toThrow(/^Cannot reach the database \(.+\)/);
});

test('an owner without the right to make roles shares a role that an administrator made, else gets the remedy', async () => {
  const user = `owner_${randomBytes(4).toString('hex')}`;
  await query(`CREATE ROLE ${user} LOGIN PASSWORD 'p'; ALTER DATABASE ${name} OWNER TO ${user}`);
  await query(`GRANT ALL ON SCHEMA public TO ${user}`);
  const owned = url.replace(/\/\/[^@]+@/, `//${user}:p@`);
  const refusal = await migrate(owned, folder).catch((error: Error) => error.message);
  expect(refusal).toMatch(/let an administrator run: GRANT lockgate_app TO "owner_\w+" WITH SET TRUE, INHERIT FALSE;$/);
  await query(String(refusal).replace(/^.*run: /, ''));
  expect(await migrate(owned, folder)).toHaveLength(2);
  await query('SET ROLE lockgate_app; SELECT * FROM second', owned);
  await query(`REASSIGN OWNED BY ${user} TO lockgate; REVOKE lockgate_app FROM ${user}; DROP OWNED BY ${user}`);
  await query(`DROP ROLE ${user}`);
});

test('the migrations of the product apply to an empty database', async () => {
  rmSync(folder, { recursive: true });
  cpSync('prisma/migrations', folder, { recursive: true });
  expect((await migrate(url, folder)).length).toBeGreaterThan(0);
  expect(await migrate(url, folder)).toEqual([]);
});
