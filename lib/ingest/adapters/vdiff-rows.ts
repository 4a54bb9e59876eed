import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { itemOf, recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';
import type { Tracked } from './kit/tracked';

// The rows that a VDiff report shows. It does not say which columns are the key: a row that both sides have goes by
// what is equal on both, where the key must be; a row that one side lacks goes by all that is shown of it.

type Cells = Map<string, string | null>;

const cellsOf = (row: Tracked): Cells =>
  new Map(
    row
      .at('Row')
      .members()
      .map(([name, cell]): [string, string | null] => [name, cell.text() ?? null]),
  );

const isCut = (cell: string | null | undefined): boolean => cell?.endsWith('...[TRUNCATED]') === true;

/** One stored version of the tool tags the sides in another way. */
const sideOf = (sample: Tracked, tags: readonly [string, string]): Tracked => {
  const [usual, other] = tags.map((tag) => sample.at(tag));
  return usual?.isThere || other === undefined ? sample.at(tags[0]) : other;
};

const mismatch = (sample: Tracked, mapping: SideMapping, table: string): Discrepancy[] => {
  const sides = [sideOf(sample, ['Source', 'source_diff']), sideOf(sample, ['Target', 'target_diff'])];
  for (const side of sides) side.at('Query').passOver();
  const [first = new Map(), second = new Map()] = sides.map(cellsOf);
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  const equal = names.filter((name) => first.has(name) && second.has(name) && first.get(name) === second.get(name));
  const key = (equal.length > 0 ? equal : names).map((name) => [name, first.get(name) ?? null] as const);
  const base = itemOf(recordId(key, table), table);
  const differing = names.filter((name) => !equal.includes(name));
  // Only the keys, or nothing but the equal beginnings of long values, were shown.
  if (differing.length === 0) return [{ ...base, kind: 'value', field: null }];
  return differing.map((field): Discrepancy => {
    const value = (cells: Cells) => (cells.has(field) && !isCut(cells.get(field)) ? cells.get(field) : undefined);
    const legacy = onSide(mapping, 'legacy', value(first), value(second));
    const target = onSide(mapping, 'target', value(first), value(second));
    return {
      ...base,
      kind: 'value',
      field,
      ...(legacy === undefined ? {} : { legacy }),
      ...(target === undefined ? {} : { target }),
    };
  });
};

const extra = (sample: Tracked, missing: 'legacy' | 'target', table: string): Discrepancy => {
  sample.at('Query').passOver();
  const key = [...cellsOf(sample)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...itemOf(recordId(key, table), table), kind: `missing_in_${missing}`, field: null };
};

/** What one shard's report of one table shows. */
export const rowsOfReport = (report: Tracked, mapping: SideMapping, table: string): Discrepancy[] => {
  const [lackedBySecond, lackedByFirst] = [
    onSide(mapping, 'legacy', 'target', 'legacy'),
    onSide(mapping, 'legacy', 'legacy', 'target'),
  ] as const;
  const items = (name: string) => report.at(name).items();
  return [
    ...items('MismatchedRowsSample').flatMap((sample) => mismatch(sample, mapping, table)),
    ...items('ExtraRowsSourceSample').map((sample) => extra(sample, lackedBySecond, table)),
    ...items('ExtraRowsTargetSample').map((sample) => extra(sample, lackedByFirst, table)),
  ];
};
