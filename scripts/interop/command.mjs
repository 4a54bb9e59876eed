import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** Something is not on this machine or cannot be reached from it: the tool is missing, and neither passed nor failed. */
export class Missing extends Error {}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGTERM');
    process.exit(1);
  });
}

/**
 * Runs one command to its end, at most `minutes` long, and writes what it says to `log`. Resolves to its exit code, what
 * it said on standard output, and all it said; a command that is not there has the code 127.
 */
export const run = (command, args, { cwd, env, log, minutes = 15 }) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let [stdout, said] = ['', ''];
    const hear = (chunk, isOutput) => {
      appendFileSync(log, chunk);
      said += chunk;
      if (isOutput) stdout += chunk;
    };
    child.stdout.on('data', (chunk) => hear(chunk, true));
    child.stderr.on('data', (chunk) => hear(chunk, false));
    const timer = setTimeout(() => {
      hear(`\nended after ${minutes} minutes\n`, false);
      child.kill('SIGKILL');
    }, minutes * 60_000);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, stdout, said });
    };
    child.once('error', (error) => {
      hear(`${error.message}\n`, false);
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });

/** The line that says most about what went wrong: the last with an error in it, else the last at all. */
export const reasonIn = (said) => {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(note|hint|\[notice\])/i.test(line));
  const telling = lines.filter((line) => /error|unresolved|not found|no such|could not|cannot|failed/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'it said nothing').slice(0, 240);
};
