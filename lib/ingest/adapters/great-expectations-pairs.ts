import { readDecimal } from '@/lib/domain/comparison/decimal';
import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome, Side } from '@/lib/domain/words';
import { type Expectation, kindOf, layerOf } from './great-expectations-result';
import type { Validation } from './great-expectations-validation';
import { gather } from './kit/gather';
import { checkKey, clipped, counted, distinctKeys } from './kit/run';

// Great Expectations looks at one batch at a time. Where both sides were validated, the same expectation of both becomes
// one check with what each side was seen to have.

/** Best first: a pair is as good as its worse half. */
const ranking: readonly CheckOutcome[] = [
  'match',
  'match_within_tolerance',
  'unknown',
  'inconclusive',
  'mismatch',
  'errored',
];

const worse = (a: CheckOutcome, b: CheckOutcome): CheckOutcome => (ranking.indexOf(a) > ranking.indexOf(b) ? a : b);

/** The tool's own word for what happened, as far as it has one. */
const reportedOf = ({ success, exception }: Expectation): string | null => {
  if (exception !== null) return 'exception';
  return success === null ? null : success ? 'success' : 'failed';
};

const same = (legacy: string | null, target: string | null): boolean => {
  if (legacy === null || target === null) return legacy === target;
  const [a, b] = [readDecimal(legacy), readDecimal(target)];
  return a === null || b === null ? legacy === target : a.eq(b);
};

type Values = { legacy?: string | null; target?: string | null };

/**
 * What both sides saw. Equal values beside a verdict that is no match are held back: they would speak louder than it, and
 * three unexpected rows on either side need not be the same three.
 */
const valuesOf = (legacy: Expectation, target: Expectation, verdict: CheckOutcome): Values => {
  const [left, right] = [legacy.observed, target.observed];
  if (left !== undefined && right !== undefined && verdict !== 'match' && same(left, right)) return {};
  return { ...(left === undefined ? {} : { legacy: left }), ...(right === undefined ? {} : { target: right }) };
};

const base = (key: string, { type, column, metric }: Expectation) => ({
  key,
  kind: kindOf(type),
  metric,
  field: column,
  tolerance: null,
  totals: null,
  layer: layerOf(type),
});

const notFinite = /^[+-]?(nan|inf|infinity)$/i;

/** A statistic that is no number fits any bounds, or none: of one side alone it proves nothing. */
const aloneIs = ({ verdict, observed }: Expectation): CheckOutcome =>
  verdict === 'match' && notFinite.test(observed?.trim() ?? '') ? 'inconclusive' : verdict;

const ofOne = (key: string, side: Side, expectation: Expectation): CheckFacts => ({
  ...base(key, expectation),
  // What two sources disagree about is a number of neither.
  ...(expectation.observed === undefined || expectation.comparesWith !== null ? {} : { [side]: expectation.observed }),
  reported: reportedOf(expectation),
  evidence: 'counts_only',
  verdict: aloneIs(expectation),
  ...(expectation.exception === null ? {} : { error: expectation.exception }),
});

const ofBoth = (key: string, legacy: Expectation, target: Expectation): CheckFacts => {
  const verdict = worse(legacy.verdict, target.verdict);
  const [one, two] = [reportedOf(legacy), reportedOf(target)];
  const errors = [
    ...(legacy.exception === null ? [] : [`On legacy: ${legacy.exception}`]),
    ...(target.exception === null ? [] : [`On target: ${target.exception}`]),
  ];
  const halves = `legacy ${one ?? 'says nothing'}, target ${two ?? 'says nothing'}`;
  return {
    ...base(key, legacy),
    metric: legacy.metric ?? target.metric,
    ...valuesOf(legacy, target, verdict),
    reported: one === two ? one : halves,
    evidence: 'counts_only',
    verdict,
    ...(errors.length === 0 ? {} : { error: clipped(errors.join('\n'), 8_000) }),
  };
};

type Named = { unit: string; expectation: Expectation };

/** Expectations by what they are about: the asset where a side has several, else the arguments alone. */
const named = (validations: readonly Validation[], alone: boolean): Map<string, Named[]> => {
  const assets = validations.map(({ asset }) => asset);
  const found = new Map<string, Named[]>();
  for (const { asset, part, expectations } of validations) {
    const repeated = assets.filter((other) => other === asset).length > 1;
    const unit = alone ? '' : `${asset}${repeated ? ` ${part}` : ''}/`;
    for (const expectation of expectations) gather(found, `${unit}${expectation.name}`, { unit, expectation });
  }
  return found;
};

export type Paired = { checks: CheckFacts[]; warnings: string[] };

/** What the caller says the sides are called. */
export type Called = Record<Side, string>;

/** Whether one side's query was compared with the other side, so that what it says is of both. */
const comparesSides = (side: Side, { comparesWith }: Expectation, called: Called): boolean =>
  comparesWith !== null &&
  comparesWith.trim().toLowerCase() === called[side === 'legacy' ? 'target' : 'legacy'].trim().toLowerCase();

/** Checks of a document that has batches of both sides, or of one. */
export const pairUp = (legacy: readonly Validation[], target: readonly Validation[], called: Called): Paired => {
  const alone = legacy.length <= 1 && target.length <= 1;
  const [ofLegacy, ofTarget] = [named(legacy, alone), named(target, alone)];
  const key = distinctKeys();
  const checks: CheckFacts[] = [];
  const [held, rows]: [string[], string[]] = [[], []];
  let [single, repeated, crossing] = [0, 0, 0];
  const add = (name: string, side: Side, expectation: Expectation) => {
    const crosses = comparesSides(side, expectation, called);
    checks.push(ofOne(key(checkKey(name)), side, expectation));
    if (crosses) crossing += 1;
    return crosses;
  };
  for (const name of new Set([...ofLegacy.keys(), ...ofTarget.keys()])) {
    const [left = [], right = []] = [ofLegacy.get(name), ofTarget.get(name)];
    const [one, two] = [left[0]?.expectation, right[0]?.expectation];
    if (left.length === 1 && right.length === 1 && one !== undefined && two !== undefined) {
      const check = ofBoth(key(checkKey(name)), one, two);
      checks.push(check);
      const observed = one.observed !== undefined && two.observed !== undefined;
      if (observed && check.legacy === undefined && check.target === undefined)
        held.push(`${name}: ${one.observed ?? 'null'}`);
      if (one.rows !== null && two.rows !== null && one.rows !== two.rows)
        rows.push(`${name}: ${one.rows} and ${two.rows}`);
      continue;
    }
    const crossed = [
      ...left.map(({ expectation }) => add(name, 'legacy', expectation)),
      ...right.map(({ expectation }) => add(name, 'target', expectation)),
    ];
    if (crossed.every((one) => one)) continue;
    if (left.length > 1 || right.length > 1) repeated += 1;
    else single += 1;
  }
  const both = legacy.length > 0 && target.length > 0;
  const some = (names: readonly string[]) => `${names.slice(0, 5).join('; ')}${names.length > 5 ? '; …' : ''}`;
  return {
    checks,
    warnings: [
      ...(both || (checks.length > 0 && crossing === checks.length)
        ? []
        : ['Only one side was validated: a check says that this side is as expected, not that both are alike.']),
      ...(both && single > 0 ? [`${counted(single, 'expectation')} of one side only, with no like on the other.`] : []),
      ...(repeated > 0 ? [`${counted(repeated, 'expectation')} more than once on a side, and so not paired.`] : []),
      ...(held.length > 0 ? [`Both sides saw the same, and were not what was expected: ${some(held)}.`] : []),
      ...(rows.length > 0 ? [`The two sides counted different numbers of rows: ${some(rows)}.`] : []),
    ],
  };
};
