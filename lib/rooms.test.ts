import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const rooms = ['contract', 'demo', 'domain', 'door', 'ingest', 'store', 'usecases', 'work'];

type Planted = [room: string, line: string, rule: string];

const fence = 'noRestrictedImports';
const planted: Planted[] = [
  ['lib/domain', "import '@/lib/store/database'", fence],
  ['lib/domain', "import type { A } from '@/lib/contract/v1/runs'; export type B = A", fence],
  ['lib/domain', "import 'node:crypto'", fence],
  ['lib/domain', "import '../store/database'", fence],
  ['lib/domain', "export { log } from '@/lib/log'", fence],
  ['lib/domain', "export const late = () => import('@/lib/usecases/transact')", fence],
  ['lib/contract', "import '@/lib/usecases/transact'", fence],
  ['lib/contract', "import 'node:fs'", fence],
  ['lib/store', "import '@/lib/usecases/transact'", fence],
  ['lib/store', "import '@/lib/contract/v1/runs'", fence],
  ['lib/store', "import 'next/headers'", fence],
  ['lib/usecases', "import 'next/headers'", fence],
  ['lib/usecases', "import 'react'", fence],
  ['lib/usecases', "import 'node:http'", fence],
  ['lib/usecases', "import 'pg'", fence],
  ['lib/usecases', "import '@/prisma/generated/client'", fence],
  ['lib/usecases', "import '@/lib/door/problem'", fence],
  ['lib/contract', "import '@/lib/store/database'", fence],
  ['lib/usecases', "import '@/components/button'", fence],
  ['lib/ingest', "import '@/lib/store/database'", fence],
  ['lib/ingest', "import '@/lib/door/problem'", fence],
  ['lib/door', "import '@/lib/store/database'", fence],
  ['lib/door', "import '@/components/button'", fence],
  ['lib/door', "import 'next/server'", fence],
  ['lib/work', "import '@/lib/store/database'", fence],
  ['lib/work', "import 'pg'", fence],
  ['lib/demo', "import '@/lib/store/database'", fence],
  ['components', "import '@/lib/usecases/transact'", fence],
  ['components', "import '@/lib/store/database'", fence],
  ['components', "import '../lib/store/database'", fence],
  ['components', "import 'pg'", fence],
  ['app/programs', "import '@/lib/store/database'", fence],
  ['app/programs', "import '../../lib/store/database'", fence],
  ['app/programs', "import 'pg'", fence],
  ['app/programs', "import '@/prisma/generated/client'", fence],
  ['bin', "import '@/lib/store/database'", fence],
  ['bin', "import '@prisma/client'", fence],
  ['examples/job', "import '@/lib/contract/v1/runs'", fence],
  ['examples/job', "import '../../lib/contract/v1/runs'", fence],
  ['lib/domain', 'export default 1', 'noDefaultExport'],
  ['lib/domain', 'export const a = (b: any) => b', 'noExplicitAny'],
  ['lib/usecases', 'export const a = () => process.env.SECRET', 'noProcessEnv'],
];

const allowed: [room: string, line: string][] = [
  ['lib/domain', "import '@/lib/domain/words'"],
  ['lib/domain', "import 'bignumber.js'"],
  ['lib/contract', "import '@/lib/domain/words'"],
  ['lib/store', "import '@/lib/domain/words'"],
  ['lib/store', "import 'pg'"],
  ['lib/usecases', "import '@/lib/store/database'"],
  ['lib/ingest', "import '@/lib/usecases/transact'"],
  ['lib/door', "import '@/lib/usecases/transact'"],
  ['lib/door', "import '@/lib/ingest/strict-json'"],
  ['lib/work', "import '@/lib/usecases/transact'"],
  ['components', "import '@/lib/contract/v1/runs'"],
  ['app/programs', "import '@/lib/usecases/transact'"],
  ['bin', "import '@/lib/store/postgres/embedded'"],
  ['examples/job', "import 'pg'"],
];

let house: string;
let found: Map<string, string[]>;

const plant = (path: string, text: string) => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), `${text};\n`);
};

/** Plants everything in a house of its own and runs Biome over it once. */
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'lockgate-rooms-'));
  copyFileSync('biome.jsonc', join(house, 'biome.jsonc'));
  copyFileSync('.gitignore', join(house, '.gitignore'));
  planted.forEach(([room, line], index) => {
    plant(`${room}/planted-${index}.ts`, line);
  });
  allowed.forEach(([room, line], index) => {
    plant(`${room}/allowed-${index}.ts`, line);
  });
  plant('lib/domain/circle-a.ts', "import './circle-b';\nexport const a = 1");
  plant('lib/domain/circle-b.ts', "import './circle-a';\nexport const b = 1");
  plant('lib/domain/WrongName.ts', 'export const a = 1');
  const biome = resolve('node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '--max-diagnostics=none'], {
    cwd: house,
    encoding: 'utf8',
  });
  found = new Map();
  for (const [, rule = '', file = ''] of stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+),/g)) {
    const path = file.replace(`${house}/`, '');
    found.set(path, [...(found.get(path) ?? []), rule]);
  }
}, 30_000);
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the fence catches', () => {
  test.each(planted.map((row, index) => [index, ...row] as const))('%i: in %s: %s', (index, room, _, rule) => {
    expect(found.get(`${room}/planted-${index}.ts`)).toContain(rule);
  });

  test('an import cycle and a file name that is not kebab-case', () => {
    expect(found.get('lib/domain/circle-a.ts')).toContain('noImportCycles');
    expect(found.get('lib/domain/WrongName.ts')).toContain('useFilenamingConvention');
  });
});

test.each(allowed.map((row, index) => [index, ...row] as const))(
  'the fence lets pass: %i: in %s: %s',
  (index, room) => {
    expect(found.get(`${room}/allowed-${index}.ts`) ?? []).not.toContain(fence);
  },
);

test('the folders of lib are the rooms and nothing else', () => {
  const folders = readdirSync('lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(rooms);
});

test.each([...rooms.map((room) => `lib/${room}`), 'components', 'app'])(
  '%s says in twenty lines what it is for',
  (room) => {
    const readme = readFileSync(join(room, 'README.md'), 'utf8');
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(readme).toContain('**Law:**');
    expect(readme).toContain('**You are in the wrong room if**');
  },
);
