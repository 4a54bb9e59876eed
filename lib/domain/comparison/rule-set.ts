import { z } from 'zod';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { durationMs } from '@/lib/domain/kernel/duration';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import { categories, discrepancyKinds, severities } from '@/lib/domain/words';
import { differenceClasses } from './difference';
import { BooleanRule, DecimalRule, FloatRule, JsonRule, ListRule, TextRule, TimestampRule } from './field-rules';

// The comparison rules of a context: how both sides are normalised, what is tolerated, how what remains is classified.

export const FieldRule = z.discriminatedUnion('type', [
  DecimalRule,
  FloatRule,
  TimestampRule,
  TextRule,
  BooleanRule,
  ListRule,
  JsonRule,
]);
export type FieldRule = z.infer<typeof FieldRule>;

const duration = z.string().refine((text) => (durationMs(text) ?? 0) > 0, {
  message: 'This is no length of time such as "PT15M".',
});

const fieldName = z.string().min(1, 'Name the field.').max(200, 'A name of a field has at most 200 characters.');

/** A rule for every field whose name fits and that has none of its own; `*` stands for any characters, `?` for one. */
export const DefaultRule = z.strictObject({ match: fieldName, rule: FieldRule });
export type DefaultRule = z.infer<typeof DefaultRule>;

/** A field whose differences do not count, why, and until the end of which day (UTC, by the end of a run's window). */
export const IgnoredField = z.strictObject({
  field: fieldName,
  reason: z.string().trim().min(1, 'Say why this field does not count: whoever signs the rules off reads it.').max(500),
  until: z.iso.date({ error: 'This is no day such as "2027-03-31".' }).optional(),
});
export type IgnoredField = z.infer<typeof IgnoredField>;

/** As a reader is told it. */
export const ignoreSentence = ({ reason, until }: IgnoredField): string =>
  `Differences of this field do not count${until === undefined ? '' : ` until the end of ${until}`}: ${reason}`;

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

const eachOnce = (list: readonly { field: string }[]): boolean =>
  new Set(list.map(({ field }) => field)).size === list.length;

export const RuleSetDocument = z.strictObject({
  fields: z.record(fieldName, FieldRule).default({}),
  /** The first that fits counts; what none fits is `unclassified` and `critical`. */
  classify: z.array(ClassifyRule).max(500).default([]),
  /** The first that fits counts, and only where `fields` does not name the field. */
  defaults: z.array(DefaultRule).min(1).max(200).optional(),
  ignored: z
    .array(IgnoredField)
    .min(1)
    .max(500)
    .refine(eachOnce, { message: 'A field is ignored once, for one reason.' })
    .optional(),
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
