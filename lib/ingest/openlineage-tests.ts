import { outcomeOfWord } from '@/lib/domain/comparison/reported-words';
import type { LineageTest } from '@/lib/domain/events/lineage';
import { shortened } from './adapters/kit/record-id';
import type { Tracked } from './adapters/kit/tracked';

// The run facet `test` (TestRunFacet): results of tests that fit no one dataset, such as a comparison of two systems.

const longestName = 1_000;

/** So many tests or assertions are read of one facet; that there are more is one that nobody could read. */
export const mostResults = 10_000;

/** What stands for the results of a facet that were not read: its name, and the sentence about it. Null where all were. */
export const leftOver = (list: Tracked, what: string, warnings: string[]): string | null => {
  if (list.isThere && !list.isNull && !list.isArray) {
    list.passOver();
    warnings.push(`The ${what} are no list (${list.pointer}); what they say is not known.`);
    return `${what} that are no list`;
  }
  const { length } = list.items();
  if (length <= mostResults) return null;
  warnings.push(`Of ${length} ${what} only the first ${mostResults} were read; what the others say is not known.`);
  return `${what} beyond the first ${mostResults}`;
};

const textOf = (at: Tracked): string | null => at.text() ?? null;

/** A word counts for a test that has no name only where it speaks against it. */
const statusOf = (name: string | null, status: string | null): string | null =>
  name === null && status !== null && outcomeOfWord(status) === 'match' ? null : status;

const readTest = (item: Tracked, warnings: string[]): LineageTest => {
  const [said, status] = [textOf(item.at('name')), textOf(item.at('status'))];
  const name = said?.trim() === '' ? null : said;
  for (const told of ['severity', 'description', 'content', 'contentType']) item.at(told).passOver();
  if (name === null || status === null)
    warnings.push(`A test has no name or no status (${item.pointer}); what it says is not known.`);
  return {
    name: name === null ? 'unnamed test' : shortened(name, longestName),
    status: statusOf(name, status),
    type: textOf(item.at('type')),
    expected: textOf(item.at('expected')),
    actual: textOf(item.at('actual')),
  };
};

/** The tests of the facet in order; one that cannot be read stays one, without a status. */
export const readTests = (facet: Tracked, warnings: string[]): LineageTest[] => {
  if (!facet.isObject) return [];
  for (const meta of ['_producer', '_schemaURL', '_deleted']) facet.at(meta).passOver();
  const list = facet.at('tests');
  const tests = list
    .items()
    .slice(0, mostResults)
    .map((item) => readTest(item, warnings));
  const more = leftOver(list, 'tests', warnings);
  if (more !== null) tests.push({ name: more, status: null, type: null, expected: null, actual: null });
  return tests;
};
