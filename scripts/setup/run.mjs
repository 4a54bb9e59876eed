import { spawn } from 'node:child_process';
import { PlainProblem } from './plain-problem.mjs';
import { root } from './root.mjs';

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.prependListener(signal, () => {
    for (const child of running) child.kill('SIGTERM');
    if (running.size) process.exit(1);
  });
}

/** Runs a set-up step quietly; when it fails, shows the end of what it said. */
export const runQuietly = (what, command, args, { env = {}, cwd = root } = {}) =>
  new Promise((resolve, reject) => {
    console.log(`${what} …`);
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-200_000);
      });
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(new PlainProblem(`${what} failed: ${error.message}`));
    });
    child.on('close', (code) => {
      running.delete(child);
      if (code === 0) return resolve(said);
      console.error(shortened(said));
      reject(new PlainProblem(`${what} failed: see above.`));
    });
  });

const shortened = (text) => {
  const lines = text.trim().split('\n');
  return (lines.length > 40 ? [...lines.slice(0, 20), '…', ...lines.slice(-20)] : lines).join('\n');
};

/** Runs npm, the same that started us where one did. */
export const runNpm = (what, args, options) => {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js')
    ? runQuietly(what, process.execPath, [cli, ...args], options)
    : runQuietly(what, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
};
