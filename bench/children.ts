import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** A server in a process of its own, so that it shares no event loop with who asks it. */
export type Served = {
  url: string;
  said: Record<string, unknown>;
  /** How much memory it holds, in bytes. */
  memory: () => Promise<number>;
  stop: () => Promise<void>;
};

/**
 * Starts a file of this folder as a process, hands it `task`, and waits until it says `{ port, … }`. What it writes to
 * standard error goes to the file `log`.
 */
export const serveIn = async (file: string, task: object, env: NodeJS.ProcessEnv, log: string): Promise<Served> => {
  const child = fork(`${folder}${file}`, {
    env,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', openSync(log, 'a'), 'ipc'],
  });
  child.send(task);
  const said = await Promise.race([firstWord(child), ended(child, file, log)]);
  const memory = async () => {
    child.send('memory');
    return Number((await firstWord(child)).rss);
  };
  return { url: `http://127.0.0.1:${String(said.port)}`, said, memory, stop: () => stop(child) };
};

const firstWord = async (child: ChildProcess): Promise<Record<string, unknown>> => {
  const [said] = await once(child, 'message');
  return said as Record<string, unknown>;
};

const ended = async (child: ChildProcess, file: string, log: string): Promise<never> => {
  await once(child, 'exit');
  throw new Error(`${file} ended before it was ready; ${log} says why`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const cut = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(cut);
};
