import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('logs are JSON lines without authorization, cookies, passwords and keys', () => {
  const program = `import { log } from '@/lib/log';
    log.info({ req: { headers: { authorization: 'leak', cookie: 'leak' } }, password: 'leak', body: { key: 'leak' } }, 'hi');`;
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, LOG_LEVEL: 'info' },
  });
  expect(JSON.parse(stderr)).toMatchObject({ level: 'info', msg: 'hi' });
  expect(stderr).not.toContain('leak');
});
