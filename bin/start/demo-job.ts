import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log } from '@/lib/log';
import { demoKeys } from './demo-keys';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Job = { url: string; server: string; dataFolder: string; everySeconds: number };

/**
 * Runs the demo's reconciliation job beside Lockgate, as a program of its own that knows only the public API: makes its two
 * databases, then compares on a schedule. What it says goes to demo-job.log. The answer stops it.
 */
export const startDemoJob = (job: Job): (() => Promise<void>) => {
  let child: ChildProcess | undefined;
  let stopped = false;

  const run = async (env: Record<string, string>, ...args: string[]): Promise<number> => {
    const out = openSync(join(job.dataFolder, 'demo-job.log'), 'a');
    const preloads = ['--import', './bin/start/end-with-parent.mjs', '--import', 'tsx'];
    const command = [...preloads, 'examples/reconcile-sql/main.ts', ...args];
    child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['pipe', out, out],
      env: {
        NODE_ENV: 'production',
        PATH: '/usr/bin:/bin',
        RECONCILE_SERVER: job.server,
        LOCKGATE_URL: job.url,
        ...env,
      },
    });
    closeSync(out);
    const running = child;
    return new Promise((resolve) => {
      running.once('error', () => resolve(1));
      running.once('exit', (code) => resolve(code ?? 1));
    });
  };

  const work = async (): Promise<void> => {
    while (!stopped) {
      try {
        const keys = await demoKeys(job.url, job.dataFolder);
        const named = Object.entries(keys).map(([program, key]) => [variableOf(program), key]);
        const env = Object.fromEntries(named) as Record<string, string>;
        if (!stopped && (await run(env, 'prepare')) === 0 && !stopped) {
          await run(env, 'watch', '--every', `${job.everySeconds}s`, '--trickle');
        }
        if (!stopped) log.warn("the demo's reconciliation job ended and is started again; demo-job.log says why");
      } catch (error) {
        if (!stopped) log.warn({ err: error }, "the demo's reconciliation job could not start yet");
      }
      if (!stopped) await pause(10_000);
    }
  };

  let wake: () => void = () => undefined;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const working = work();
  return async () => {
    stopped = true;
    wake();
    child?.kill('SIGTERM');
    const cut = setTimeout(() => child?.kill('SIGKILL'), 5000);
    await working;
    clearTimeout(cut);
  };
};

const variableOf = (program: string): string => `LOCKGATE_API_KEY_${program.toUpperCase().replaceAll('-', '_')}`;
