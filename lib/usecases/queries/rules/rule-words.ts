import type { RuleChange } from '@/lib/contract/views/rules';
import type { ClassifyRule, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { classifiedWords, ignoredWords, matchingWords } from '@/lib/domain/rule-words/document-words';
import { wholeRuleText } from '@/lib/domain/rule-words/field-words';
import { plainWord } from '@/lib/usecases/queries/parts/options';

// Rules in words, so that two versions can be told apart by reading.

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

const fieldWords = ({ fields, defaults = [], ignored = [], matching }: RuleSetDocument) =>
  new Map([
    ...Object.entries(fields).map(([field, rule]) => [field, wholeRuleText(rule)] as const),
    ...[...defaults].reverse().map(({ match, rule }) => [`other fields named ${match}`, wholeRuleText(rule)] as const),
    ...ignored.map((field) => [`ignoring ${field.field}`, ignoredWords(field)] as const),
    ...(matching === undefined ? [] : [['pairing', matchingWords(matching).join(' ')] as const]),
  ]);

/** The first class of a subject counts, so only that one is told. */
const classWords = ({ classify }: RuleSetDocument) =>
  new Map([...classify].reverse().map((rule) => [`class of ${classifiedWords(rule)}`, verdictOf(rule)]));

/** What changed from one version to another, in words; a different order of classes is a change, too. */
export const changesBetween = (before: RuleSetDocument, after: RuleSetDocument): RuleChange[] => {
  const [fields, classes] = [
    [fieldWords(before), fieldWords(after)] as const,
    [classWords(before), classWords(after)] as const,
  ];
  const names = (maps: readonly ReadonlyMap<string, string>[]) =>
    [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
  const changes = [...differing(names(fields), ...fields), ...differing(names(classes), ...classes)];
  const defaults = ({ defaults: list = [] }: RuleSetDocument) =>
    [...new Set(list.map(({ match }) => match))].join('; ');
  if (defaults(before) !== defaults(after) && changes.every(({ subject }) => !subject.startsWith('other fields'))) {
    changes.push({ subject: 'order of rules for other fields', before: defaults(before), after: defaults(after) });
  }
  const order = (document: RuleSetDocument) => [...new Set(document.classify.map(classifiedWords))].join('; ');
  const reordered = changes.every(({ subject }) => !subject.startsWith('class of')) && order(before) !== order(after);
  return reordered
    ? [...changes, { subject: 'order of classes', before: order(before), after: order(after) }]
    : changes;
};
