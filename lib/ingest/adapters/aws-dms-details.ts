// DETAILS of a validation failure is called JSON and is none: single quotes, a comma behind the last entry. Read leniently,
// and given up as a whole where it cannot be understood: half a difference would be a wrong one.

type Value = string | null | Value[] | Map<string, Value>;

class Unreadable extends Error {}

const deepest = 8;

class DetailsReader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): Value {
    const value = this.value(0);
    if (this.next() !== '') throw new Unreadable();
    return value;
  }

  /** The next character that is no blank, without taking it; empty at the end. */
  private next(): string {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
    return this.text[this.at] ?? '';
  }

  private takes(character: string): boolean {
    if (this.next() !== character) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number): Value {
    if (depth > deepest) throw new Unreadable();
    const first = this.next();
    if (first === '[') return this.list(depth);
    if (first === '{') return this.map(depth);
    if (first === "'" || first === '"') return this.quoted(first);
    return this.bare();
  }

  private list(depth: number): Value[] {
    this.at += 1;
    const values: Value[] = [];
    while (!this.takes(']')) {
      values.push(this.value(depth + 1));
      if (!this.takes(',') && this.next() !== ']') throw new Unreadable();
    }
    return values;
  }

  private map(depth: number): Map<string, Value> {
    this.at += 1;
    const members = new Map<string, Value>();
    while (!this.takes('}')) {
      const name = this.value(depth + 1);
      if (typeof name !== 'string' || members.has(name) || !this.takes(':')) throw new Unreadable();
      members.set(name, this.value(depth + 1));
      if (!this.takes(',') && this.next() !== '}') throw new Unreadable();
    }
    return members;
  }

  /** A quote ends a text where something follows that may follow a text: `'O'Brien'` is one text. */
  private quoted(quote: string): string {
    let built = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at] ?? '';
      if (character === '\\' && this.at + 1 < this.text.length) {
        this.at += 1;
        const escaped = this.text[this.at] ?? '';
        built += escaped === quote || escaped === '\\' ? escaped : `\\${escaped}`;
      } else if (character === quote && /^\s*([\]},:]|$)/.test(this.text.slice(this.at + 1, this.at + 20))) {
        this.at += 1;
        return built;
      } else built += character;
    }
    throw new Unreadable();
  }

  private bare(): string | null {
    const found = /^[^\s,:'"[\]{}]+/.exec(this.text.slice(this.at, this.at + 1_000))?.[0];
    if (found === undefined) throw new Unreadable();
    this.at += found.length;
    return /^(null|none)$/i.test(found) ? null : found;
  }
}

const read = (text: string): Value | undefined => {
  try {
    return new DetailsReader(text).document();
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
};

/** A column that differs, as each side of the tool has it; a value that DETAILS leaves out is undefined. */
export type DetailsColumn = { column: string; source?: string | null; target?: string | null };

const scalar = (value: Value | undefined): string | null | undefined =>
  value === null || typeof value === 'string' ? value : undefined;

/** Columns of `[[{source…}, {target…}], …]`, or null where the text is something else. */
export const readDetails = (text: string): DetailsColumn[] | null => {
  const document = read(text);
  if (!Array.isArray(document)) return null;
  const columns: DetailsColumn[] = [];
  for (const pair of document) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [source, target] = pair;
    if (!(source instanceof Map) || !(target instanceof Map)) return null;
    for (const column of new Set([...source.keys(), ...target.keys()])) {
      const [left, right] = [scalar(source.get(column)), scalar(target.get(column))];
      columns.push({
        column,
        ...(left === undefined ? {} : { source: left }),
        ...(right === undefined ? {} : { target: right }),
      });
    }
  }
  return columns;
};

/** The values of a key like `{"key": ["3451491"]}`; null where it is written otherwise. */
export const readKey = (text: string): (string | null)[] | null => {
  const document = read(text);
  const values = document instanceof Map ? document.get('key') : undefined;
  if (!Array.isArray(values) || values.length === 0) return null;
  const scalars = values.map(scalar);
  return scalars.every((value) => value !== undefined) ? scalars : null;
};
