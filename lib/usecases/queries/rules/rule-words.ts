import type { RuleChange, RuleClassification, RuleField } from '@/lib/contract/views/rules';
import type { ClassifyRule, FieldRule, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { plainWord } from '@/lib/usecases/queries/parts/options';
import { counted, shareText } from '@/lib/usecases/queries/parts/say';

// Rules in words, so that two versions can be told apart by reading.

const decimalWords = (rule: Extract<FieldRule, { type: 'decimal' }>): string => {
  const { rounding, tolerance } = rule;
  const how =
    typeof rounding === 'string'
      ? `rounded ${plainWord(rounding)}`
      : `rounded ${plainWord(rounding.legacy)} on legacy and ${plainWord(rounding.target)} on target`;
  const within = [
    ...(tolerance.absolute === undefined ? [] : [tolerance.absolute]),
    ...(tolerance.relative === undefined ? [] : [shareText(tolerance.relative)]),
  ];
  return `decimal, ${counted(rule.scale, 'place')}, ${how}; ${within.length === 0 ? 'exact' : `within ${within.join(' or ')}`}`;
};

const textWords = (rule: Extract<FieldRule, { type: 'text' }>): string => {
  const forgiven = [
    ...(rule.nullEqualsEmpty ? ['null equals empty'] : []),
    ...(rule.trim ? ['blanks at the ends do not count'] : []),
    ...(rule.truncateTo === undefined ? [] : [`a cut at ${counted(rule.truncateTo, 'character')} is forgiven`]),
  ];
  return `text; ${forgiven.length === 0 ? 'as sent' : forgiven.join(', ')}`;
};

/** "decimal, 2 places, rounded half even; within 0.01" */
const fieldRuleWords = (rule: FieldRule): string => {
  if (rule.type === 'decimal') return decimalWords(rule);
  if (rule.type === 'text') return textWords(rule);
  return `timestamp, read in ${rule.legacyZone} on legacy and ${rule.targetZone} on target, to the ${rule.precision}`;
};

export const ruleFields = (document: RuleSetDocument): RuleField[] =>
  Object.entries(document.fields)
    .map(([field, rule]) => ({ field, sentence: fieldRuleWords(rule) }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));

export const ruleClassifications = (document: RuleSetDocument): RuleClassification[] =>
  document.classify.map(({ field, kind, difference, category, severity }) => ({
    field: field ?? null,
    kind: kind ?? null,
    difference: difference === undefined ? null : plainWord(difference),
    category,
    severity,
  }));

const subjectOf = ({ field, kind, difference }: ClassifyRule): string =>
  [field, kind, difference].flatMap((word) => (word === undefined ? [] : [plainWord(word)])).join(', ');

const verdictOf = ({ category, severity }: ClassifyRule): string => `${plainWord(category)}, ${severity}`;

const differing = (
  subjects: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
) =>
  subjects.flatMap((subject): RuleChange[] => {
    const [was, is] = [before.get(subject) ?? null, after.get(subject) ?? null];
    return was === is ? [] : [{ subject, before: was, after: is }];
  });

const fieldWords = ({ fields }: RuleSetDocument) =>
  new Map(Object.entries(fields).map(([field, rule]) => [field, fieldRuleWords(rule)]));

/** The first classification of a subject counts, so only that one is told. */
const classWords = ({ classify }: RuleSetDocument) =>
  new Map([...classify].reverse().map((rule) => [`classification of ${subjectOf(rule)}`, verdictOf(rule)]));

/** What changed from one version to another, in words; a different order of classifications is a change, too. */
export const changesBetween = (before: RuleSetDocument, after: RuleSetDocument): RuleChange[] => {
  const [fields, classes] = [
    [fieldWords(before), fieldWords(after)] as const,
    [classWords(before), classWords(after)] as const,
  ];
  const names = (maps: readonly ReadonlyMap<string, string>[]) =>
    [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
  const changes = [...differing(names(fields), ...fields), ...differing(names(classes), ...classes)];
  const order = (document: RuleSetDocument) => [...new Set(document.classify.map(subjectOf))].join('; ');
  const reordered =
    changes.every(({ subject }) => !subject.startsWith('classification')) && order(before) !== order(after);
  return reordered
    ? [...changes, { subject: 'order of classifications', before: order(before), after: order(after) }]
    : changes;
};
