const program = /(?:^|[\s{,])"?program"?\s*:/;
const slug = /(?:^|[\s{,])"?slug"?\s*:\s*["']?([a-z0-9][a-z0-9-]*)/;

/** The program's slug in a manifest, YAML or JSON, before anything else of it is read; null when there is none. */
export const slugOf = (manifest: string): string | null => {
  const plain = manifest.replace(/^\s*#.*$/gm, '');
  const start = program.exec(plain);
  if (start === null) return null;
  return slug.exec(plain.slice(start.index + start[0].length))?.[1] ?? null;
};
