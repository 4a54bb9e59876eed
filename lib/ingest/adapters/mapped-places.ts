import type { MappedTest } from '@/lib/contract/mapped-format';
import { type Step, stepsOf } from '@/lib/contract/mapped-place';
import { decimalText, readDecimal } from '@/lib/domain/comparison/decimal';
import type { Tracked } from './kit/tracked';

// Places and tests of a map, in a document that may be anything: what is not there reads as undefined, never as a match.

/** The same few places are asked of every row. */
const read = new Map<string, Step[]>();

const steps = (place: string): Step[] => {
  const known = read.get(place);
  if (known !== undefined) return known;
  if (read.size > 2_000) read.clear();
  const found = stepsOf(place) ?? [];
  read.set(place, found);
  return found;
};

/** Everything at a place; empty where there is nothing. */
export const allAt = (root: Tracked, place: string): Tracked[] => {
  let found = [root];
  for (const step of steps(place)) {
    if (step.kind === 'every') {
      found = found.flatMap((at) => (at.isArray ? at.items() : at.members().map(([, member]) => member)));
    } else if (step.kind === 'where') {
      found = found.flatMap((at) => at.items().find((item) => item.at(step.name).text() === step.value) ?? []);
    } else {
      found = found.map((at) => (at.isArray ? (at.items()[indexOf(step.name)] ?? at.at(step.name)) : at.at(step.name)));
    }
  }
  return found.filter((at) => at.isThere);
};

const indexOf = (name: string): number => (/^\d{1,7}$/.test(name) ? Number(name) : -1);

/** The text of one place: null for null, the JSON of a list or an object, undefined where there is nothing. */
export const textAt = (root: Tracked, place: string | undefined): string | null | undefined => {
  const [at] = place === undefined ? [] : allAt(root, place);
  if (at === undefined) return undefined;
  return at.isObject || at.isArray ? at.json() : at.text();
};

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const isAmong = (text: string | null | undefined, words: readonly string[]): boolean =>
  typeof text === 'string' && words.some((word) => same(word, text));

/** Whether a test holds; null where it asks for a number and there is none, so that nobody can say. */
export const holds = (root: Tracked, test: MappedTest): boolean | null => {
  const text = textAt(root, test.at);
  const isThere = text !== null && text !== undefined;
  if (test.is !== undefined) return isAmong(text, test.is);
  if (test.not !== undefined) return isThere && !isAmong(text, test.not);
  if (test.present !== undefined) return isThere;
  if (test.absent !== undefined) return !isThere;
  if (!isThere) return false;
  const number = readDecimal(text.trim());
  const bound = readDecimal(test.above ?? test.atMost ?? '');
  if (number === null || bound === null) return null;
  return test.above === undefined ? number.isLessThanOrEqualTo(bound) : number.isGreaterThan(bound);
};

/** A decimal at a place, in its plain form; undefined where there is none. */
export const decimalAt = (root: Tracked, place: string | undefined): string | undefined => {
  const text = textAt(root, place);
  const read = typeof text === 'string' ? readDecimal(text.trim()) : null;
  return read === null || read.isNegative() ? undefined : decimalText(read);
};
