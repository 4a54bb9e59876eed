import type { MappedFormat, MappedItem, MappedKind } from '@/lib/contract/mapped-format';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, ReportedTolerance } from '@/lib/domain/comparison/run-facts';
import { worstOutcome } from '@/lib/domain/comparison/run-outcome';
import type { CheckOutcome, DiscrepancyKind } from '@/lib/domain/words';
import { believed, contradicts, evidenceOf } from './kit/counted';
import { itemOf, shortened } from './kit/record-id';
import { checkKey, clipped } from './kit/run';
import { onSide, type SideMapping } from './kit/sides';
import type { Tracked } from './kit/tracked';
import { allAt, decimalAt, holds, textAt } from './mapped-places';

/** The worst that the tool's word and the map's rules come to; where neither says anything, unknown. */
export const verdictOf = (
  row: Tracked,
  { verdict }: MappedFormat,
): { reported: string | null; outcome: CheckOutcome } => {
  const reported = textAt(row, verdict.at) ?? null;
  const found: CheckOutcome[] = [];
  if (verdict.at !== undefined) {
    const sought = reported?.trim().toLowerCase();
    const listed = Object.entries(verdict.words).find(([word]) => word.trim().toLowerCase() === sought);
    found.push(reported === null ? verdict.absent : (listed?.[1] ?? 'unknown'));
  }
  for (const rule of verdict.rules) {
    const tests = rule.when.map((test) => holds(row, test));
    if (tests.every((test) => test === true)) found.push(rule.outcome);
    // A rule that cannot be asked because a number is none may be the one that matters.
    else if (tests.every((test) => test !== false)) found.push('unknown');
  }
  return { reported, outcome: found.length === 0 ? 'unknown' : worstOutcome(found) };
};

type Reading = { map: MappedFormat; mapping: SideMapping };

const valueAt = (row: Tracked, place: string | undefined, map: MappedFormat): string | null | undefined => {
  const text = textAt(row, place);
  return typeof text === 'string' && map.nulls.includes(text) ? null : text;
};

const valuesOf = (
  row: Tracked,
  places: { first?: string | undefined; second?: string | undefined },
  { map, mapping }: Reading,
) => {
  const values = [valueAt(row, places.first, map), valueAt(row, places.second, map)] as const;
  const [legacy, target] = [onSide(mapping, 'legacy', ...values), onSide(mapping, 'target', ...values)];
  return { ...(legacy === undefined ? {} : { legacy }), ...(target === undefined ? {} : { target }) };
};

/** The key of the check that a row is, or that it is counted for. */
export const keyOf = (row: Tracked, { check }: MappedFormat): string =>
  checkKey(check.key.map((place) => textAt(row, place) ?? '-').join('/'));

const kinds = (kind: MappedKind, mapping: SideMapping): DiscrepancyKind => {
  const first = onSide(mapping, 'legacy', 'legacy', 'target');
  const second = onSide(mapping, 'target', 'legacy', 'target');
  if (kind === 'only_first') return first === 'legacy' ? 'missing_in_target' : 'missing_in_legacy';
  if (kind === 'only_second') return second === 'legacy' ? 'missing_in_target' : 'missing_in_legacy';
  if (kind === 'error_first') return first === 'legacy' ? 'error_in_legacy' : 'error_in_target';
  if (kind === 'error_second') return second === 'legacy' ? 'error_in_legacy' : 'error_in_target';
  return kind;
};

/** One record that differs, as the map places its parts. */
export const discrepancyOf = (row: Tracked, item: MappedItem, reading: Reading): Discrepancy => {
  const id = item.id.map((place) => textAt(row, place) ?? '-').join('/');
  const kind = item.kinds.find(({ when }) => when.every((test) => holds(row, test) === true))?.kind ?? 'value';
  const field = textAt(row, item.field) ?? null;
  return {
    ...itemOf(shortened(id === '' ? '-' : id), null),
    kind: kinds(kind, reading.mapping),
    field: field === null ? null : shortened(field, 200),
    ...valuesOf(row, item, reading),
  };
};

const toleranceOf = (row: Tracked, { map, mapping }: Reading): ReportedTolerance | null => {
  const { tolerance } = map.check;
  if (tolerance === undefined) return null;
  const [absolute, relative] = [decimalAt(row, tolerance.absolute), decimalAt(row, tolerance.relative)];
  if (absolute === undefined && relative === undefined) return null;
  return { absolute, relative, base: mapping.legacy === tolerance.base ? 'legacy' : 'target' };
};

const countsOf = (row: Tracked, { map, mapping }: Reading) => {
  const { counts } = map.check;
  if (counts === undefined) return undefined;
  const count = (place: string | undefined) => (place === undefined ? undefined : allAt(row, place)[0]?.count());
  const only = [count(counts.onlyFirst), count(counts.onlySecond)] as const;
  const rows = [count(counts.first), count(counts.second)] as const;
  const totals = believed({
    matched: count(counts.matched),
    mismatched: count(counts.mismatched),
    compared: count(counts.compared),
    missingInTarget: onSide(mapping, 'legacy', ...only),
    missingInLegacy: onSide(mapping, 'target', ...only),
    legacy: onSide(mapping, 'legacy', ...rows),
    target: onSide(mapping, 'target', ...rows),
  });
  return totals;
};

/** What a row says about its check besides its verdict. */
const describedBy = (row: Tracked, reading: Reading): Omit<CheckFacts, 'reported' | 'totals' | 'verdict'> => {
  const { check } = reading.map;
  const optional = (place: string | undefined): string | undefined => {
    const text = textAt(row, place);
    return typeof text === 'string' ? clipped(text, 200) : undefined;
  };
  const error = textAt(row, check.error);
  return {
    key: keyOf(row, reading.map),
    kind: check.kind,
    metric: optional(check.metric) ?? null,
    field: optional(check.field) ?? null,
    tolerance: toleranceOf(row, reading),
    query: optional(check.query),
    engine: optional(check.engine),
    error: typeof error === 'string' ? clipped(error, 8_000) : undefined,
  };
};

export type MappedCheck = { check: CheckFacts; discrepancies: Discrepancy[]; contradicted: boolean };

/** A row that is a check. */
export const checkOf = (row: Tracked, reading: Reading): MappedCheck => {
  const { map } = reading;
  const { reported, outcome } = verdictOf(row, map);
  const inside = map.discrepancies;
  const discrepancies =
    inside === undefined ? [] : allAt(row, inside.rows).map((item) => discrepancyOf(item, inside, reading));
  const totals = countsOf(row, reading);
  const contradicted = totals === null || (totals !== undefined && contradicts(totals, discrepancies));
  const counted = totals === undefined || contradicted ? null : totals;
  const verdict = contradicted ? worstOutcome([outcome, 'inconclusive']) : outcome;
  const check: CheckFacts = {
    ...describedBy(row, reading),
    ...valuesOf(row, map.check, reading),
    reported: reported === null ? null : clipped(reported, 500),
    totals: counted,
    verdict,
    ...(totals === undefined && inside === undefined ? {} : { evidence: evidenceOf(counted, discrepancies) }),
  };
  return { check, discrepancies, contradicted };
};

/** What many records come to that are counted for one check. */
export const describedCheck = (row: Tracked, reading: Reading) => describedBy(row, reading);
