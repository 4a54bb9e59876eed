import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.mjs';

const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
const file = join(tmpdir(), `lockgate-setup-${process.getuid?.() ?? 'user'}-${name}`);

/** Runs `work` while no other process sets up this checkout; the lock of a killed one is taken over. */
export const withSetupLock = async (work) => {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  let told = false;
  try {
    for (;;) {
      try {
        linkSync(own, file);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      if (takeOver()) continue;
      if (!told) console.log('Another start is setting up this checkout; waiting for it …');
      told = true;
      await sleep(300);
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
};

/** True when the lock was free after all, or its holder dead and the lock removed. */
const takeOver = () => {
  const holder = read(file);
  if (holder === undefined) return true;
  if (isAlive(holder)) return false;
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return true;
  }
  // renamed in the same moment as another took it over: give it back
  if (read(aside) !== holder) {
    try {
      linkSync(aside, file);
    } catch {
      // a third has it by now
    }
  }
  rmSync(aside, { force: true });
  return true;
};

const read = (path) => {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};
