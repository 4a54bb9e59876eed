import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs one command with its output shown, under a heading. Resolves to its exit code. */
export const runStep = (name, [command, ...args], env = {}) =>
  new Promise((resolve) => {
    console.log(`\n── ${name} ──`);
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // a signal reaches the child through the terminal or through here; the summary is printed all the same
    const pass = (signal) => child.kill(signal);
    process.on('SIGTERM', pass);
    process.on('SIGINT', pass);
    const end = (code) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', pass);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
