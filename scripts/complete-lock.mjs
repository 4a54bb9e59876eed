// npm leaves out of package-lock.json the optional packages for other platforms that the registry at hand does not carry,
// and `npm ci` then refuses the file. This writes them in by name, version and platform. Run it after adding a package.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Platform limits as npm keeps them, read off a package name such as `@next/swc-linux-arm64-musl`. */
const platformOf = (name) => {
  const words = name.split('/').at(-1).split(/[-.]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.find((word) => word.startsWith('musl'))
    ? 'musl'
    : words.find((word) => word.startsWith('gnu')) && 'glibc';
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(os && { os: [os === 'windows' ? 'win32' : os] }),
    ...(os === 'linux' && libc && { libc: [libc] }),
  };
};

const isFound = (packages, from, name) => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
};

for (const file of ['package-lock.json', 'tools/package-lock.json']) {
  const path = join(root, file);
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const added = {};
  for (const [from, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isFound(lock.packages, from, name)) continue;
      const platform = platformOf(name);
      if (!platform.os && !platform.cpu) continue;
      added[`node_modules/${name}`] = { version, ...(parent.dev && { dev: true }), optional: true, ...platform };
    }
  }
  const [top, ...rest] = Object.entries({ ...lock.packages, ...added });
  lock.packages = Object.fromEntries([top, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(added).length} added`);
}
