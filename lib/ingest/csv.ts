import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { decodeUtf8 } from './strict-json';

/** A table as its header names it; every row has exactly the header's cells. */
export type Table = { header: string[]; rows: string[][] };

const broken = (row: number, detail: string) =>
  refuse('invalid_body', `The CSV cannot be read: ${detail}`, [{ pointer: `/${row}`, detail }]);

type Scan = { cells: string[][]; error: { row: number; detail: string } | null };

const scan = (text: string): Scan => {
  const cells: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const fault = (detail: string): Scan => ({ cells, error: { row: cells.length - 1, detail } });
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      let built = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return fault('a quoted cell does not end.');
        built += text.slice(from, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        built += '"';
        from = at + 1;
      }
      cell = built;
      if (at < text.length && !',\r\n'.includes(text[at] ?? '')) return fault('something follows a closing quote.');
    } else {
      const from = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at += 1;
      cell = text.slice(from, at);
      if (cell.includes('"')) return fault('a quote stands inside a cell that is not quoted.');
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      if (at === text.length || text[at] === '\n' || text[at] === '\r') row.push('');
      else continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    cells.push(row);
    row = [];
  }
  return { cells, error: null };
};

/**
 * Reads RFC 4180 text in UTF-8 (a byte order mark is skipped, CRLF and LF both end a row, blank lines are skipped).
 * Refuses with `invalid_body`; pointers count rows below the header from 0.
 */
export const parseCsv = (bytes: Uint8Array): Result<Table> => {
  const decoded = decodeUtf8(bytes);
  if (decoded === null) return broken(0, 'it is not UTF-8.');
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  if (text.includes('\0')) return broken(0, 'it holds the character U+0000.');
  const { cells, error } = scan(text);
  if (error !== null) return broken(Math.max(0, error.row), error.detail);
  const [header, ...rows] = cells.filter((row) => row.length > 1 || row[0] !== '');
  if (header === undefined) return broken(0, 'it is empty.');
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged >= 0) {
    return broken(ragged, `a row has ${rows[ragged]?.length ?? 0} cells where the header has ${header.length}.`);
  }
  return accept({ header, rows });
};
