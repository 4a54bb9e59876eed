import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

// What runs beside Lockgate goes away with it, and not before.

const beside = (program: string) =>
  spawn(process.execPath, ['--import', './bin/start/end-with-parent.mjs', '--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

it('ends with whoever started it', async () => {
  const child = beside(`console.log('up'); setInterval(() => {}, 1000);`);
  await once(child.stdout, 'data');
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
});

it('does not end when a thread of it begins, works and ends', async () => {
  const child = beside(`
    import { Worker } from 'node:worker_threads';
    const thread = new Worker('setTimeout(() => {}, 200)', { eval: true });
    thread.once('exit', () => setTimeout(() => process.exit(7), 300));
  `);
  expect(await once(child, 'exit')).toEqual([7, null]);
});
