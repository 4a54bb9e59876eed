import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

const skipped = /(^|\/)(node_modules|generated|\.[^/]*)$|\.test\.tsx?$/;

/** Digest over the names and contents of files and folders, given from the top folder; missing ones count as absent. */
export const digestOf = (paths) => {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) add(hash, path);
  return hash.digest('hex');
};

/** Runs `work` unless `stamp` says that it was done for the same `digest`; writes the stamp after it. */
export const unlessDone = async (stamp, digest, work) => {
  const file = join(root, stamp);
  if (read(file)?.toString() === digest) return;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
};

const add = (hash, path) => {
  if (skipped.test(path)) return;
  const content = read(join(root, path));
  if (content) {
    hash.update(`\0${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const name of list(join(root, path))) add(hash, `${path}/${name}`);
};

const read = (file) => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

const list = (folder) => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};
