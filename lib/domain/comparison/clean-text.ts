import type { StepName } from './steps';

// A text made comparable, the same in every locale. Each of these changes nothing the second time.

/** Which cleaning a rule asks for. */
export type Cleaning = {
  dropInvisible?: boolean | undefined;
  lineEndings?: boolean | undefined;
  unicode?: 'NFC' | 'NFKC' | undefined;
  trim?: boolean | undefined;
  trimEnd?: boolean | undefined;
  collapseBlanks?: boolean | undefined;
  foldCase?: 'ascii' | 'unicode' | undefined;
};

/** One change of a text, with what is said where it changed something. */
export type Cleaner = { step: StepName; sentence: string; clean: (text: string) => string };

// Controls but tab, LF and CR; and format characters: zero-width ones, direction and byte order marks, soft hyphens.
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

const asciiFolded = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Lower case by the character tables alone; the sigma at the end of a word is a sigma. */
const unicodeFolded = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');

const caseCleaner = (fold: 'ascii' | 'unicode', form: 'NFC' | 'NFKC' | undefined): Cleaner => {
  const folded = fold === 'ascii' ? asciiFolded : unicodeFolded;
  return {
    step: 'case',
    sentence: fold === 'ascii' ? 'Latin letters A to Z in lower case.' : 'Letters of all alphabets in lower case.',
    // Lower case can undo a composed form, so that the form is taken once more.
    clean: form === undefined ? folded : (text) => folded(text).normalize(form),
  };
};

/** The cleaners that a rule asks for, in the order in which they work. */
export const cleanersOf = (rule: Cleaning): Cleaner[] => {
  const { unicode, foldCase } = rule;
  const cleaners: (Cleaner | null)[] = [
    rule.dropInvisible
      ? {
          step: 'invisible',
          sentence: 'Characters that nobody sees taken out.',
          clean: (text) => text.replace(invisible, ''),
        }
      : null,
    rule.lineEndings
      ? { step: 'line_endings', sentence: 'Each line ends with LF.', clean: (text) => text.replace(/\r\n?/g, '\n') }
      : null,
    unicode === undefined
      ? null
      : { step: 'unicode', sentence: `In Unicode form ${unicode}.`, clean: (text) => text.normalize(unicode) },
    rule.trim
      ? { step: 'trim', sentence: 'Blanks at both ends taken off.', clean: (text) => text.trim() }
      : rule.trimEnd
        ? { step: 'trim', sentence: 'Blanks at the end taken off.', clean: (text) => text.trimEnd() }
        : null,
    rule.collapseBlanks
      ? { step: 'collapse', sentence: 'Each run of blanks is one space.', clean: (text) => text.replace(/\s+/g, ' ') }
      : null,
    foldCase === undefined ? null : caseCleaner(foldCase, unicode),
  ];
  return cleaners.filter((cleaner) => cleaner !== null);
};

/** All the cleaning of a rule at once. */
export const cleanerOf = (rule: Cleaning): ((text: string) => string) => {
  const cleaners = cleanersOf(rule);
  return (text) => cleaners.reduce((cleaned, { clean }) => clean(cleaned), text);
};
