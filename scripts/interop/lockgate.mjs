import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainProblem } from '../setup/plain-problem.mjs';
import { root } from '../setup/root.mjs';

/** What the interop run asks of Lockgate: the public API, with one key, in the demo's program. */
export const clientOf = (url, key) => {
  const ask = async (path) => {
    const response = await fetch(`${url}/api/v1/programs/claims${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return response.ok ? response.json() : null;
  };
  return {
    run: (id) => ask(`/runs/${encodeURIComponent(id)}`),
    /** Runs of a source, the newest first. */
    runsOf: async (source) => (await ask(`/runs?source=${encodeURIComponent(source)}`))?.items ?? [],
    /** @throws PlainProblem where the address or the key is no good. */
    greet: async () => {
      const answer = await fetch(`${url}/api/v1/programs/claims/contexts`, {
        headers: { authorization: `Bearer ${key}` },
      }).catch(() => undefined);
      if (answer === undefined) throw new PlainProblem(`Nothing answers at ${url}.`);
      if (!answer.ok)
        throw new PlainProblem(`${url} answered ${answer.status}: the key must be one of its program claims.`);
    },
  };
};

/** Starts the demo on a port and waits until it is ready; the answer's `stop` ends it. @throws PlainProblem */
export const startDemo = async ({ port, dataFolder, log }) => {
  const url = `http://localhost:${port}`;
  if (await isReady(url)) throw new PlainProblem(`Something answers at ${url} already: choose another --port.`);
  const out = openSync(log, 'a');
  const preload = ['--import', './bin/start/end-with-parent.mjs'];
  const demo = ['scripts/demo.mjs', '--port', String(port), '--data', dataFolder];
  const child = spawn(process.execPath, [...preload, ...demo], { cwd: root, stdio: ['pipe', out, out] });
  closeSync(out);
  let ended = false;
  const end = new Promise((resolve) => {
    child.once('exit', () => {
      ended = true;
      resolve();
    });
  });
  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await end;
    clearTimeout(cut);
  };
  const deadline = Date.now() + 20 * 60_000;
  while (!(await isReady(url))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new PlainProblem(`The demo did not start: see ${log}`);
    }
    await sleep(1000);
  }
  return { url, stop };
};

const isReady = async (url) => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok ?? false;
