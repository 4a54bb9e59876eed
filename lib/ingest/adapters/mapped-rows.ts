import type { MappedFormat } from '@/lib/contract/mapped-format';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parseCsv } from '@/lib/ingest/csv';
import { decodeUtf8, type JsonWithNumberText, parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import { readJsonLines } from './kit/json-lines';
import { Tracked } from './kit/tracked';
import { allAt } from './mapped-places';

/** The rows of a document, the place from which its run is read, and lines in it that could not be read as rows. */
export type MappedRows = { rows: Tracked[]; head: Tracked | undefined; roots: Tracked[]; unread: number };

const rowsIn = (root: Tracked, place: string): Tracked[] =>
  allAt(root, place).flatMap((at) => (place === '' && at.isArray ? at.items() : [at]));

const objectOf = (names: readonly string[], cells: readonly (string | null)[]): Tracked =>
  Tracked.of(
    Object.fromEntries(names.map((name, index): [string, JsonWithNumberText] => [name, cells[index] ?? null])),
  );

const repeatedName = (names: readonly string[]): Result<never> | null => {
  const name = names.find((one, index) => names.indexOf(one) !== index || one === '__proto__');
  if (name === undefined) return null;
  const detail = `The heading ${JSON.stringify(name.slice(0, 60))} stands there twice, or names nothing.`;
  return refuse('invalid_body', detail, [{ pointer: '', detail }]);
};

const fromCsv = (bytes: Uint8Array): Result<MappedRows> => {
  const table = parseCsv(bytes);
  if (!table.ok) return table;
  const names = table.value.header.map((name) => name.trim());
  const refused = repeatedName(names);
  if (refused !== null) return refused;
  // An empty cell is null: CSV does not tell the two apart.
  const rows = table.value.rows.map((cells) =>
    objectOf(
      names,
      cells.map((cell) => (cell === '' ? null : cell)),
    ),
  );
  return accept({ rows, head: rows[0], roots: rows, unread: 0 });
};

type Table = Extract<MappedFormat['document'], { kind: 'table' }>;

const fromTable = (bytes: Uint8Array, { columns, section }: Table): Result<MappedRows> => {
  const text = decodeUtf8(bytes);
  if (text === null) return refuse('malformed_json', 'The body is not UTF-8.', [{ pointer: '', detail: 'Not UTF-8.' }]);
  const rows: Tracked[] = [];
  let [heading, named, unread] = [null as string[] | null, null as string | null, 0];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const words = line.trim().split(/\s+/);
    if (line.trim() === '') {
      heading = null;
    } else if (section !== undefined && line.startsWith(section)) {
      heading = null;
      named = line.slice(section.length).trim();
    } else if (columns.every((column) => words.includes(column))) {
      const refused = repeatedName(words);
      if (refused !== null) return refused;
      heading = words;
    } else if (heading !== null && words.length === heading.length) {
      rows.push(objectOf([...heading, '$section'], [...words, named]));
    } else if (heading !== null) {
      // A line below a heading may be a row that was broken: it is counted, and the run is then not complete.
      unread += 1;
    }
  }
  return accept({ rows, head: rows[0], roots: rows, unread });
};

/** The rows that a map finds in a document, or why it cannot be read. A document without rows proves nothing. */
export const readMappedRows = (bytes: Uint8Array, document: MappedFormat['document']): Result<MappedRows> => {
  const read = readDocument(bytes, document);
  if (!read.ok || read.value.rows.length > 0) return read;
  const detail = 'The document holds no row where the map says that rows are, so that nothing is known.';
  return refuse('run_invalid', detail, [{ pointer: '', detail }]);
};

const readDocument = (bytes: Uint8Array, document: MappedFormat['document']): Result<MappedRows> => {
  if (document.kind === 'csv') return fromCsv(bytes);
  if (document.kind === 'table') return fromTable(bytes, document);
  if (document.kind === 'json') {
    const parsed = parseJsonKeepingNumbers(bytes);
    if (!parsed.ok) return parsed;
    const root = Tracked.of(parsed.value);
    return accept({ rows: rowsIn(root, document.rows), head: root, roots: [root], unread: 0 });
  }
  const lines = readJsonLines(bytes);
  if (!lines.ok) return lines;
  const roots = lines.value.documents.map(({ value }) => Tracked.of(value));
  const rows = roots.flatMap((root) => rowsIn(root, document.rows));
  return accept({ rows, head: rows[0], roots, unread: 0 });
};
