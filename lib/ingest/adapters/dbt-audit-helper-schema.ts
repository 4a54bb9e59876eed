import { accept, type Result } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome } from '@/lib/domain/words';
import type { ImportOptions } from './adapter';
import { abSides, type Contents, cell, check, type Macro, nameless, ofFlag } from './dbt-audit-helper-contents';
import { flagIn, type Row, type Rows } from './kit/rows';
import { checkKey, distinctKeys } from './kit/run';
import { onSide } from './kit/sides';

// The macro that compares the columns of two relations and none of their rows.

const readRelationColumns = (table: Rows, options: ImportOptions): Result<Contents> => {
  const mapping = abSides(options);
  if (!mapping.ok) return mapping;
  const refused = nameless(table.rows);
  if (refused !== null) return refused;
  const headings = new Set(table.header.map((name) => name.trim().toLowerCase()));
  const sent = (row: Row, what: string, verdict: CheckOutcome) => {
    const values = [cell(row, `a_${what}`), cell(row, `b_${what}`)] as const;
    // Equal texts beside a word that says otherwise would speak louder than the word.
    if (verdict !== 'match' && values[0] === values[1]) return {};
    return {
      legacy: onSide(mapping.value, 'legacy', ...values),
      target: onSide(mapping.value, 'target', ...values),
    };
  };
  const has = (what: string) => headings.has(`a_${what}`) && headings.has(`b_${what}`);
  const oneSided = (row: Row): boolean =>
    flagIn(cell(row, 'in_a_only')) === true ||
    flagIn(cell(row, 'in_b_only')) === true ||
    flagIn(cell(row, 'in_both')) === false ||
    (has('ordinal_position') && (cell(row, 'a_ordinal_position') === null || cell(row, 'b_ordinal_position') === null));
  const key = distinctKeys();
  const checks = table.rows.flatMap((row) => {
    const name = cell(row, 'column_name') ?? '';
    const type = cell(row, 'has_data_type_match');
    const place = cell(row, 'has_ordinal_position_match');
    const own = { kind: 'schema', field: name, evidence: 'complete' } as const;
    const verdicts = {
      type: oneSided(row) ? ('mismatch' as const) : ofFlag(flagIn(type), 'match', 'mismatch'),
      place: ofFlag(flagIn(place), 'match', 'mismatch'),
    };
    const ofType = check({
      ...own,
      key: key(checkKey(`schema__${name}`)),
      metric: 'data_type',
      reported: type === null ? null : `has_data_type_match: ${type}`,
      verdict: verdicts.type,
      ...(has('data_type') ? sent(row, 'data_type', verdicts.type) : {}),
    });
    if (!headings.has('has_ordinal_position_match')) return [ofType];
    const ofPlace = check({
      ...own,
      key: key(checkKey(`schema_order__${name}`)),
      metric: 'ordinal_position',
      reported: place === null ? null : `has_ordinal_position_match: ${place}`,
      verdict: verdicts.place,
      ...(has('ordinal_position') ? sent(row, 'ordinal_position', verdicts.place) : {}),
    });
    return [ofType, ofPlace];
  });
  const sides = ['a', 'b'].flatMap((side) => [`${side}_ordinal_position`, `${side}_data_type`, `in_${side}_only`]);
  const known = ['column_name', 'has_ordinal_position_match', 'has_data_type_match', 'in_both', ...sides];
  return accept({ layer: 'schema', checks, known });
};

/** `compare_relation_columns`: types and places of columns, a check for each. */
export const relationColumns: Macro = {
  recognises: (headings) => headings.has('column_name') && headings.has('has_data_type_match'),
  read: readRelationColumns,
};
