import type { Codes } from '@/lib/domain/comparison/rule-members';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { byText } from '@/lib/domain/kernel/by-text';
import { quoted } from './sides-words';

// What is done with each side before it is read as anything, in the order in which it is done.

const other = { legacy: 'target', target: 'legacy' } as const;

/** The most codes that a sentence names where nothing else is asked; all of them stand in the document. */
const mostNamed = 6;

const tableWords = (side: 'legacy' | 'target', table: Codes['legacy'], most: number): string[] => {
  const codes = Object.entries(table ?? {}).sort(([a], [b]) => byText(a, b));
  if (table === undefined || codes.length === 0) return [];
  const named = codes.slice(0, most).map(([code, word]) => `“${code}” is “${word}”`);
  const more = codes.length > most ? ` and ${codes.length - most} more` : '';
  return [`on ${side}, ${named.join(', ')}${more}`];
};

const codesWords = ({ legacy, target, others }: Codes, most: number): string => {
  const tables = [...tableWords('legacy', legacy, most), ...tableWords('target', target, most)];
  const rest = others === 'keep' ? 'Any other code stands for itself' : 'Any other code differs';
  return tables.length === 0 ? `${rest}.` : `Codes are read as words: ${tables.join('; ')}. ${rest}.`;
};

/** Each sentence is one step; of codes, `mostCodes` of each side are named. */
export const preparationWords = (rule: FieldRule, mostCodes = mostNamed): string[] => {
  const { nullTexts, nullForEmpty, unicode, codes } = rule;
  const foldCase = 'foldCase' in rule ? rule.foldCase : undefined;
  const alone = 'Empty and null are the same';
  return [
    ...(nullTexts === undefined ? [] : [`${quoted(nullTexts)} stands for null.`]),
    ...(rule.missingEqualsNull ? ['A value that one side did not send counts as null.'] : []),
    ...(rule.dropInvisible ? ['Characters that nobody sees do not count.'] : []),
    ...(rule.lineEndings ? ['How lines end does not count.'] : []),
    ...(unicode === undefined
      ? []
      : [
          unicode === 'NFC'
            ? 'Letters count by what they are, not by how they are composed (NFC).'
            : 'Letters count by what they are; variants such as ﬁ and fi are the same (NFKC).',
        ]),
    ...(rule.trim ? ['Blanks at both ends do not count.'] : []),
    ...(rule.trimEnd ? ['Blanks at the end do not count.'] : []),
    ...(rule.collapseBlanks ? ['Several blanks count as one.'] : []),
    ...(foldCase === undefined
      ? []
      : [
          foldCase === 'ascii'
            ? 'Upper and lower case of A to Z are the same.'
            : 'Upper and lower case of all alphabets are the same.',
        ]),
    ...(rule.nullEqualsEmpty ? [`${alone}.`] : []),
    ...(nullForEmpty === undefined
      ? []
      : [`${alone} where null is on ${nullForEmpty} and empty on ${other[nullForEmpty]}.`]),
    ...(rule.nullEqualsNull === false ? ['Two nulls say nothing, and differ.'] : []),
    ...(codes === undefined ? [] : [codesWords(codes, mostCodes)]),
  ];
};
