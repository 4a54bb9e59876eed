import { type JsonWithNumberText, NumberText } from '@/lib/ingest/strict-json';

// A document that remembers what was read of it, so that an adapter can name what it left alone.

const segment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const isObject = (value: unknown): value is { [member: string]: JsonWithNumberText } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);

/** One place of a document. What is not there, or is of another kind, reads as undefined and never throws. */
export class Tracked {
  private constructor(
    readonly pointer: string,
    private readonly value: JsonWithNumberText | undefined,
    private readonly read: Set<string>,
  ) {}

  /** The root of a document. */
  static of(document: JsonWithNumberText): Tracked {
    return new Tracked('', document, new Set());
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  get isObject(): boolean {
    return isObject(this.value);
  }

  get isArray(): boolean {
    return Array.isArray(this.value);
  }

  private child(name: string, value: JsonWithNumberText | undefined): Tracked {
    return new Tracked(`${this.pointer}/${segment(name)}`, value, this.read);
  }

  /** The member of that name; own members only. */
  at(name: string): Tracked {
    return this.child(name, isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined);
  }

  members(): [string, Tracked][] {
    return isObject(this.value)
      ? Object.entries(this.value).map(([name, value]) => [name, this.child(name, value)])
      : [];
  }

  items(): Tracked[] {
    return Array.isArray(this.value) ? this.value.map((value, index) => this.child(String(index), value)) : [];
  }

  /** Text, or a number or boolean as it was written; null for null; undefined for anything else. Counts as read. */
  text(): string | null | undefined {
    const { value } = this;
    if (value === undefined || Array.isArray(value) || isObject(value)) return undefined;
    this.read.add(this.pointer);
    if (value === null || typeof value === 'string') return value;
    return value instanceof NumberText ? value.text : String(value);
  }

  /** A whole number that is not negative, also as text; undefined for anything else. */
  count(): number | undefined {
    const text = this.text();
    if (typeof text !== 'string' || !/^\d{1,15}(\.0+)?$/.test(text)) return undefined;
    return Number(text);
  }

  /** True and false only. */
  flag(): boolean | undefined {
    if (typeof this.value !== 'boolean') return undefined;
    this.read.add(this.pointer);
    return this.value;
  }

  /** Takes everything below as understood: the adapter knows what it is and that it says nothing about the result. */
  passOver(): void {
    const mark = (at: Tracked): void => {
      if (at.isObject) for (const [, member] of at.members()) mark(member);
      else if (at.isArray) for (const item of at.items()) mark(item);
      else this.read.add(at.pointer);
    };
    mark(this);
  }

  /** This part of the document as JSON text, numbers as they were written. Counts as read. */
  json(): string {
    this.passOver();
    const write = (value: JsonWithNumberText): string => {
      if (value instanceof NumberText) return value.text;
      if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
      if (!isObject(value)) return JSON.stringify(value);
      return `{${Object.entries(value)
        .map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)
        .join(',')}}`;
    };
    return this.value === undefined ? 'null' : write(this.value);
  }

  /**
   * Places below that hold something and were never read; entries of arrays, and of maps by number or
   * composed name (`suite::batch::time`), are named once, by `*`.
   */
  unread(): string[] {
    const found = new Set<string>();
    const walk = (at: Tracked, name: string): void => {
      if (at.isArray) for (const item of at.items()) walk(item, `${name}/*`);
      else if (at.isObject) {
        for (const [member, value] of at.members()) walk(value, `${name}/${/^\d+$|::/.test(member) ? '*' : member}`);
      } else if (!this.read.has(at.pointer) && !at.isNull) found.add(name.slice(1));
    };
    walk(this, '');
    return [...found];
  }
}
