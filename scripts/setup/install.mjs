import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runNpm } from './run.mjs';

/**
 * Installs what package-lock.json names and node_modules lacks, in the top folder and in tools/. No install script runs:
 * nothing here needs one, and some of them would download from elsewhere.
 */
export const install = async () => {
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  if (!isInstalled(root)) await runNpm('Installing dependencies', args, { cwd: root });
  const tools = join(root, 'tools');
  if (!isInstalled(tools)) await runNpm('Installing the Prisma command line', args, { cwd: tools });
};

/** Compares the lock file with the record that npm leaves in node_modules when it has finished. */
const isInstalled = (folder) => {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const found = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, link }]) =>
      path === '' || link || optional || devOptional || found[path]?.version === version,
  );
};

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
};
