import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// All styles are global, so that a name which two files give a look changes pages that neither had in mind.

const folder = new URL('../app/styles/', import.meta.url);

/** Files that say how what others own looks on other media. */
const elsewhere = ['phone.css', 'print.css', 'narrow.css'];
const files = readdirSync(folder).filter((name) => name.endsWith('.css') && !elsewhere.includes(name));

const selectorsIn = (file: string): string[] =>
  [
    ...readFileSync(new URL(file, folder), 'utf8')
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .matchAll(/([^{};]+)\{/g),
  ].flatMap(([, selectors = '']) => selectors.split(',').map((selector) => selector.trim()));

/** The files that give a class a look by its bare name, whatever it stands in. */
const owners = new Map<string, Set<string>>();
for (const file of files) {
  for (const selector of selectorsIn(file)) {
    const name = /^\.([a-zA-Z][\w-]*)$/.exec(selector)?.[1];
    if (name !== undefined) owners.set(name, (owners.get(name) ?? new Set()).add(file));
  }
}

it('no class has its own look from two files', () => {
  expect(owners.size).toBeGreaterThan(200);
  expect(
    [...owners].filter(([, own]) => own.size > 1).map(([name, own]) => `.${name}: ${[...own].join(', ')}`),
  ).toEqual([]);
});

it('no file says more exactly with a class what another gives a look of its own', () => {
  const lent = files.flatMap((file) =>
    selectorsIn(file).flatMap((selector) =>
      [...selector.matchAll(/(?<=\.[\w-]+)\.([a-zA-Z][\w-]*)/g)].flatMap(([, name = '']) => {
        const own = owners.get(name);
        return own === undefined || own.has(file) || own.has('base.css') ? [] : [`${selector} in ${file}`];
      }),
    ),
  );
  expect(lent).toEqual([]);
});
