import fc from 'fast-check';
import { roundingModes } from '@/lib/domain/comparison/decimal';
import { differenceClasses } from '@/lib/domain/comparison/difference';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { type FieldRule, parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { categories, discrepancyKinds, severities } from '@/lib/domain/words';

// Any rule of any type, any values that such a rule may meet, for tests that hold for all of them.

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const on = some(fc.constant(true as const));
const perSide = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.record({ legacy: one, target: one }));

const share = fc.integer({ min: 0, max: 999 }).map((units) => `0.${String(units).padStart(3, '0')}`);
const amount = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 4 }))
  .map(([units, places]) => (units / 10 ** places).toFixed(places));

export const anyTolerance = fc.oneof(
  fc.constant({}),
  fc.record({ absolute: amount, boundary: some(fc.constantFrom('inclusive', 'exclusive')) }),
  fc.record({
    absolute: some(amount),
    relative: share,
    base: some(fc.constantFrom('legacy', 'target', 'larger', 'mean')),
    floor: some(amount),
    boundary: some(fc.constantFrom('inclusive', 'exclusive')),
    of: some(fc.constantFrom('rounded', 'sent')),
  }),
);

const preparation = {
  nullTexts: some(fc.constant(['NULL'])),
  missingEqualsNull: on,
  nullForEmpty: some(fc.constantFrom('legacy', 'target')),
  nullEqualsNull: some(fc.constant(false as const)),
  dropInvisible: on,
  lineEndings: on,
  unicode: some(fc.constantFrom('NFC', 'NFKC')),
  trimEnd: on,
  collapseBlanks: on,
  foldCase: some(fc.constantFrom('ascii', 'unicode')),
  codes: some(
    fc.record({
      legacy: some(fc.constant({ M: 'male', F: 'female' })),
      target: some(fc.constant({ '1': 'male', '2': 'female' })),
      others: fc.constantFrom('keep', 'differ'),
    }),
  ),
};
const emptiness = { nullEqualsEmpty: on, trim: on };
const special = {
  nan: some(fc.constantFrom('equal', 'null')),
  infinity: some(fc.constant('equal')),
  negativeZero: some(fc.constant('differs')),
};
const rounding = perSide(fc.constantFrom(...roundingModes));
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', '+05:45');

const decimals = fc
  .record({
    scale: some(fc.integer({ min: 0, max: 18 })),
    significant: fc.integer({ min: 1, max: 12 }),
    rounding,
    tolerance: anyTolerance,
    ...special,
  })
  .map(({ scale, significant, ...rest }) => ({
    type: 'decimal',
    ...(scale === undefined ? { significant } : { scale }),
    ...rest,
  }));

const types: fc.Arbitrary<object>[] = [
  decimals,
  decimals,
  fc.record({
    type: fc.constant('float'),
    width: fc.constantFrom('float32', 'float64'),
    tolerance: anyTolerance,
    ...special,
  }),
  fc.record({
    type: fc.constant('timestamp'),
    legacyZone: zone,
    targetZone: zone,
    precision: fc.constantFrom('minute', 'second', 'millisecond', 'microsecond', 'nanosecond'),
    rounding: some(perSide(fc.constantFrom('cut', 'nearest'))),
    skipped: some(fc.constantFrom('earlier', 'later')),
    repeated: some(fc.constantFrom('earlier', 'later', 'differ')),
    dates: some(fc.constantFrom('wall_midnight', 'whole_day', 'differ')),
    hour24: on,
    leapSeconds: some(perSide(fc.constantFrom('clamp', 'smear', 'reject'))),
    calendar: some(
      fc.record({ legacy: fc.constantFrom('gregorian', 'hybrid'), target: fc.constantFrom('gregorian', 'hybrid') }),
    ),
    within: some(fc.constantFrom('PT1S', 'PT1H')),
  }),
  fc.record({
    type: fc.constant('text'),
    nullEqualsEmpty: fc.boolean(),
    trim: fc.boolean(),
    truncateTo: some(fc.integer({ min: 1, max: 6 })),
  }),
  fc.record({ type: fc.constant('boolean') }),
  fc.record({
    type: fc.constant('list'),
    written: fc.oneof(fc.constant('json'), fc.constant({ separator: ',' })),
    order: fc.constantFrom('ordered', 'multiset', 'set'),
    item: some(fc.constantFrom({ type: 'decimal', scale: 1, rounding: 'half_even' }, { type: 'text', trim: true })),
  }),
  fc.record({ type: fc.constant('json'), lists: some(fc.constantFrom('ordered', 'multiset')) }),
];

const isText = (rule: object): boolean => 'type' in rule && rule.type === 'text';

/** As a person would write it: members that say nothing are not there. */
const written = (rule: object): object => JSON.parse(JSON.stringify(rule));

/** The letters of a timestamp have their case. */
const unfolded = (rule: object): object =>
  'type' in rule && rule.type === 'timestamp' ? { ...rule, foldCase: undefined } : rule;

const parsed = (document: object): RuleSetDocument => {
  const rules = parseRuleSet(document);
  if (!rules.ok) throw new Error(JSON.stringify([rules.refusal, document]));
  return rules.value;
};

/** Some members name what only others give a meaning; those are left out where these are. */
export const anyWrittenRule: fc.Arbitrary<object> = fc
  .tuple(fc.oneof(...types), fc.record(preparation), fc.record(emptiness), fc.boolean())
  .map(([rule, more, empty, isPrepared]) =>
    written(isPrepared ? unfolded({ ...(isText(rule) ? {} : empty), ...more, ...rule }) : rule),
  );

export const anyRule: fc.Arbitrary<FieldRule> = anyWrittenRule.map((rule) => {
  const field = parsed({ fields: { f: rule } }).fields.f;
  if (field === undefined) throw new Error('the rule is not there');
  return field;
});

const numbers = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 5 }), fc.constantFrom('', '0', '00'))
  .map(([units, places, zeros]) => (units / 10 ** places).toFixed(places) + (places > 0 ? zeros : ''));

const long = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: -3, max: 30 }))
  .map(([units, places]) => `${units}e${-places}`);

const near = '2026-10-25T00:00:00Z';
const times = fc
  .tuple(
    fc.constantFrom(
      '2026-10-25',
      '2026-03-29',
      '2016-12-31',
      '2017-01-01',
      '1500-02-28',
      '1582-10-10',
      near.slice(0, 10),
    ),
    fc.constantFrom('', ' 00:00:00', ' 02:30:00.5', ' 23:59:60', ' 24:00:00', ' 23:59:59.999', 'T01:30:00.123456789'),
    fc.constantFrom('', '', 'Z', '+02:00'),
  )
  .map(([day, time, offset]) => day + time + (time === '' ? '' : offset));

const odd = fc.constantFrom(
  ...['', ' ', 'NULL', 'NaN', '-inf', 'Infinity', '-0', '0.00', 'yes', 'F', 'M', '1', '2', 'true', 'a,b', 'b,a,a'],
  ...[
    '["a",1.0]',
    '[1,"a"]',
    '{"a":1,"b":null}',
    '{"b":null,"a":1.0}',
    '{"a":1,"a":2}',
    'É',
    'E\u0301',
    'ſ',
    'Σς',
    'a\u200bb',
  ],
  ...['x\r\ny', 'x\ny', 'A  b ', 'a b', '[', '1e400', '9'.repeat(1_001), '0.1', '.5', '5.', '+7'],
);

/** A value as a job might send it. */
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: numbers, weight: 5 },
  { arbitrary: times, weight: 3 },
  long,
  { arbitrary: odd, weight: 3 },
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

/** Two values, often near each other. */
export const anyPair: fc.Arbitrary<readonly [string | null, string | null]> = fc.oneof(
  fc.tuple(anyValue, anyValue),
  fc.tuple(numbers, numbers),
  fc
    .tuple(
      fc.integer({ min: -9_999_999, max: 9_999_999 }),
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([units, apart, places]): [string, string] => [
      (units / 10 ** places).toFixed(places),
      ((units + apart) / 10 ** places).toFixed(places),
    ]),
  anyValue.map((value) => [value, value] as const),
  fc.tuple(fc.option(anyValue), fc.option(anyValue)),
);

const fieldName = fc.constantFrom('amount', 'note', 'loaded_at', 'constructor', 'other');

/** Any discrepancy in one of a few fields. */
export const anyDiscrepancy: fc.Arbitrary<Discrepancy> = fc
  .record({
    kind: fc.oneof({ arbitrary: fc.constant('value' as const), weight: 5 }, fc.constantFrom(...discrepancyKinds)),
    field: fc.option(fieldName, { freq: 10 }),
    pair: anyPair,
    sent: fc.oneof({ arbitrary: fc.constant('both'), weight: 8 }, fc.constantFrom('legacy', 'target', 'none')),
  })
  .map(({ kind, field, pair: [legacy, target], sent }) => ({
    correlationId: 'C-1',
    kind,
    field,
    ...(sent === 'both' || sent === 'legacy' ? { legacy } : {}),
    ...(sent === 'both' || sent === 'target' ? { target } : {}),
    dimensions: {},
    observedAt: null,
  }));

const classify = fc.record({
  field: some(fieldName),
  kind: some(fc.constantFrom(...discrepancyKinds)),
  difference: fc.constantFrom(...differenceClasses),
  category: fc.constantFrom(...categories),
  severity: fc.constantFrom(...severities),
});

/** Any rule set over those fields. */
export const anyRuleSet: fc.Arbitrary<RuleSetDocument> = fc
  .record({
    fields: fc.dictionary(fieldName, anyWrittenRule, { maxKeys: 4 }),
    classify: fc.array(classify, { maxLength: 5 }),
    defaults: some(
      fc.array(fc.record({ match: fc.constantFrom('*_at', '*o*', '?mount'), rule: anyWrittenRule }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    ignored: some(
      fc
        .record({
          field: fieldName,
          reason: fc.constant('It is set anew.'),
          until: some(fc.constantFrom('2026-01-31', '2027-01-31')),
        })
        .map((field) => [field]),
    ),
  })
  .map((document) => parsed(written({ ...document, fields: { ...document.fields } })));
