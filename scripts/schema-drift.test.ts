import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '@/lib/store/test-database';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

// What the database has on purpose and the schema need not know: a guard, and a column that only SQL reads.
const onlyInTheDatabase = [
  '[*] Changed the `lane` table',
  '[-] Removed foreign key on columns (context_id, workload)',
  '[*] Changed the `ledger_entry` table',
  '[-] Removed index on columns (xact)',
  '[-] Removed column `xact`',
];

test('a migrated database is what the schema says', () => {
  const flags = ['--from-config-datasource', '--to-schema', '../prisma/schema'];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/prisma.mjs', 'migrate', 'diff', ...flags], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: database.url },
  });
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);
  const differences = stdout.split('\n').map((line) => line.trim());
  expect(differences.filter((line) => line.startsWith('['))).toEqual(onlyInTheDatabase);
});
