import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parseCsv } from '@/lib/ingest/csv';
import { parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import { Tracked } from './tracked';

// Query results that people export: CSV, or JSON as a list of objects. Headings are told apart without regard to case,
// since warehouses write them their own way.

/** One row: cells by heading in lower case; null for null and, in CSV, for an empty cell. */
export type Row = { pointer: string; cells: ReadonlyMap<string, string | null> };

/** `header` keeps the headings as they were written, in their order. */
export type Rows = { header: string[]; rows: Row[]; csv: boolean };

export const headingOf = (name: string): string => name.trim().toLowerCase();

const repeated = (header: readonly string[], pointer: string) => {
  const names = header.map(headingOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return null;
  const detail = `The column ${JSON.stringify(twice)} stands in the header twice.`;
  return refuse('invalid_body', detail, [{ pointer, detail }]);
};

/** Rows of a CSV with a header. An empty cell reads as null: CSV does not tell null from an empty text. */
export const readCsvRows = (bytes: Uint8Array): Result<Rows> => {
  const parsed = parseCsv(bytes);
  if (!parsed.ok) return parsed;
  const { header, rows } = parsed.value;
  const refused = repeated(header, '');
  if (refused !== null) return refused;
  const names = header.map(headingOf);
  return accept({
    header,
    csv: true,
    rows: rows.map((cells, index) => ({
      pointer: `/${index}`,
      cells: new Map(names.map((name, place) => [name, cells[place] === '' ? null : (cells[place] ?? null)])),
    })),
  });
};

const cellOf = (at: Tracked): string | null => {
  const text = at.text();
  return text === undefined ? at.json() : text;
};

/** Rows of a JSON list of objects, each with its own members. */
export const readJsonRows = (bytes: Uint8Array): Result<Rows> => {
  const parsed = parseJsonKeepingNumbers(bytes);
  if (!parsed.ok) return parsed;
  const list = Tracked.of(parsed.value);
  const items = list.items();
  const odd = list.isArray ? items.find((item) => !item.isObject) : list;
  if (odd !== undefined) {
    const detail = list.isArray ? 'This row is not an object.' : 'This is no list of rows.';
    return refuse('invalid_body', detail, [{ pointer: odd.pointer, detail }]);
  }
  const header = new Map<string, string>();
  const rows: Row[] = [];
  for (const item of items) {
    const members = item.members();
    const refused = repeated(
      members.map(([name]) => name),
      item.pointer,
    );
    if (refused !== null) return refused;
    for (const [name] of members) if (!header.has(headingOf(name))) header.set(headingOf(name), name);
    rows.push({
      pointer: item.pointer,
      cells: new Map(members.map(([name, value]) => [headingOf(name), cellOf(value)])),
    });
  }
  return accept({ header: [...header.values()], rows, csv: false });
};

/** The first character that is no blank and no byte order mark decides: JSON begins with a bracket of either kind. */
export const opensJson = (bytes: Uint8Array): boolean => {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = bytes.subarray(start).find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b || first === 0x5b;
};

/** A whole number that is not negative; commas between groups of three digits may stand in it. */
export const countIn = (text: string | null | undefined): number | null => {
  const trimmed = text?.trim() ?? '';
  if (!/^(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0+)?$/.test(trimmed)) return null;
  return Number(trimmed.replaceAll(',', ''));
};

const flags: Record<string, boolean> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  f: false,
  no: false,
  n: false,
  '0': false,
};

/** True and false as databases write them; null for anything else. */
export const flagIn = (text: string | null | undefined): boolean | null => {
  const word = text?.trim().toLowerCase() ?? '';
  return Object.hasOwn(flags, word) ? (flags[word] ?? null) : null;
};
