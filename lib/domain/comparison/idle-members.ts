import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { pointerOf } from '@/lib/domain/kernel/schema-refusal';
import type { FieldRule, RuleSetDocument } from './rule-set';

// Members of a rule that do nothing where it stands. Who signed them off believes that they do something, so that new rules
// are refused with them; those that were stored with them are read, and judge as they always did.

/** A member of a list is cleaned and read as its type says; nulls, codes and special numbers are looked at in whole values. */
export const idleInItems: readonly string[] = [
  ...['nullTexts', 'missingEqualsNull', 'nullForEmpty', 'nullEqualsNull', 'nullEqualsEmpty', 'codes'],
  ...['nan', 'infinity', 'negativeZero'],
];

const idleIn = (rule: FieldRule, path: readonly string[]): RefusalDetail[] => {
  if (rule.type !== 'list' || rule.item === undefined) return [];
  return Object.entries(rule.item)
    .filter(([name, value]) => idleInItems.includes(name) && value !== undefined)
    .filter(([name, value]) => name !== 'nullEqualsEmpty' || value === true)
    .map(([name]) => ({
      pointer: pointerOf([...path, 'item', name]),
      detail: 'This does nothing in the members of a list; it is of values as a whole.',
    }));
};

/** The document where every member of its rules does something; else `invalid_body` with those that do nothing. */
export const withoutIdleMembers = (document: RuleSetDocument, prefix = ''): Result<RuleSetDocument> => {
  const errors = [
    ...Object.entries(document.fields).flatMap(([name, rule]) => idleIn(rule, ['fields', name])),
    ...(document.defaults ?? []).flatMap(({ rule }, at) => idleIn(rule, ['defaults', String(at), 'rule'])),
  ].map((error) => ({ ...error, pointer: prefix + error.pointer }));
  return errors.length === 0
    ? accept(document)
    : refuse('invalid_body', 'The rule set says what has no effect.', errors.slice(0, 100));
};
