import { byText } from '@/lib/domain/kernel/by-text';
import type { Side } from '@/lib/domain/words';
import { canonicalMembers, canonicalValue } from './canonical-value';
import { cleanerOf } from './clean-text';
import { booleanOf } from './compare-booleans';
import { numberOf } from './compare-decimals';
import type { ItemRule, JsonRule, ListRule } from './field-rules';
import { type Comparator, step, unreadable } from './steps';

// Lists and JSON values: brought to one text for everything that says the same.

/** One member made comparable; null where it is not what the rule says it is. */
type ReadItem = (member: string, side: Side) => string | null;

const itemBy = (rule: ItemRule | undefined): ReadItem => {
  if (rule === undefined) return (member) => member;
  const clean = cleanerOf(rule);
  if (rule.type === 'boolean') {
    const read = booleanOf(rule);
    return (member) => read(clean(member));
  }
  if (rule.type === 'decimal') {
    const read = numberOf(rule);
    return (member, side) => read(clean(member), side);
  }
  return clean;
};

const isText = (member: string): boolean => member.startsWith('"');
const textOf = (member: string): string => String(JSON.parse(member));

/** A member of a JSON list as JSON, so that null, a number or true is not the text that reads alike. */
const asJson = (member: string): string => (isText(member) ? JSON.stringify(textOf(member).trim()) : member);

/** The same as a text, for a rule that reads it as something; null is no value of any type. */
const asText = (member: string): string | null => {
  if (member === 'null') return null;
  return isText(member) ? textOf(member) : member;
};

/** The members of a list; null for one that no rule can read, or where the text is no list. */
const membersOf = ({ written, item }: ListRule): ((text: string) => (string | null)[] | null) => {
  if (written === 'json') {
    const one = item === undefined ? asJson : asText;
    return (text) => canonicalMembers(text)?.map(one) ?? null;
  }
  const one = (member: string) => (item === undefined ? member.trim() : member);
  return (text) => (text.trim() === '' ? [] : text.split(written.separator).map(one));
};

/** Reads a list and puts it in order, once where it is a set; null where it is no list or a member cannot be read. */
export const listOf = (rule: ListRule): ((text: string, side: Side) => string[] | null) => {
  const split = membersOf(rule);
  const read = itemBy(rule.item);
  return (text, side) => {
    const members: string[] = [];
    for (const member of split(text) ?? [null]) {
      const item = member === null ? null : read(member, side);
      if (item === null) return null;
      members.push(item);
    }
    if (rule.order === 'ordered') return members;
    return (rule.order === 'set' ? [...new Set(members)] : members).sort(byText);
  };
};

const orderSentences: Record<ListRule['order'], string> = {
  ordered: 'Read as a list in its order.',
  multiset: 'Read as a list whose order does not count.',
  set: 'Read as a set: neither order nor repetition counts.',
};

/** Compares lists. */
export const listsBy = (rule: ListRule): Comparator => {
  const read = listOf(rule);
  // Members that are JSON already stand in the list as they are.
  const isJson = rule.written === 'json' && rule.item === undefined;
  const told = (members: readonly string[]) => (isJson ? `[${members.join(',')}]` : JSON.stringify(members));
  return (legacy, target, steps) => {
    const a = legacy === null ? null : read(legacy, 'legacy');
    const b = target === null ? null : read(target, 'target');
    if (a === null || b === null) {
      return unreadable(steps, { legacy: a, target: b }, 'a list of what the rules say', legacy, target);
    }
    const [left, right] = [told(a), told(b)];
    steps?.push(step('order', left, right, orderSentences[rule.order]));
    steps?.push(step('compare', left, right, left === right ? 'The same.' : 'They differ.'));
    return left === right ? 'match' : 'mismatch';
  };
};

/** Compares JSON values by what they say. */
export const jsonBy = (rule: JsonRule): Comparator => {
  const form = { unordered: rule.lists === 'multiset', dropNulls: rule.missingEqualsNull === true };
  const lists = form.unordered ? 'neither members nor lists have an order' : 'members have no order';
  const nulls = form.dropNulls ? ', and a member that is null is not there' : '';
  const sentence = `In canonical form: ${lists}${nulls}.`;
  return (legacy, target, steps) => {
    const a = legacy === null ? null : canonicalValue(legacy, form);
    const b = target === null ? null : canonicalValue(target, form);
    if (a === null || b === null) {
      return unreadable(steps, { legacy: a, target: b }, 'JSON that can be compared', legacy, target);
    }
    steps?.push(step('order', a, b, sentence));
    steps?.push(step('compare', a, b, a === b ? 'The same.' : 'They differ.'));
    return a === b ? 'match' : 'mismatch';
  };
};
