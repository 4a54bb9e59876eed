import type { Adapter, ImportOptions } from '@/lib/ingest/adapters/adapter';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

const bytesOf = (document: Json) => new TextEncoder().encode(JSON.stringify(document));

/** The same document with other values at one place, each of the kind that stood there. */
const changes = (value: Json): Json[] => {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value * 2 + 7];
  return typeof value === 'string' ? [`${value}x`, 'changed', '2031-01-01T00:00:00Z', '77'] : [];
};

const leaves = (value: Json, path: string[] = []): { path: string[]; value: Json }[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, String(index)]));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
  }
  return value === null ? [] : [{ path, value }];
};

const withAt = (document: Json, [first, ...rest]: readonly string[], value: Json): Json => {
  if (first === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((item, index) => (String(index) === first ? withAt(item, rest, value) : item));
  }
  if (document === null || typeof document !== 'object') return document;
  return { ...document, [first]: withAt(document[first] ?? null, rest, value) };
};

const placeOf = (path: readonly string[]): string => path.map((name) => (/^\d+$|::/.test(name) ? '*' : name)).join('/');

/**
 * Places of a JSON document that can change, wherever they occur, without the run or the warnings showing it, and are not in
 * `unplaced`: what an adapter passes over knowingly. Each scalar is changed by itself.
 */
export const silentPlaces = (adapter: Adapter, document: Json, options: ImportOptions): string[] => {
  const read = (changed: Json) => adapter.read(bytesOf(changed), options);
  const before = read(document);
  if (!before.ok) throw new Error(JSON.stringify(before.refusal));
  const told = new Set(before.value.unplaced);
  const said = (result: ReturnType<typeof read>) =>
    // The digest of the bytes, which a tool without ids is known by, would show every change.
    JSON.stringify(result.ok ? [result.value.run, result.value.warnings] : result.refusal).replace(
      /"externalId":"[0-9a-f]{64}"/,
      '',
    );
  const speaks = ({ path, value }: (typeof places)[number]) =>
    changes(value).some((other) => said(read(withAt(document, path, other))) !== said(before));
  const places = leaves(document).filter(({ path }) => !told.has(placeOf(path)));
  const heard = new Set(places.filter(speaks).map(({ path }) => placeOf(path)));
  return [...new Set(places.map(({ path }) => placeOf(path)))].filter((place) => !heard.has(place)).sort();
};
