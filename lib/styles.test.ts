import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// All styles are global, so that a name which two files give a look of its own changes pages that neither had in mind.

const folder = new URL('../app/styles/', import.meta.url);

/** Files that say how what others own looks on other media. */
const elsewhere = ['phone.css', 'print.css', 'narrow.css'];

const withoutMedia = (css: string): string => {
  let depth = 0;
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/@(?:media|container)[^{]*\{|[{}]|[^@{}]+|@/g, (part) => {
    if (depth === 0 && !/^@(?:media|container)/.test(part)) return part;
    depth += part.endsWith('{') ? 1 : part === '}' ? -1 : 0;
    return '';
  });
};

/** The classes that a file styles by their bare name, whatever they stand in. */
const ownedBy = (file: string): string[] =>
  [...withoutMedia(readFileSync(new URL(file, folder), 'utf8')).matchAll(/([^{}]+)\{/g)]
    .flatMap(([, selectors = '']) => selectors.split(','))
    .flatMap((selector) => /^\s*\.([a-zA-Z][\w-]*)\s*$/.exec(selector)?.[1] ?? []);

it('no class has its own look from two files', () => {
  const owners = new Map<string, Set<string>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.css') && !elsewhere.includes(name))) {
    for (const name of ownedBy(file)) owners.set(name, (owners.get(name) ?? new Set()).add(file));
  }
  expect(owners.size).toBeGreaterThan(300);
  expect([...owners].filter(([, files]) => files.size > 1).map(([name, files]) => `.${name}: ${[...files]}`)).toEqual(
    [],
  );
});
