import type { LineageTest } from '@/lib/domain/events/lineage';
import { shortened } from './adapters/kit/record-id';
import type { Tracked } from './adapters/kit/tracked';

// The run facet `test` (TestRunFacet): results of tests that fit no one dataset, such as a comparison of two systems.

const mostTests = 10_000;
const longestName = 1_000;

const textOf = (at: Tracked): string | null => at.text() ?? null;

/** The tests of the facet in order; one without a name or a status is said to be, and left out. */
export const readTests = (facet: Tracked, warnings: string[]): LineageTest[] => {
  if (!facet.isObject) return [];
  for (const meta of ['_producer', '_schemaURL', '_deleted']) facet.at(meta).passOver();
  const items = facet.at('tests').items();
  if (items.length > mostTests) warnings.push(`Of ${items.length} tests only the first ${mostTests} were read.`);
  return items.slice(0, mostTests).flatMap((item): LineageTest[] => {
    const [name, status] = [textOf(item.at('name')), textOf(item.at('status'))];
    for (const told of ['severity', 'description', 'content', 'contentType']) item.at(told).passOver();
    if (name === null || name === '' || status === null) {
      warnings.push(`A test has no name or no status (${item.pointer}), and counts for nothing.`);
      return [];
    }
    const values = { expected: textOf(item.at('expected')), actual: textOf(item.at('actual')) };
    return [{ name: shortened(name, longestName), status, type: textOf(item.at('type')), ...values }];
  });
};
