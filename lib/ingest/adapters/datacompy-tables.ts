// datacompy shows rows only as tables drawn for a terminal: boxes by polars, columns set flush right by pandas and Spark.
// They are read where they can be read for certain; a value that may have been cut or rounded is not taken for a value.

/** A drawn table: headings and cells as text; undefined for a cell that was cut short. */
export type DrawnTable = { header: string[]; rows: (string | undefined)[][] };

const cut = (cell: string): string | undefined => (/(…|\.\.\.)$/.test(cell) ? undefined : cell);

const boxCells = (line: string): string[] | null => {
  if (!line.startsWith('│') || !line.endsWith('│')) return null;
  return line
    .slice(1, -1)
    .split('┆')
    .map((cell) => cell.trim());
};

/** A heading of polars has three lines: name, three hyphens, type. */
const readBox = (lines: readonly string[]): DrawnTable | null => {
  const border = lines.findIndex((line) => line.startsWith('╞'));
  const top = lines.findIndex((line) => line.startsWith('┌'));
  if (top < 0 || border < top) return null;
  const header = boxCells(lines[top + 1] ?? '');
  const types = border === top + 4 ? boxCells(lines[border - 1] ?? '') : null;
  if (header === null || types === null) return null;
  const rows: (string | undefined)[][] = [];
  for (const line of lines.slice(border + 1)) {
    if (line.startsWith('└')) break;
    const cells = boxCells(line);
    // A cell over several lines, or with a bar of its own, would put values into the wrong columns.
    if (cells === null || cells.length !== header.length) return null;
    rows.push(cells.map(cut));
  }
  const said = /^shape: \((\d{1,15}),/.exec(lines[0] ?? '')?.[1];
  const all = said === undefined || rows.length <= Number(said);
  return all && !rows.some((cells) => cells.every((cell) => cell === undefined)) ? { header, rows } : null;
};

/** Cells end where their heading ends, two blanks or more apart, so that a blank inside a value leads nowhere else. */
const readFlush = (lines: readonly string[], headings: readonly string[]): DrawnTable | null => {
  const [top = '', ...rest] = lines;
  const ends: number[] = [];
  let from = 0;
  for (const heading of headings) {
    const at = top.indexOf(heading, from);
    if (at < 0) return null;
    from = at + heading.length;
    ends.push(from);
  }
  if (top.slice(from).trim() !== '') return null;
  const rows: (string | undefined)[][] = [];
  for (const line of rest) {
    if (line.trim() === '') continue;
    if (line.length !== top.length) return null;
    const label = /^\S+/.exec(line)?.[0].length ?? 0;
    const cells = headings.map((_, index) => line.slice(index === 0 ? label : ends[index - 1], ends[index]));
    // Every cell begins with the blank that parts it from the one before; else a value reaches into its neighbour.
    if (label === 0 || cells.some((cell) => !cell.startsWith(' '))) return null;
    rows.push(cells.map((cell) => cut(cell.trim())));
  }
  return { header: [...headings], rows };
};

/** Headings of which only the number is known: where one has a blank of its own, they come out too many. */
const split = (text: string, count: number): string[] | null => {
  const headings = (text.split('\n')[0] ?? '').trim().split(/\s+/);
  return headings.length === count ? headings : null;
};

/** The table, or null where it cannot be read for certain. `headings` are its names in order, or how many there are. */
export const readDrawnTable = (text: string, headings: readonly string[] | number): DrawnTable | null => {
  const count = typeof headings === 'number' ? headings : headings.length;
  if (text.includes('┌')) {
    const box = readBox(text.split('\n'));
    return box !== null && box.header.length === count ? box : null;
  }
  const names = typeof headings === 'number' ? split(text, headings) : headings;
  return names === null ? null : readFlush(text.split('\n'), names);
};

/** How each library draws the absence of a value. */
const absent = new Set(['null', 'NaN', 'None', 'NaT', '<NA>', 'NULL']);

export const isAbsent = (cell: string | undefined): boolean => cell !== undefined && absent.has(cell);
