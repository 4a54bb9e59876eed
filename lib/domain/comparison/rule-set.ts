import { z } from 'zod';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { durationMs } from '@/lib/domain/kernel/duration';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import { categories, discrepancyKinds, severities } from '@/lib/domain/words';
import { readDecimal, roundingModes } from './decimal';
import { differenceClasses } from './difference';
import { precisions } from './timestamp';
import { isZone } from './wall-clock';

// The comparison rules of a context: how both sides are normalised, what is tolerated, how what remains is classified.

const toleranceAmount = z
  .string()
  .max(60, 'A tolerance has at most 60 characters.')
  .refine((text) => /^\d+(\.\d+)?$/.test(text) && readDecimal(text) !== null, {
    message: 'A tolerance is a decimal text that is not negative, such as "0.01".',
  });

const zone = z
  .string()
  .refine(isZone, { message: 'This is no time zone that is known here, such as "Europe/Berlin".' });

const rounding = z.enum(roundingModes);

export const DecimalRule = z.strictObject({
  type: z.literal('decimal'),
  scale: z.int().min(0).max(30),
  /** One mode for both sides, or what each side is known to do, which lets a one-unit difference be named. */
  rounding: z.union([rounding, z.strictObject({ legacy: rounding, target: rounding })]),
  /** Within either is within: `absolute` in the field's unit, `relative` as a share of legacy. Both inclusive. */
  tolerance: z
    .strictObject({
      absolute: toleranceAmount.optional(),
      relative: toleranceAmount
        .refine((text) => Number(text) < 1, { message: 'A relative tolerance is a share below 1; 0.01 is 1 %.' })
        .optional(),
    })
    .default({}),
});
export type DecimalRule = z.infer<typeof DecimalRule>;

export const TimestampRule = z.strictObject({
  type: z.literal('timestamp'),
  legacyZone: zone,
  targetZone: zone,
  precision: z.enum(precisions),
});
export type TimestampRule = z.infer<typeof TimestampRule>;

export const TextRule = z.strictObject({
  type: z.literal('text'),
  nullEqualsEmpty: z.boolean().default(false),
  trim: z.boolean().default(false),
  /** Characters that the shorter side keeps: forgives a cut at this length, and no other difference. */
  truncateTo: z.int().min(1).max(65_536).optional(),
});
export type TextRule = z.infer<typeof TextRule>;

export const FieldRule = z.discriminatedUnion('type', [DecimalRule, TimestampRule, TextRule]);
export type FieldRule = z.infer<typeof FieldRule>;

const duration = z.string().refine((text) => (durationMs(text) ?? 0) > 0, {
  message: 'This is no length of time such as "PT15M".',
});

const fieldName = z.string().min(1).max(200);

export const ClassifyRule = z
  .strictObject({
    field: fieldName.optional(),
    kind: z.enum(discrepancyKinds).optional(),
    difference: z.enum(differenceClasses).optional(),
    category: z.enum(categories),
    severity: z.enum(severities),
  })
  .refine((rule) => rule.field !== undefined || rule.kind !== undefined || rule.difference !== undefined, {
    message: 'A classification names a field, a kind or a difference; one for everything would hide everything.',
  });
export type ClassifyRule = z.infer<typeof ClassifyRule>;

export const RuleSetDocument = z.strictObject({
  fields: z.record(fieldName, FieldRule).default({}),
  /** The first that fits counts; what none fits is `unclassified` and `critical`. */
  classify: z.array(ClassifyRule).max(500).default([]),
  /**
   * How one-sided outcomes become pairs: `window` is how long the other side's may take, `period` the span that one run
   * covers. ISO 8601 durations.
   */
  matching: z.strictObject({ window: duration, period: duration }).optional(),
});
export type RuleSetDocument = z.infer<typeof RuleSetDocument>;

/** A rule set document from parsed JSON; refuses with `invalid_body` and the places that are wrong. */
export const parseRuleSet = (document: unknown, prefix = ''): Result<RuleSetDocument> => {
  const parsed = RuleSetDocument.safeParse(document);
  return parsed.success
    ? accept(parsed.data)
    : refuse('invalid_body', 'The rule set is not valid.', schemaDetails(parsed.error, prefix));
};

/** SHA-256 over the canonical JSON of a parsed document: defaults written out, so equal rules have equal digests. */
export const ruleSetDigest = (document: RuleSetDocument): string => documentDigest(document);
