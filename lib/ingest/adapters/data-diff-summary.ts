import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import { type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome } from '@/lib/domain/words';
import type { ComparedTable } from './kit/compared-table';
import { believed, type Counts, ofColumn } from './kit/counted';
import { itemOf, recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';
import type { Tracked } from './kit/tracked';

// The document that data-diff writes for each dbt model: names, counts, every differing row by column, and the columns
// of both sides. The columns whose types differ it leaves out of the comparison of rows.

const sideNames = ['dataset1', 'dataset2'] as const;

const counted = (document: Tracked, mapping: SideMapping): Counts => {
  const rows = document.at('summary').at('rows');
  const [firstTotal, secondTotal] = sideNames.map((name) => rows.at('total').at(name).count());
  const [onlyFirst, onlySecond] = sideNames.map((name) => rows.at('exclusive').at(name).count());
  return {
    matched: rows.at('unchanged').count(),
    mismatched: rows.at('updated').count(),
    missingInTarget: onSide(mapping, 'legacy', onlyFirst, onlySecond),
    missingInLegacy: onSide(mapping, 'target', onlyFirst, onlySecond),
    legacy: onSide(mapping, 'legacy', firstTotal, secondTotal),
    target: onSide(mapping, 'target', firstTotal, secondTotal),
  };
};

type Place = { mapping: SideMapping; table: string | null };

const onlyOn = (row: Tracked, missing: 'legacy' | 'target', place: Place): Discrepancy => {
  const key = row
    .members()
    .flatMap(([name, cell]) =>
      cell.at('isPK').flag() === true ? [[name, cell.at('value').text() ?? null] as const] : [],
    );
  // The other columns of a row that a side lacks are what it lacks.
  row.passOver();
  return { ...itemOf(recordId(key, place.table), place.table), kind: `missing_in_${missing}`, field: null };
};

const changed = (row: Tracked, place: Place): Discrepancy[] => {
  const cells = row.members();
  const key = cells.flatMap(([name, cell]) =>
    cell.at('isPK').flag() === true ? [[name, cell.at('dataset1').text() ?? null] as const] : [],
  );
  const id = recordId(key, place.table);
  return cells.flatMap(([field, cell]): Discrepancy[] => {
    const [first, second] = sideNames.map((name) => cell.at(name).text());
    // Equal texts that it calls different stay: it saw something that it does not show.
    if (cell.at('isDiff').flag() !== true && first === second) return [];
    const legacy = onSide(place.mapping, 'legacy', first, second);
    const target = onSide(place.mapping, 'target', first, second);
    return [
      {
        ...itemOf(id, place.table),
        kind: 'value',
        field,
        ...(legacy === undefined ? {} : { legacy }),
        ...(target === undefined ? {} : { target }),
      },
    ];
  });
};

const discrepanciesOf = (document: Tracked, place: Place): Discrepancy[] => {
  const rows = document.at('rows');
  const exclusive = rows.at('exclusive');
  const [firstLacks, secondLacks] = [
    onSide(place.mapping, 'legacy', 'legacy', 'target'),
    onSide(place.mapping, 'legacy', 'target', 'legacy'),
  ] as const;
  return [
    ...rows
      .at('diff')
      .items()
      .flatMap((row) => changed(row, place)),
    ...exclusive
      .at('dataset1')
      .items()
      .map((row) => onlyOn(row, secondLacks, place)),
    ...exclusive
      .at('dataset2')
      .items()
      .map((row) => onlyOn(row, firstLacks, place)),
  ];
};

const typesOf = (document: Tracked, side: (typeof sideNames)[number]): Map<string, string> =>
  new Map(
    document
      .at('columns')
      .at(side)
      .items()
      .flatMap((column): [string, string][] => {
        column.passOver();
        const name = column.at('name').text();
        return typeof name === 'string' ? [[name, column.at('type').text() ?? '']] : [];
      }),
  );

const names = (list: Tracked): string[] => list.items().flatMap((item) => item.text() ?? []);

const columnChecks = (document: Tracked, counts: Counts, { mapping, table }: Place): CheckFacts[] => {
  const prefix = table === null ? '' : `${table}/`;
  const columns = document.at('columns');
  columns.at('primaryKey').passOver();
  const [first, second] = sideNames.map((name) => typesOf(document, name));
  const base = (name: string) => ({
    key: `${prefix}${name}`,
    metric: null,
    field: name,
    tolerance: null,
    totals: null,
    legacy: onSide(mapping, 'legacy', first, second)?.get(name) ?? null,
    target: onSide(mapping, 'target', first, second)?.get(name) ?? null,
  });
  const uncompared = names(columns.at('typeChanged')).map(
    (name): CheckFacts => ({ ...base(name), kind: 'row_diff', reported: 'typeChanged', verdict: 'inconclusive' }),
  );
  const oneSided = sideNames.flatMap((side) =>
    names(columns.at('exclusive').at(side)).map(
      (name): CheckFacts => ({
        ...base(name),
        kind: 'schema',
        layer: 'schema',
        reported: `only in ${side}`,
        verdict: 'mismatch',
      }),
    ),
  );
  const whole = believed(counts);
  const differing = document
    .at('summary')
    .at('stats')
    .at('diffCounts')
    .members()
    .map(([name, value]): CheckFacts => {
      const mismatched = value.count();
      const totals = whole === null ? null : ofColumn(whole.compared, mismatched);
      const { legacy: _l, target: _t, ...facts } = base(name);
      const verdict: CheckOutcome =
        totals === null
          ? mismatched === 0
            ? 'inconclusive'
            : 'mismatch'
          : totals.mismatched > 0
            ? 'mismatch'
            : 'match';
      return { ...facts, kind: 'row_diff', reported: value.text() ?? null, totals, verdict };
    });
  return [...differing, ...uncompared, ...oneSided];
};

const results: Record<string, CheckOutcome> = { identical: 'match', different: 'mismatch' };

const verdictOf = (status: string | null | undefined, result: string | null | undefined): CheckOutcome => {
  if (status === 'failed') return 'errored';
  if (status !== 'success' || typeof result !== 'string') return 'unknown';
  return Object.hasOwn(results, result) ? (results[result] ?? 'unknown') : 'unknown';
};

/** Where the document says its dataset stands, as `schema.table`. */
export const pathOf = (document: Tracked, side: (typeof sideNames)[number]): string | null =>
  names(document.at(side)).join('.') || null;

/** One model that data-diff compared; `several` where the body holds more than one. */
export const readModel = (document: Tracked, mapping: SideMapping, several: boolean): ComparedTable => {
  const key = document.at('model').text() || 'row_diff';
  const place = { mapping, table: several ? key : null };
  const [status, result] = [document.at('status').text(), document.at('result').text()];
  const verdict = verdictOf(status, result);
  document.at('version').passOver();
  if (verdict === 'errored') {
    const error = document.at('error').text() ?? 'The tool does not say what failed.';
    return { key, reported: status ?? null, verdict, counts: null, discrepancies: [], error };
  }
  // A comparison that found nothing may leave its counts out altogether; it has counted nothing then.
  const counts = document.at('summary').at('rows').isObject ? counted(document, mapping) : null;
  const uncounted: Counts = {
    matched: undefined,
    mismatched: undefined,
    missingInTarget: undefined,
    missingInLegacy: undefined,
  };
  return {
    key,
    reported: result ?? status ?? null,
    verdict,
    counts,
    discrepancies: discrepanciesOf(document, place),
    parts: columnChecks(document, counts ?? uncounted, place),
  };
};

/** `--json --stats` of the command line: five counts and no row. Sides are A and B. */
export const readStats = (document: Tracked, mapping: SideMapping): ComparedTable => {
  const count = (name: string) => document.at(name).count();
  const [onlyFirst, onlySecond] = [count('exclusive_A'), count('exclusive_B')];
  const counts: Counts = {
    matched: count('unchanged'),
    mismatched: count('updated'),
    missingInTarget: onSide(mapping, 'legacy', onlyFirst, onlySecond),
    missingInLegacy: onSide(mapping, 'target', onlyFirst, onlySecond),
    legacy: onSide(mapping, 'legacy', count('rows_A'), count('rows_B')),
    target: onSide(mapping, 'target', count('rows_A'), count('rows_B')),
  };
  const totals = believed(counts);
  const total = count('total');
  const differing = totals === null ? 0 : totals.mismatched + totals.missingInTarget + totals.missingInLegacy;
  const wrong = totals === null || (total !== undefined && total !== differing);
  const verdict: CheckOutcome = wrong ? 'inconclusive' : differing > 0 ? 'mismatch' : 'match';
  return {
    key: 'row_diff',
    reported: null,
    verdict,
    counts: wrong ? { ...counts, matched: undefined } : counts,
    discrepancies: [],
  };
};

/** Refuses what is neither a model’s document nor statistics. */
export const notDataDiff = (pointer: string): Result<never> => {
  const detail = 'This is no result of data-diff: neither a row, nor statistics, nor the result of a model.';
  return refuse('invalid_body', detail, [{ pointer, detail }]);
};
