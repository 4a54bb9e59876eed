import { byText } from '@/lib/domain/kernel/by-text';
import { canonicalJson, type Json } from '@/lib/domain/kernel/canonical-json';
import { pointerOf } from '@/lib/domain/kernel/schema-refusal';
import type { Direction, ReadDirection } from './loosening/direction';

/** One place at which a governed document becomes another: the old value beside the new; null where there is none. */
export type DocumentChange = { path: string; before: Json; after: Json; direction: Direction };

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (value: unknown): Json => (value === undefined ? null : (JSON.parse(canonicalJson(value)) as Json));

const same = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);

const walk = (path: readonly string[], before: unknown, after: unknown, read: ReadDirection): DocumentChange[] => {
  if (same(before, after)) return [];
  const known = path.length === 0 ? null : read(path, before, after);
  if (known === null && isTree(before) && isTree(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byText);
    return names.flatMap((name) => walk([...path, name], before[name], after[name], read));
  }
  return [{ path: pointerOf(path), before: plain(before), after: plain(after), direction: known ?? 'other' }];
};

/**
 * What differs between two documents, place by place in the order of their names. Lists whose members go by a name were
 * made trees by that name before; `under` is put before each path.
 */
export const treeChanges = (
  before: unknown,
  after: unknown,
  read: ReadDirection,
  under: readonly string[] = [],
): DocumentChange[] =>
  walk([], before, after, read).map((change) => ({ ...change, path: `${pointerOf(under)}${change.path}` }));

/** One value as a whole. */
export const valueChange = (path: string, before: Json, after: Json, direction: Direction): DocumentChange[] =>
  same(before, after) ? [] : [{ path, before, after, direction }];

/** True if any of it makes something easier to pass. */
export const loosensBy = (changes: readonly DocumentChange[]): boolean =>
  changes.some(({ direction }) => direction === 'looser');

/** Members of a list by the name that each goes by; a second of one name gets a number. */
export const byName = <T>(list: readonly T[], nameOf: (member: T) => string): Record<string, T> => {
  const named: Record<string, T> = {};
  for (const member of list) {
    const name = nameOf(member);
    const taken = Object.keys(named).filter((known) => known === name || known.startsWith(`${name} #`)).length;
    named[taken === 0 ? name : `${name} #${taken + 1}`] = member;
  }
  return named;
};
