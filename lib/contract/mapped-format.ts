import { z } from 'zod';
import { checkOutcomes, discrepancyKinds, layers, runStatuses } from '@/lib/domain/words';
import { line, slug } from './manifest-context';
import { isSingle, stepsOf } from './mapped-place';

// A tool's format as a map: where its rows are, what its members mean, and which of its words mean what. It is data, so
// that a tool needs no code of ours; what the map does not say stays unknown.

const place = z.string().max(300).refine(isSingle, 'must be a pointer such as /status or /measures/[name=lag]/value');
const places = z
  .string()
  .max(300)
  .refine((text) => stepsOf(text) !== null, 'must be a pointer such as /results/*');
const word = z.string().max(200);
const decimal = z
  .string()
  .max(60)
  .regex(/^-?\d+(\.\d+)?$/, 'must be a decimal in quotes');

/** Outcomes that count for a match somewhere; only a word or a number that is there may come to one. */
const forgiving: readonly string[] = ['match', 'match_within_tolerance', 'ignored'];

const outcome = z.enum(checkOutcomes);
const harsh = outcome.refine((one) => !forgiving.includes(one), 'absence is never a match');

const mappedTestSchema = z
  .strictObject({
    at: place,
    is: z.array(word).min(1).max(100).optional().describe('One of these words.'),
    not: z.array(word).min(1).max(100).optional().describe('There, and none of these words.'),
    above: decimal.optional(),
    atMost: decimal.optional(),
    present: z.literal(true).optional().describe('There, and not null.'),
    absent: z.literal(true).optional().describe('Not there, or null.'),
  })
  .refine(({ at: _at, ...tests }) => Object.values(tests).filter((test) => test !== undefined).length === 1, {
    error: 'needs exactly one of is, not, above, atMost, present, absent',
  });

const when = z.array(mappedTestSchema).min(1).max(8).describe('All of them hold.');

const mappedRuleSchema = z
  .strictObject({ when, outcome })
  .refine(
    (rule) =>
      !forgiving.includes(rule.outcome) || rule.when.some((test) => test.is !== undefined || test.atMost !== undefined),
    { error: 'only a word (is) or a number (atMost) may come to this', path: ['outcome'] },
  );

const mappedVerdictSchema = z.strictObject({
  at: place.optional().describe('The tool’s word.'),
  words: z.record(word, outcome).default({}).describe('A word that is not listed is unknown.'),
  absent: harsh.default('unknown').describe('Where there is no word.'),
  rules: z.array(mappedRuleSchema).max(50).default([]).describe('The worst of all that hold, and of the word, counts.'),
});

/** Kinds of discrepancies in the tool’s own order of sides. */
const mappedKinds = [
  ...discrepancyKinds.filter((kind) => !/(legacy|target)$/.test(kind)),
  'only_first',
  'only_second',
  'error_first',
  'error_second',
] as const;
export type MappedKind = (typeof mappedKinds)[number];

const itemShape = {
  id: z.array(place).min(1).max(8).describe('What tells the record from others.'),
  kinds: z
    .array(z.strictObject({ when, kind: z.enum(mappedKinds) }))
    .max(20)
    .default([])
    .describe('The first that holds; a value otherwise.'),
  field: place.optional(),
  first: place.optional(),
  second: place.optional(),
};

const instantAt = z.strictObject({
  at: place,
  form: z.enum(['text', 'epoch_seconds', 'epoch_milliseconds']).default('text'),
});

const names = z.array(line).min(1).max(5);

const documentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('json'), rows: places.default('').describe('Where the rows are.') }),
  z.strictObject({ kind: z.literal('json_lines'), rows: places.default('').describe('Within each line.') }),
  z.strictObject({ kind: z.literal('csv') }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z
      .array(z.string().regex(/^\S{1,60}$/))
      .min(1)
      .max(30)
      .describe('A line with all of these is a heading.'),
    section: z.string().min(1).max(100).optional().describe('A line that begins so names what follows: /$section.'),
  }),
]);

const counts = z.strictObject({
  first: place.optional(),
  second: place.optional(),
  compared: place.optional(),
  matched: place,
  mismatched: place,
  onlyFirst: place,
  onlySecond: place,
});

export const mappedFormatSchema = z
  .strictObject({
    name: slug.describe('Imported as mapped:<name>.'),
    tool: line,
    layer: z.enum(layers),
    sides: z
      .strictObject({ first: names, second: names })
      .default({ first: ['source'], second: ['target'] })
      .describe('What the tool calls its sides, in its own order.'),
    document: documentSchema,
    run: z
      .strictObject({
        id: place.optional(),
        startedAt: instantAt.optional(),
        finishedAt: instantAt.optional(),
        from: instantAt.optional().describe('Where the window of data begins.'),
        to: instantAt.optional(),
        firstDataset: place.optional(),
        secondDataset: place.optional(),
        status: z
          .strictObject({ at: place, words: z.record(word, z.enum(runStatuses)).default({}) })
          .optional()
          .describe('A word that is not listed, or none, is unknown.'),
      })
      .default({})
      .describe('Places from the root, or from the first row where there is none.'),
    each: z.enum(['check', 'record']).describe('Whether a row is a check with a verdict, or one compared record.'),
    check: z.strictObject({
      key: z.array(place).min(1).max(8),
      kind: z.string().min(1).max(60).default('assertion'),
      metric: place.optional(),
      field: place.optional(),
      query: place.optional(),
      engine: place.optional(),
      first: place.optional(),
      second: place.optional(),
      error: place.optional(),
      counts: counts.optional(),
      tolerance: z
        .strictObject({
          absolute: place.optional(),
          relative: place.optional(),
          base: z.enum(['first', 'second']).default('first'),
        })
        .optional()
        .describe('What the tool forgave before its verdict.'),
    }),
    only: when.optional().describe('Which rows are meant, where others stand among them.'),
    verdict: mappedVerdictSchema,
    nulls: z.array(word).max(20).default([]).describe('Texts that stand for null.'),
    record: z.strictObject(itemShape).optional(),
    discrepancies: z
      .strictObject({ rows: places, ...itemShape })
      .optional()
      .describe('Within each check’s row.'),
    passOver: z.array(places).max(100).default([]).describe('Known, within a row, to say nothing about the outcome.'),
  })
  .refine((map) => (map.each === 'record') === (map.record !== undefined), {
    error: 'is there where each row is a record, and only there',
    path: ['record'],
  })
  .refine((map) => map.each === 'check' || (map.discrepancies === undefined && map.check.counts === undefined), {
    error: 'a row that is a record has neither counts nor discrepancies of its own',
    path: ['each'],
  })
  .refine((map) => map.verdict.at !== undefined || map.verdict.rules.length > 0, {
    error: 'needs the tool’s word (at) or a rule',
    path: ['verdict'],
  });

export const mappedFormatsSchema = z.array(mappedFormatSchema).max(50);

/** A map as it is written: what has a default may be left out. */
export type MappedFormat = z.output<typeof mappedFormatSchema>;
export type MappedTest = z.output<typeof mappedTestSchema>;
export type MappedItem = Omit<NonNullable<MappedFormat['discrepancies']>, 'rows'>;
