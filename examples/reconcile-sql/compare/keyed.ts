// Two sides' records, matched by key and compared field by field. Texts are compared as they are: what is known to
// differ without harm is for the signed-off rules in Lockgate to say, and not for this job to hide.

export type Row = {
  id: string;
  at: string | null;
  dimensions: Record<string, string>;
  fields: Record<string, string | null>;
};

export type Totals = {
  legacy: number;
  target: number;
  compared: number;
  matched: number;
  mismatched: number;
  missingInTarget: number;
  missingInLegacy: number;
};

export type Discrepancy = {
  correlationId: string;
  kind: 'value' | 'missing_in_target' | 'missing_in_legacy' | 'duplicate';
  field?: string;
  legacy?: string | null;
  target?: string | null;
  dimensions: Record<string, string>;
  observedAt?: string;
};

export type Comparison = {
  totals: Totals;
  cohorts: { dimensions: Record<string, string>; totals: Totals }[];
  discrepancies: Discrepancy[];
};

const noTotals = (): Totals => ({
  legacy: 0,
  target: 0,
  compared: 0,
  matched: 0,
  mismatched: 0,
  missingInTarget: 0,
  missingInLegacy: 0,
});

type Indexed = { rows: Map<string, Row>; repeats: Map<string, number> };

const index = (rows: readonly Row[]): Indexed => {
  const found: Indexed = { rows: new Map(), repeats: new Map() };
  for (const row of rows) {
    if (found.rows.has(row.id)) found.repeats.set(row.id, (found.repeats.get(row.id) ?? 1) + 1);
    else found.rows.set(row.id, row);
  }
  return found;
};

const about = (row: Row): Pick<Discrepancy, 'correlationId' | 'dimensions' | 'observedAt'> => ({
  correlationId: row.id,
  dimensions: row.dimensions,
  ...(row.at === null ? {} : { observedAt: row.at }),
});

const compareRow = (legacy: Row, target: Row): Discrepancy[] =>
  Object.keys(legacy.fields).flatMap((field): Discrepancy[] => {
    const [left, right] = [legacy.fields[field] ?? null, target.fields[field] ?? null];
    return left === right ? [] : [{ ...about(legacy), kind: 'value', field, legacy: left, target: right }];
  });

const repeatsOf = (row: Row, legacy: Indexed, target: Indexed): Discrepancy[] => {
  const [left, right] = [legacy.repeats.get(row.id) ?? 1, target.repeats.get(row.id) ?? 1];
  return left === right ? [] : [{ ...about(row), kind: 'duplicate', legacy: String(left), target: String(right) }];
};

/** Every key counts once; a record matches only if it stands on both sides, as often, with every field equal. */
export const compareKeyed = (legacyRows: readonly Row[], targetRows: readonly Row[]): Comparison => {
  const [legacy, target] = [index(legacyRows), index(targetRows)];
  const totals = noTotals();
  const cohorts = new Map<string, { dimensions: Record<string, string>; totals: Totals }>();
  const discrepancies: Discrepancy[] = [];
  const count = (row: Row, names: readonly (keyof Totals)[]): void => {
    const cell = JSON.stringify(Object.entries(row.dimensions).sort());
    const cohort = cohorts.get(cell) ?? { dimensions: row.dimensions, totals: noTotals() };
    cohorts.set(cell, cohort);
    for (const name of names) {
      totals[name] += 1;
      cohort.totals[name] += 1;
    }
  };
  for (const row of legacy.rows.values()) {
    const other = target.rows.get(row.id);
    if (other === undefined) {
      discrepancies.push({ ...about(row), kind: 'missing_in_target' });
      count(row, ['legacy', 'missingInTarget']);
      continue;
    }
    const found = [...compareRow(row, other), ...repeatsOf(row, legacy, target)];
    discrepancies.push(...found);
    count(row, ['legacy', 'target', 'compared', found.length === 0 ? 'matched' : 'mismatched']);
  }
  for (const row of target.rows.values()) {
    if (legacy.rows.has(row.id)) continue;
    discrepancies.push({ ...about(row), kind: 'missing_in_legacy' });
    count(row, ['target', 'missingInLegacy']);
  }
  // Without dimensions there are no cohorts, only the whole.
  const cells = [...cohorts.values()].filter((cohort) => Object.keys(cohort.dimensions).length > 0);
  return { totals, cohorts: cells, discrepancies };
};

/** At most `cap` discrepancies; where there are more, some of every kind and field, so that none goes unseen. */
export const sampled = (all: readonly Discrepancy[], cap: number): { sent: Discrepancy[]; complete: boolean } => {
  if (all.length <= cap) return { sent: [...all], complete: true };
  const groups = new Map<string, Discrepancy[]>();
  for (const one of all) {
    const name = `${one.kind}/${one.field ?? ''}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  const sent: Discrepancy[] = [];
  for (let turn = 0; sent.length < cap; turn += 1) {
    for (const group of groups.values()) {
      const one = group[turn];
      if (one !== undefined && sent.length < cap) sent.push(one);
    }
  }
  return { sent, complete: false };
};
