import { decodeSegment } from './parameters';
import type { Route } from './route';

/** What a path leads to: a route with its parameters, only other methods, or nothing. */
export type Found =
  | { kind: 'route'; route: Route; params: Record<string, string> }
  | { kind: 'method'; allow: string[] }
  | { kind: 'nothing' };

/** A segment of a declared path: the parameter that it names, or the text that must stand there. */
type Segment = { name: string | null; literal: string };
type Entry = { route: Route; segments: readonly Segment[] };

const segmentOf = (literal: string): Segment => ({ name: /^\{(.+)\}$/.exec(literal)?.[1] ?? null, literal });

const paramsOf = (entry: Entry, path: readonly string[]): Record<string, string> | null => {
  const pairs: [string, string][] = [];
  for (const [at, { name, literal }] of entry.segments.entries()) {
    const given = path[at];
    if (given === undefined) return null;
    if (name === null) {
      if (literal !== given) return null;
      continue;
    }
    const decoded = decodeSegment(given);
    if (decoded === null || decoded === '') return null;
    pairs.push([name, decoded]);
  }
  return Object.fromEntries(pairs);
};

const names = (entry: Entry): number => entry.segments.filter(({ name }) => name !== null).length;

/** Finds routes by path; where a literal and a parameter both fit, the literal wins. */
export const createRouter = (routes: readonly Route[]): ((method: string, path: string) => Found) => {
  const byLength = new Map<number, Entry[]>();
  for (const route of routes) {
    const segments = route.operation.path.split('/').map(segmentOf);
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { route, segments }]);
  }
  for (const entries of byLength.values()) entries.sort((a, b) => names(a) - names(b));
  return (method, path) => {
    const segments = path.split('/');
    const allow = new Set<string>();
    for (const entry of byLength.get(segments.length) ?? []) {
      const params = paramsOf(entry, segments);
      if (params === null) continue;
      const declared = entry.route.operation.method;
      if (declared === method || (method === 'HEAD' && declared === 'GET')) {
        return { kind: 'route', route: entry.route, params };
      }
      allow.add(declared);
      if (declared === 'GET') allow.add('HEAD');
    }
    return allow.size === 0 ? { kind: 'nothing' } : { kind: 'method', allow: [...allow].sort() };
  };
};
