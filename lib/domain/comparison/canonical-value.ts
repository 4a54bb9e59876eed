import { byText } from '@/lib/domain/kernel/by-text';
import { decimalText, readDecimal } from './decimal';

// One text for all JSON texts that say the same. Numbers keep every digit: they never become floats on the way.

/** How deep a value may be nested. */
export const mostNested = 64;

export type JsonForm = {
  /** The order of lists does not count. */
  unordered: boolean;
  /** A member that is null counts as one that is not there. */
  dropNulls: boolean;
};

/** Walks a text that is known to be JSON; null where it is not canonical enough to be compared. */
class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly form: JsonForm,
  ) {}

  value(depth: number): string | null {
    if (depth > mostNested) return null;
    this.blanks();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.list(depth);
    if (first === '"') return JSON.stringify(this.string());
    return this.word();
  }

  /** The members of a list, each in its canonical form. */
  members(depth: number): string[] | null {
    const members: string[] = [];
    this.at += 1;
    for (this.blanks(); this.text[this.at] !== ']'; this.blanks()) {
      if (this.text[this.at] === ',') this.at += 1;
      const member = this.value(depth + 1);
      if (member === null) return null;
      members.push(member);
    }
    this.at += 1;
    return members;
  }

  private blanks(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
  }

  private string(): string {
    const from = this.at;
    for (this.at += 1; this.text[this.at] !== '"'; this.at += 1) if (this.text[this.at] === '\\') this.at += 1;
    this.at += 1;
    return String(JSON.parse(this.text.slice(from, this.at)));
  }

  private word(): string | null {
    const from = this.at;
    while (/[\w+.-]/.test(this.text[this.at] ?? '')) this.at += 1;
    const word = this.text.slice(from, this.at);
    if (word === 'true' || word === 'false' || word === 'null') return word;
    const number = readDecimal(word);
    return number === null ? null : decimalText(number);
  }

  private list(depth: number): string | null {
    const members = this.members(depth);
    if (members === null) return null;
    return `[${(this.form.unordered ? members.sort(byText) : members).join(',')}]`;
  }

  private object(depth: number): string | null {
    const members = new Map<string, string>();
    this.at += 1;
    for (this.blanks(); this.text[this.at] !== '}'; this.blanks()) {
      if (this.text[this.at] === ',') this.at += 1;
      this.blanks();
      const name = this.string();
      this.blanks();
      this.at += 1;
      const member = this.value(depth + 1);
      // Which of two members of one name counts is nobody's to guess.
      if (member === null || members.has(name)) return null;
      members.set(name, member);
    }
    this.at += 1;
    const kept = [...members].filter(([, member]) => !this.form.dropNulls || member !== 'null');
    return `{${kept
      .sort(([a], [b]) => byText(a, b))
      .map(([name, member]) => `${JSON.stringify(name)}:${member}`)
      .join(',')}}`;
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The canonical form of a JSON text; null where it is none, names a member twice, nests too deep or has too large a number. */
export const canonicalValue = (text: string, form: JsonForm): string | null =>
  isJson(text) ? new Reader(text, form).value(0) : null;

/** The members of a JSON array in canonical form; null where the text is no such array. */
export const canonicalMembers = (text: string): string[] | null =>
  isJson(text) && text.trimStart().startsWith('[')
    ? new Reader(text.trimStart(), { unordered: false, dropNulls: false }).members(0)
    : null;
