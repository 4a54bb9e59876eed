import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// All styles are global, so that a name which two files give a look changes pages that neither had in mind.

const folder = new URL('../app/styles/', import.meta.url);

/** Files that say how what others own looks on other media. */
const elsewhere = ['phone.css', 'print.css', 'narrow.css'];
const files = readdirSync(folder).filter((name) => name.endsWith('.css') && !elsewhere.includes(name));

const selectorsOf = (css: string): string[] =>
  [...css.matchAll(/([^{};]+)\{/g)].flatMap(([, selectors = '']) => selectors.split(',').map((each) => each.trim()));

const styles = new Map(
  files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')]),
);

/** What holds on every screen: without what is said for some of them only. */
const everywhere = (css: string): string => {
  let depth = 0;
  return css.replaceAll(/@(?:media|container)[^{]*\{|[{}]|[^@{}]+|@/g, (part) => {
    if (depth === 0 && !/^@(?:media|container)/.test(part)) return part;
    depth += part.endsWith('{') ? 1 : part === '}' ? -1 : 0;
    return '';
  });
};

/** The files that give a class a look by its bare name, whatever it stands in. */
const owners = new Map<string, Set<string>>();
for (const [file, css] of styles) {
  for (const selector of selectorsOf(everywhere(css))) {
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
  const lent = [...styles].flatMap(([file, css]) =>
    selectorsOf(css).flatMap((selector) =>
      [...selector.matchAll(/(?<=\.[\w-]+)\.([a-zA-Z][\w-]*)/g)].flatMap(([, name = '']) => {
        const own = owners.get(name);
        return own === undefined || own.has(file) || own.has('base.css') ? [] : [`${selector} in ${file}`];
      }),
    ),
  );
  expect(lent).toEqual([]);
});
