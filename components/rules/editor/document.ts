import { membersOf, type RuleType, typeChoices } from './members';

// The document as one edits it: possibly wrong, so nothing is known of it but that it is JSON.

export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As a tree, an empty one for anything else. */
export const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text of a value, empty for none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A tree with one member set, or without it where the value is undefined. */
export const withMember = (tree: Tree, name: string, value: unknown): Tree => {
  if (value !== undefined) return { ...tree, [name]: value };
  const { [name]: _, ...rest } = tree;
  return rest;
};

/** A tree whose member goes by another name, in its old place; as it was where the name is taken. */
export const renamed = (tree: Tree, from: string, to: string): Tree =>
  from === to || Object.hasOwn(tree, to)
    ? tree
    : Object.fromEntries(Object.entries(tree).map(([name, value]) => [name === from ? to : name, value]));

/** A list with one item replaced, or without it where the value is undefined. */
export const withItem = (list: readonly unknown[], index: number, value: unknown): unknown[] =>
  list.flatMap((item, at) => (at === index ? (value === undefined ? [] : [value]) : [item]));

/** A list whose item stands one place earlier (-1) or later (1). */
export const moved = (list: readonly unknown[], index: number, by: -1 | 1): unknown[] => {
  const to = index + by;
  if (to < 0 || to >= list.length) return [...list];
  const rest = withItem(list, index, undefined);
  return [...rest.slice(0, to), list[index], ...rest.slice(to)];
};

/** The type of a rule that may be wrong; text where it names none that is known. */
export const typeOf = (rule: Tree): RuleType =>
  (typeChoices.find(({ value }) => value === rule.type)?.value ?? 'text') as RuleType;

/** A rule whose members stand in the order in which they are done. */
export const inOrder = (rule: Tree): Tree => {
  const order = ['type', ...membersOf(typeOf(rule)).map(({ name }) => name)];
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.fromEntries(Object.entries(rule).sort(([a], [b]) => place(a) - place(b)));
};

const begun: Readonly<Record<RuleType, Tree>> = {
  text: {},
  decimal: { scale: 2, rounding: 'half_even' },
  float: { width: 'float64' },
  timestamp: { legacyZone: 'UTC', targetZone: 'UTC', precision: 'second' },
  boolean: {},
  list: { written: 'json', order: 'ordered' },
  json: {},
};

/** A rule of another type, with what of the old one the new type knows. */
export const ofType = (type: RuleType, old: Tree = {}): Tree => {
  const known = membersOf(type).map(({ name }) => name);
  const own = Object.keys(begun[type]);
  const kept = Object.entries(old).filter(
    ([name, value]) => known.includes(name) && !own.includes(name) && value !== false && name !== 'rounding',
  );
  return inOrder({ type, ...begun[type], ...Object.fromEntries(kept) });
};

/** A name that no member of a tree has yet. */
export const freeName = (tree: Tree, wanted: string): string => {
  let name = wanted;
  for (let count = 2; Object.hasOwn(tree, name); count += 1) name = `${wanted}${count}`;
  return name;
};

export type Fault = { pointer: string; message: string };

const segment = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

/** The RFC 6901 pointer of a place. */
export const pointerTo = (...path: (string | number)[]): string => path.map((part) => `/${segment(part)}`).join('');

/** What is wrong exactly there. */
export const faultsAt = (faults: readonly Fault[], pointer: string): string[] =>
  faults.flatMap((fault) => (fault.pointer === pointer ? [fault.message] : []));

/** How much is wrong there and below. */
export const faultsUnder = (faults: readonly Fault[], pointer: string): Fault[] =>
  faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
