import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import { itemOf, recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';
import { Tracked } from './kit/tracked';

// Rows of pgCompare's dc_source and dc_target: keys and hashes of what differs, and no value. A row that is not equal
// stands in both, and one that a side lacks in the other alone.

/** `pk` is an object, or in an export the text of one. */
const keyOf = (at: Tracked): (readonly [string, string | null])[] => {
  if (at.isObject) return at.members().map(([name, value]) => [name, value.text() ?? null] as const);
  const text = at.text() ?? '';
  const parsed = parseJsonKeepingNumbers(new TextEncoder().encode(text));
  const inner = parsed.ok ? Tracked.of(parsed.value) : null;
  return inner?.isObject ? keyOf(inner) : [['pk', text]];
};

export type EvidenceRow = { row: Tracked; from: 'first' | 'second' };

/** What differs, by table; `e` is a row that was found equal at a second look. */
export const discrepanciesOf = (rows: readonly EvidenceRow[], mapping: SideMapping): Map<string, Discrepancy[]> => {
  const found = new Map<string, Map<string, Discrepancy>>();
  for (const { row, from } of rows) {
    const table = row.at('table_name').text() ?? '';
    const word = row.at('compare_result').text();
    for (const name of ['tid', 'batch_nbr', 'pk_hash', 'column_hash', 'thread_nbr']) row.at(name).passOver();
    if (word !== 'm' && word !== 'n') continue;
    const base = itemOf(recordId(keyOf(row.at('pk')), table), table);
    const missing = onSide(mapping, 'legacy', 'first', 'second') === from ? 'missing_in_target' : 'missing_in_legacy';
    const kind = word === 'm' ? missing : ('value' as const);
    const ofTable = found.get(table) ?? new Map<string, Discrepancy>();
    ofTable.set(`${kind} ${base.correlationId}`, { ...base, kind, field: null });
    found.set(table, ofTable);
  }
  return new Map([...found].map(([table, items]) => [table, [...items.values()]]));
};
