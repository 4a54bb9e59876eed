import { categoryLooks } from '@/components/states/category';
import type { DocumentChangeView } from '@/lib/contract/views/decision';
import { selectorOf } from '@/lib/domain/comparison/class-selector';
import type { FieldRule, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { ignoredWords, matchingWords } from '@/lib/domain/rule-words/document-words';
import { wholeRuleText } from '@/lib/domain/rule-words/field-words';

/** What changed of one subject: what it said, what it says, and each place at which it became another. */
export type SubjectChange = {
  subject: string;
  /** Whether the subject is a name of the document, such as a field. */
  named: boolean;
  before: string | null;
  after: string | null;
  /** What holds where a side says nothing. */
  absent: string;
  places: DocumentChangeView[];
  direction: DocumentChangeView['direction'];
};

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

export const partsOf = (path: string): string[] => path.split('/').slice(1).map(unescaped);

const order: DocumentChangeView['direction'][] = ['looser', 'other', 'stricter'];

/** The gravest of several: looser before different before stricter. */
const gravest = (places: readonly DocumentChangeView[]): DocumentChangeView['direction'] =>
  order.find((direction) => places.some((place) => place.direction === direction)) ?? 'other';

const ofRule = (rule: FieldRule | undefined): string | null => (rule === undefined ? null : wholeRuleText(rule));

/** What a document says of a subject, as a sentence; null where it says nothing, or nothing that is a sentence. */
const said = (document: RuleSetDocument, part: string, name: string): string | null => {
  if (part === 'fields') return ofRule(Object.entries(document.fields).find(([field]) => field === name)?.[1]);
  if (part === 'defaults') return ofRule(document.defaults?.find(({ match }) => match === name)?.rule);
  if (part === 'ignored') {
    const found = document.ignored?.find(({ field }) => field === name);
    return found === undefined ? null : ignoredWords(found);
  }
  if (part === 'classify') {
    const found = document.classify.find((rule) => selectorOf(rule) === name);
    return found === undefined ? null : `Called ${categoryLooks[found.category].word}, ${found.severity}.`;
  }
  if (part === 'matching') return document.matching === undefined ? null : matchingWords(document.matching).join(' ');
  return null;
};

const absences: Record<string, string> = {
  classify: 'No class of its own.',
  ignored: 'It is compared.',
  matching: 'Nothing is paired.',
};

const titles: Record<string, string> = {
  classify: 'Order of classes',
  defaults: 'Order of rules for other fields',
  matching: 'Pairing',
};

const titleOf = (part: string, name: string | undefined): { subject: string; named: boolean } => {
  if (name === undefined || part === 'matching') return { subject: titles[part] ?? part, named: false };
  if (part === 'classify') return { subject: `Class of ${name.replaceAll('_', ' ')}`, named: false };
  return { subject: part === 'defaults' ? `${name} (other fields)` : name, named: true };
};

/** Changes by what they are about, the loosening ones first. */
export const subjectChanges = (
  before: RuleSetDocument | null,
  after: RuleSetDocument,
  changes: readonly DocumentChangeView[],
): SubjectChange[] => {
  const subjects = new Map<string, DocumentChangeView[]>();
  for (const change of changes) {
    const [part = '', name] = partsOf(change.path);
    const key = part === 'matching' || name === undefined ? part : `${part} ${name}`;
    subjects.set(key, [...(subjects.get(key) ?? []), change]);
  }
  return [...subjects.values()]
    .map((places): SubjectChange => {
      const [part = '', name = ''] = partsOf(places[0]?.path ?? '');
      return {
        ...titleOf(part, partsOf(places[0]?.path ?? '')[1]),
        before: before === null ? null : said(before, part, name),
        after: said(after, part, name),
        absent: absences[part] ?? 'No rule: compared as sent.',
        places,
        direction: gravest(places),
      };
    })
    .sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
};
