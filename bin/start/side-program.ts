import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log } from '@/lib/log';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program of `examples` to its end with these variables and arguments; the answer is its exit code. */
export type RunOnce = (env: Record<string, string>, ...args: string[]) => Promise<number>;

type SideProgram = {
  /** As in "the demo's router". */
  name: string;
  script: string;
  /** In the data folder; what the program says goes there. */
  logFile: string;
  dataFolder: string;
  /** Starts what is to run and resolves when it ended; it is called again after a pause. */
  work: (run: RunOnce, isStopped: () => boolean) => Promise<void>;
};

/** Keeps a program of the demo running beside Lockgate, one that knows only the public API. The answer stops it. */
export const startSideProgram = ({ name, script, logFile, dataFolder, work }: SideProgram): (() => Promise<void>) => {
  let child: ChildProcess | undefined;
  let stopped = false;

  const run: RunOnce = async (env, ...args) => {
    const out = openSync(join(dataFolder, logFile), 'a');
    const preloads = ['--import', './bin/start/end-with-parent.mjs', '--import', 'tsx'];
    child = spawn(process.execPath, [...preloads, script, ...args], {
      cwd: root,
      stdio: ['pipe', out, out],
      env: { NODE_ENV: 'production', PATH: '/usr/bin:/bin', ...env },
    });
    closeSync(out);
    const running = child;
    return new Promise((resolve) => {
      running.once('error', () => resolve(1));
      running.once('exit', (code) => resolve(code ?? 1));
    });
  };

  const keepRunning = async (): Promise<void> => {
    while (!stopped) {
      try {
        await work(run, () => stopped);
        if (!stopped) log.warn(`${name} ended and is started again; ${logFile} says why`);
      } catch (error) {
        if (!stopped) log.warn({ err: error }, `${name} could not start yet`);
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
  const working = keepRunning();
  return async () => {
    stopped = true;
    wake();
    child?.kill('SIGTERM');
    const cut = setTimeout(() => child?.kill('SIGKILL'), 5000);
    await working;
    clearTimeout(cut);
  };
};

/** The variable in which a program's own key is handed on. */
export const keyVariableOf = (program: string): string =>
  `LOCKGATE_API_KEY_${program.toUpperCase().replaceAll('-', '_')}`;
