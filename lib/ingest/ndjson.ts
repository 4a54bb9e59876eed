import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { limits } from '@/lib/contract/limits';
import { type Refusal, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';

// One JSON document a line, read while it comes. Nothing of a line is kept once its value is given on, so that a body has
// no length: memory holds one line that is not complete, and what the caller makes of the others.

/** How a line is read. Bytes are those of one line, without its end. */
export type LineFormat<T> = {
  /** The value, where a cheap look proves that `strict` would give the same; null where that must be asked. */
  fast?: (line: string) => T | null;
  /** The strict reader with its schema: the one that says what is wrong. */
  strict: (line: Uint8Array) => Result<T>;
};

const newline = 0x0a;
const nothing = Buffer.alloc(0);

/** A place of the body, counted from 1 as editors do: `/lines/17/kind`. */
const placed = (refusal: Refusal, line: number): Refused => {
  const errors = refusal.errors?.map(({ pointer = '', ...rest }) => ({ ...rest, pointer: `/lines/${line}${pointer}` }));
  const detail = `Line ${line}: ${refusal.detail}`;
  return new Refused(errors === undefined ? { ...refusal, detail } : { ...refusal, detail, errors });
};

const tooLong = (line: number): Refused => {
  const detail = `Line ${line} is longer than ${limits.lineBytes / 1024} KiB.`;
  return refused('body_too_large', `${detail} Nothing was kept.`, [{ pointer: `/lines/${line}`, detail }]);
};

const empty = (line: number): Refused => {
  const detail = `Line ${line} is empty.`;
  return refused('malformed_json', detail, [{ pointer: `/lines/${line}`, code: 'syntax', detail }]);
};

/** Reads one body. @throws Refused at the first line that is wrong, with its number. */
export class LineReader<T> {
  readonly #hash = createHash('sha256');
  #rest: Buffer = nothing;
  #lines = 0;

  constructor(private readonly format: LineFormat<T>) {}

  /** Lines read so far. */
  get lines(): number {
    return this.#lines;
  }

  /** The values of all lines that end in this chunk. */
  push(chunk: Buffer): T[] {
    this.#hash.update(chunk);
    const end = chunk.lastIndexOf(newline);
    if (end === -1) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      if (this.#rest.length > limits.lineBytes) throw tooLong(this.#lines + 1);
      return [];
    }
    const head = chunk.subarray(0, end);
    const block = this.#rest.length === 0 ? head : Buffer.concat([this.#rest, head]);
    // A copy, since the chunk's own memory is its giver's.
    this.#rest = end + 1 === chunk.length ? nothing : Buffer.from(chunk.subarray(end + 1));
    if (this.#rest.length > limits.lineBytes) throw tooLong(this.#lines + block.length);
    return this.#block(block);
  }

  /** The values of what stands after the last end of a line, and the digest (SHA-256, hex) of the whole body. */
  end(): { values: T[]; digest: string } {
    const values = this.#rest.length === 0 ? [] : this.#block(this.#rest);
    this.#rest = nothing;
    return { values, digest: this.#hash.digest('hex') };
  }

  /** Complete lines with `\n` between them. */
  #block(block: Buffer): T[] {
    const values: T[] = [];
    const ascii = isAscii(block);
    if (!ascii && !isUtf8(block)) {
      for (let at = 0; at <= block.length; ) {
        const end = block.indexOf(newline, at);
        values.push(this.#strictly(block.subarray(at, end === -1 ? block.length : end)));
        at = end === -1 ? block.length + 1 : end + 1;
      }
      return values;
    }
    const text = block.toString(ascii ? 'latin1' : 'utf8');
    for (let at = 0; at <= text.length; ) {
      const found = text.indexOf('\n', at);
      const end = found === -1 ? text.length : found;
      values.push(this.#line(text.slice(at, end), ascii));
      at = end + 1;
    }
    return values;
  }

  #line(line: string, ascii: boolean): T {
    const most = ascii ? line.length : line.length * 3;
    if (most > limits.lineBytes && Buffer.byteLength(line) > limits.lineBytes) throw tooLong(this.#lines + 1);
    const value = this.format.fast?.(line) ?? null;
    if (value === null) return this.#strictly(Buffer.from(line));
    this.#lines += 1;
    return value;
  }

  #strictly(line: Uint8Array): T {
    this.#lines += 1;
    if (line.length > limits.lineBytes) throw tooLong(this.#lines);
    if (line.length === 0) throw empty(this.#lines);
    const read = this.format.strict(line);
    if (!read.ok) throw placed(read.refusal, this.#lines);
    return read.value;
  }
}
