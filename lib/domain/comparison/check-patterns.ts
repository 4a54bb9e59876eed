import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Category, CheckOutcome, Layer, Severity } from '@/lib/domain/words';
import type { RuleSetDocument } from './rule-set';
import { differingOf, type RunFacts, type Totals } from './run-facts';
import type { PatternSighting } from './tally';

// What only a check shows: a sum that is not the same, a test that failed, records that were counted for one table and not
// itemised. Each is a pattern of its own, so that no gate is green over a difference that nobody answers for.

/** A check as it was judged, whether it came with the run or is read from what is stored. */
export type JudgedCheck = {
  key: string;
  layer: Layer;
  metric: string | null;
  field: string | null;
  query: string | null;
  totals: Totals | null;
  outcome: CheckOutcome;
  basis: string;
  /** Whether a side was measured in numbers: a sum or a count, and no digest that stands for records. */
  measured: boolean;
};

/** What a run itemised, pattern by pattern. */
export type Shown = Pick<PatternSighting, 'field' | 'kind' | 'count' | 'open'> & {
  cohorts: readonly { value: string; count: number; open: number }[];
};

type Itemised = { patterns: readonly Shown[]; exactly: boolean; unitemised: number };

type CheckedRun = Pick<RunFacts, 'context' | 'source' | 'layer' | 'totals'>;

/** A run may have thousands of failing checks: those beyond are one pattern of their source, and a run is never refused. */
const mostToldApart = 100;

/** The name in `PatternSighting.checkKey` of what is not told apart; no check has it. */
export const furtherChecks = '';

/** The most that a count in the database holds. */
const mostCounted = 2_147_483_647;

/** The same for a check of a source in every run of a context, whatever was measured. */
const checkFingerprint = (run: CheckedRun, layer: Layer, key: string): string =>
  documentDigest({ v: 1, context: run.context, layer, checkOf: run.source, key });

type Counts = { count: number; open: number };

const nothing: Counts = { count: 0, open: 0 };

const added = (all: readonly Counts[]): Counts =>
  all.reduce((sum, { count, open }) => ({ count: sum.count + count, open: sum.open + open }), nothing);

/** Discrepancies that name a check: as their field, or as a dimension, which is what a table or a query is to them. */
const naming = ({ patterns }: Itemised, { key, query }: JudgedCheck): Counts =>
  added(
    patterns.flatMap((pattern): Counts[] => {
      if (pattern.field === key) return [pattern];
      return pattern.cohorts.filter(({ value }) => value === key || (query !== null && value === query));
    }),
  );

/** Discrepancies of a check's field. */
const ofField = ({ patterns }: Itemised, field: string): Counts =>
  added(patterns.filter((pattern) => pattern.field === field));

/** A record that a side lacks, lacks every field. */
const lacking = ({ patterns }: Itemised): Counts =>
  added(patterns.filter(({ kind, field }) => field === null && kind.startsWith('missing_in_')));

const isDifferent = ({ outcome }: JudgedCheck): boolean => outcome === 'mismatch';

/** Two measures that differ say so by themselves: that a record differs by a cent explains no million in a sum. */
const isMeasure = ({ basis, measured }: JudgedCheck): boolean => basis === 'values' && measured;

/** What records a run shows at one layer says nothing of a check at another, unless it names it. */
const isOfLayer = (check: JudgedCheck, run: CheckedRun): boolean => check.layer === run.layer;

const isAboutAll = (check: JudgedCheck): boolean => check.field === null && !isMeasure(check);

/** Differing records that a check counted and that stand in no other pattern of its run. */
const leftOf = (check: JudgedCheck, counted: Totals, run: CheckedRun, itemised: Itemised, alone: boolean): number => {
  const differing = differingOf(counted);
  const named = naming(itemised, check).count;
  if (!isOfLayer(check, run)) return differing - named;
  if (check.field !== null) {
    const shown = Math.max(named, ofField(itemised, check.field).count + lacking(itemised).count);
    return differing - shown - itemised.unitemised;
  }
  // Every record that the run itself counts as different is itemised, or in the pattern of what is not.
  if (run.totals !== null) return differing - differingOf(run.totals);
  return differing - (named > 0 || !alone ? named : added(itemised.patterns).count);
};

/** Whether discrepancies speak for a check that counted nothing. Accepted ones do only where they are all there are. */
const isToldOf = (check: JudgedCheck, run: CheckedRun, itemised: Itemised, alone: boolean): boolean => {
  const speaks = ({ count, open }: Counts): boolean => (itemised.exactly ? count : open) > 0;
  if (speaks(naming(itemised, check))) return true;
  if (isMeasure(check) || !isOfLayer(check, run)) return false;
  if (check.field !== null) return speaks(ofField(itemised, check.field));
  // What is accepted of records is no answer to a test that may have been about anything.
  return alone && added(itemised.patterns).open + itemised.unitemised > 0;
};

/** How much a check shows that nothing else of its run does; 0 where all of it stands elsewhere. */
const shownBy = (check: JudgedCheck, run: CheckedRun, itemised: Itemised, alone: boolean): number => {
  const { totals } = check;
  if (totals !== null && differingOf(totals) > 0 && !isMeasure(check)) {
    return Math.max(0, leftOf(check, totals, run, itemised, alone));
  }
  if (isToldOf(check, run, itemised, alone)) return 0;
  return totals === null ? 1 : Math.max(1, differingOf(totals));
};

/** What rules make of a check by its key or its field; they know nothing of how far its sides are apart. */
const classOf = (
  rules: RuleSetDocument | null,
  { key, field }: JudgedCheck,
): { category: Category; severity: Severity } => {
  const fits = rules?.classify.find(
    (rule) =>
      (rule.field === undefined || rule.field === key || rule.field === field) &&
      (rule.kind === undefined || rule.kind === 'value') &&
      rule.difference === undefined,
  );
  return { category: fits?.category ?? 'unclassified', severity: fits?.severity ?? 'critical' };
};

const sentenceOf = (check: JudgedCheck): string => {
  const { key, metric, field, basis } = check;
  const what = metric === null ? field : field === null ? metric : `${metric} of ${field}`;
  const about = what === null || what === key ? 'it' : what;
  if (basis === 'values') return `The check ${key} differs: ${about} is not the same on both sides`;
  if (basis === 'counts') return `The check ${key} differs: it counted records and did not itemise them`;
  return `The check ${key} differs, by the word of its tool`;
};

const sighting = (
  of: Pick<PatternSighting, 'fingerprint' | 'layer' | 'field' | 'sentence' | 'count' | 'category' | 'severity'> & {
    checkKey: string;
  },
): PatternSighting => {
  const count = Math.min(of.count, mostCounted);
  const triaged = of.category !== 'unclassified';
  return { ...of, kind: 'value', itemised: false, count, open: count, triaged, cohorts: [], examples: [] };
};

type Left = { check: JudgedCheck; count: number };

const notToldApart = (run: CheckedRun, left: readonly Left[]): PatternSighting[] => {
  const [first] = left;
  if (first === undefined) return [];
  return [
    sighting({
      checkKey: furtherChecks,
      fingerprint: documentDigest({ v: 1, context: run.context, furtherChecksOf: run.source }),
      layer: first.check.layer,
      field: null,
      sentence: `More checks of ${run.source} differ than are told apart`,
      count: left.reduce((sum, { count }) => sum + count, 0),
      category: 'unclassified',
      severity: 'critical',
    }),
  ];
};

/** A pattern for each check that differs, as far as neither a discrepancy nor the run's own count tells of it. */
export const checkSightings = (
  run: CheckedRun,
  checks: readonly JudgedCheck[],
  itemised: Itemised,
  rules: RuleSetDocument | null,
): PatternSighting[] => {
  const different = checks.filter(isDifferent);
  const alone = different.filter(isAboutAll).length === 1;
  const left = different
    .map((check): Left => ({ check, count: shownBy(check, run, itemised, alone) }))
    .filter(({ count }) => count > 0);
  const apart = left.slice(0, mostToldApart).map(({ check, count }) =>
    sighting({
      checkKey: check.key,
      fingerprint: checkFingerprint(run, check.layer, check.key),
      layer: check.layer,
      field: check.field,
      sentence: sentenceOf(check),
      count,
      ...classOf(rules, check),
    }),
  );
  return [...apart, ...notToldApart(run, left.slice(mostToldApart))];
};
