import type { Json } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { numberSurvives } from './json-number';

// One reader for every body that comes in, since JSON.parse forgives what must not be forgiven here: it keeps the last
// of two equal names, rounds numbers in silence, and takes half a surrogate pair for text. One pass, linear time.

/** How wide and deep a document may be: nesting, names in one object, entries in one array. */
export type JsonLimits = {
  depth: number;
  members: number;
  elements: number;
  /** The members in which NaN, Infinity and -Infinity stand for numbers: no JSON, yet what Python writes unless told not to. */
  nonFinite?: (member: string) => boolean;
};

export const bodyLimits: JsonLimits = { depth: 32, members: 1_000, elements: 10_000 };

/** Imports hold one row per member or element, so only their bytes bound them. */
export const importLimits: JsonLimits = { depth: 32, members: 1_000_000, elements: 1_000_000 };

/** A number as it was written, for formats whose digits must not go through a binary float. */
export class NumberText {
  constructor(readonly text: string) {}
}

export type JsonWithNumberText =
  | null
  | boolean
  | string
  | NumberText
  | JsonWithNumberText[]
  | { [member: string]: JsonWithNumberText };

/** What about the document was refused; `syntax` covers everything that is not JSON at all. */
export type JsonFault = 'syntax' | 'encoding' | 'depth' | 'members' | 'elements' | 'duplicate' | 'text' | 'number';

class Fault extends Error {
  constructor(
    readonly fault: JsonFault,
    message: string,
    readonly pointer: string,
  ) {
    super(message);
  }
}

const segment = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');
const shown = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);

const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const nonFinitePattern = /NaN|-?Infinity/y;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const hexPattern = /^[0-9a-fA-F]{4}$/;

type Tree<N> = null | boolean | string | N | Tree<N>[] | { [member: string]: Tree<N> };

class Reader<N> {
  private at = 0;
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
    private readonly makeNumber: (text: string) => N | null,
  ) {}

  document(): Tree<N> {
    this.space();
    if (this.at === this.text.length) this.fail('syntax', 'the body is empty');
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('syntax', `something follows the document ${this.where()}`);
    return value;
  }

  private where(): string {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    return `at line ${line}, column ${this.at - before.lastIndexOf('\n')}`;
  }

  private fail(fault: JsonFault, message: string): never {
    throw new Fault(fault, message, this.path.map((name) => `/${segment(name)}`).join(''));
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private value(): Tree<N> {
    const first = this.text[this.at];
    if (first === '{') return this.object();
    if (first === '[') return this.array();
    if (first === '"') return this.string();
    if (first === 't') return this.word('true', true);
    if (first === 'f') return this.word('false', false);
    if (first === 'n') return this.word('null', null);
    return this.number();
  }

  private word<V>(word: string, value: V): V {
    if (!this.text.startsWith(word, this.at)) this.fail('syntax', `not JSON ${this.where()}`);
    this.at += word.length;
    return value;
  }

  private mayBeNonFinite(): boolean {
    const member = this.path.findLast((name) => typeof name === 'string');
    return member !== undefined && this.limits.nonFinite?.(member) === true;
  }

  private matched(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  private number(): N {
    const found = this.matched(numberPattern) ?? (this.mayBeNonFinite() ? this.matched(nonFinitePattern) : null);
    if (found === null) this.fail('syntax', `not JSON ${this.where()}`);
    const next = this.text[this.at + found[0].length];
    if (next !== undefined && !',]} \n\r\t'.includes(next)) this.fail('syntax', `not JSON ${this.where()}`);
    const number = this.makeNumber(found[0]);
    if (number === null) {
      this.fail('number', 'the number would not survive: more digits or a larger exponent than can be kept exactly');
    }
    this.at += found[0].length;
    return number;
  }

  private string(): string {
    this.at += 1;
    let start = this.at;
    let built = '';
    let escaped = false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) break;
      if (Number.isNaN(code)) this.fail('syntax', `a text does not end ${this.where()}`);
      if (code < 0x20) this.fail('text', `a bare control character in a text ${this.where()}`);
      if (code !== 0x5c) {
        this.at += 1;
        continue;
      }
      escaped = true;
      built += this.text.slice(start, this.at) + this.escape();
      start = this.at;
    }
    built = escaped ? built + this.text.slice(start, this.at) : this.text.slice(start, this.at);
    this.at += 1;
    // Only escapes can make half a pair: the bytes were checked as UTF-8.
    if (escaped && !built.isWellFormed()) this.fail('text', 'a text holds half a surrogate pair');
    if (escaped && built.includes('\0')) this.fail('text', 'a text holds the character U+0000');
    return built;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (!hexPattern.test(digits)) this.fail('syntax', `a broken escape ${this.where()}`);
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (plain === undefined) this.fail('syntax', `a broken escape ${this.where()}`);
    this.at += 2;
    return plain;
  }

  private enter(): void {
    if (this.path.length >= this.limits.depth) this.fail('depth', `nested deeper than ${this.limits.depth}`);
    this.at += 1;
    this.space();
  }

  /** After an entry: true when another follows, false at the closing bracket. */
  private another(close: string): boolean {
    this.space();
    const mark = this.text[this.at];
    if (mark !== ',' && mark !== close) this.fail('syntax', `expected , or ${close} ${this.where()}`);
    this.at += 1;
    if (mark === close) return false;
    this.space();
    return true;
  }

  private array(): Tree<N>[] {
    this.enter();
    const items: Tree<N>[] = [];
    if (this.text[this.at] === ']') {
      this.at += 1;
      return items;
    }
    do {
      if (items.length >= this.limits.elements) this.fail('elements', `more than ${this.limits.elements} elements`);
      this.path.push(items.length);
      items.push(this.value());
      this.path.pop();
    } while (this.another(']'));
    return items;
  }

  private object(): { [member: string]: Tree<N> } {
    this.enter();
    const members: { [member: string]: Tree<N> } = {};
    if (this.text[this.at] === '}') {
      this.at += 1;
      return members;
    }
    let count = 0;
    do {
      if (this.text[this.at] !== '"') this.fail('syntax', `expected a name ${this.where()}`);
      if (count >= this.limits.members) this.fail('members', `more than ${this.limits.members} members`);
      const name = this.string();
      this.path.push(name);
      if (Object.hasOwn(members, name)) this.fail('duplicate', `the name ${shown(name)} stands here twice`);
      if (name === '__proto__') this.fail('text', 'no member may be called "__proto__"');
      this.space();
      if (this.text[this.at] !== ':') this.fail('syntax', `expected : ${this.where()}`);
      this.at += 1;
      this.space();
      members[name] = this.value();
      count += 1;
      this.path.pop();
    } while (this.another('}'));
    return members;
  }
}

const hasByteOrderMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes, or null where they are not UTF-8. A byte order mark stays in the text. */
export const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
};

const read = <N>(
  bytes: Uint8Array,
  limits: JsonLimits,
  skipByteOrderMark: boolean,
  makeNumber: (text: string) => N | null,
): Result<Tree<N>> => {
  const refusal = (fault: JsonFault, detail: string, pointer = '') =>
    refuse('malformed_json', `The body is not acceptable: ${detail}.`, [{ pointer, code: fault, detail }]);
  const marked = hasByteOrderMark(bytes);
  if (marked && !skipByteOrderMark) return refusal('encoding', 'it begins with a byte order mark');
  const text = decodeUtf8(marked ? bytes.subarray(3) : bytes);
  if (text === null) return refusal('encoding', 'it is not UTF-8');
  try {
    return accept(new Reader(text, limits, makeNumber).document());
  } catch (problem) {
    if (problem instanceof Fault) return refusal(problem.fault, problem.message, problem.pointer);
    throw problem;
  }
};

/**
 * Reads UTF-8 JSON strictly. Refuses (`malformed_json`, with a pointer and a `JsonFault` code) what JSON.parse would
 * let through: duplicate names, half surrogate pairs, U+0000, numbers that lose digits, excess of `limits`.
 */
export const parseStrictJson = (bytes: Uint8Array, limits: JsonLimits = bodyLimits): Result<Json> =>
  read(bytes, limits, false, (text) => (numberSurvives(text) ? Number(text) + 0 : null));

/**
 * The same reader for imports: numbers stay text of any length, and a byte order mark is skipped. NaN and the infinities
 * are numbers in text only where the limits say so.
 */
export const parseJsonKeepingNumbers = (
  bytes: Uint8Array,
  limits: JsonLimits = importLimits,
): Result<JsonWithNumberText> => read(bytes, limits, true, (text) => new NumberText(text));
