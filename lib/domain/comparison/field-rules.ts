import { z } from 'zod';
import { durationMs } from '@/lib/domain/kernel/duration';
import { readDecimal, roundingModes } from './decimal';
import { eachSide, emptiness, on, preparation } from './rule-members';
import { precisions } from './timestamp';
import { isZone } from './wall-clock';

// What a field’s values are, how both sides are made comparable, and what may differ.

const toleranceAmount = z
  .string()
  .max(60, 'A tolerance has at most 60 characters.')
  .refine((text) => /^\d+(\.\d+)?$/.test(text) && readDecimal(text) !== null, {
    message: 'A tolerance is a decimal text that is not negative, such as "0.01".',
  });

/** Within either is within: `absolute` in the field's unit, `relative` as a share of the base's magnitude. */
export const Tolerance = z
  .strictObject({
    absolute: toleranceAmount.optional(),
    relative: toleranceAmount
      .refine((text) => Number(text) < 1, { message: 'A relative tolerance is a share below 1; 0.01 is 1 %.' })
      .optional(),
    /** Whose magnitude `relative` is a share of; legacy's unless said. */
    base: z.enum(['legacy', 'target', 'larger', 'mean']).optional(),
    /** The least that a base counts as, so that next to zero not everything differs. */
    floor: toleranceAmount.optional(),
    /** Exclusive: what is exactly as far apart as is tolerated differs. Inclusive unless said. */
    boundary: z.enum(['inclusive', 'exclusive']).optional(),
    /** What is held against the tolerance: both sides as rounded, unless said, or as sent. */
    of: z.enum(['rounded', 'sent']).optional(),
  })
  .refine((tolerance) => (tolerance.base ?? tolerance.floor) === undefined || tolerance.relative !== undefined, {
    message: 'A base and a floor belong to a relative tolerance, and there is none.',
  })
  .refine(
    (tolerance) =>
      (tolerance.boundary ?? tolerance.of) === undefined || (tolerance.absolute ?? tolerance.relative) !== undefined,
    { message: 'A boundary belongs to a tolerance, and there is none.' },
  );
export type Tolerance = z.infer<typeof Tolerance>;

/** Numbers that are no numbers. Unless said, NaN and the infinities are not comparable with anything. */
const special = {
  nan: z.enum(['equal', 'null']).optional(),
  infinity: z.enum(['equal']).optional(),
  /** Minus zero is zero, unless said. */
  negativeZero: z.enum(['differs']).optional(),
};

const rounding = z.enum(roundingModes);

export const DecimalRule = z
  .strictObject({
    type: z.literal('decimal'),
    /** Places after the point, or instead of them `significant` digits. */
    scale: z.int().min(0).max(30).optional(),
    significant: z.int().min(1).max(40).optional(),
    /** One mode for both sides, or what each side is known to do, which lets a one-unit difference be named. */
    rounding: eachSide(rounding),
    tolerance: Tolerance.default({}),
    ...special,
    ...emptiness,
    ...preparation,
  })
  .refine((rule) => (rule.scale === undefined) !== (rule.significant === undefined), {
    path: ['scale'],
    message: 'A decimal is rounded to a scale or to significant digits: name one of them.',
  });
export type DecimalRule = z.infer<typeof DecimalRule>;

/** What binary floats of this width cannot tell apart is the same; worked out exactly, from the digits as sent. */
export const FloatRule = z.strictObject({
  type: z.literal('float'),
  width: z.enum(['float32', 'float64']),
  tolerance: Tolerance.optional(),
  ...special,
  ...emptiness,
  ...preparation,
});
export type FloatRule = z.infer<typeof FloatRule>;

const zone = z
  .string()
  .refine(isZone, { message: 'This is no time zone that is known here, such as "Europe/Berlin".' });

const dayMs = 86_400_000;

// The letters T and Z of a timestamp have their case.
const { foldCase: _, ...readable } = preparation;

export const TimestampRule = z.strictObject({
  type: z.literal('timestamp'),
  legacyZone: zone,
  targetZone: zone,
  precision: z.enum(precisions),
  /** Digits beyond the precision: cut, unless said, or rounded to the nearest, half up. */
  rounding: eachSide(z.enum(['cut', 'nearest'])).optional(),
  /** A wall time that the clock skipped: by the offset before, or after. Unless said it names no instant. */
  skipped: z.enum(['earlier', 'later']).optional(),
  /** A wall time that the clock repeated: its first or second instant, or a difference. Unless said either is tolerated. */
  repeated: z.enum(['earlier', 'later', 'differ']).optional(),
  /**
   * A date without a time: agrees with midnight of that day on the other's wall clock, with any time of that day, or
   * with no time at all. Unless said it is midnight in its side's zone.
   */
  dates: z.enum(['wall_midnight', 'whole_day', 'differ']).optional(),
  /** 24:00:00 is 00:00:00 of the next day. */
  hour24: on,
  /**
   * 23:59:60, and the clock around it: `clamp` counts it as second 59; `smear` brings this side's clock to one that
   * spreads a leap second from noon to noon; `reject`, as unless said, takes it for no time.
   */
  leapSeconds: eachSide(z.enum(['clamp', 'smear', 'reject'])).optional(),
  /** Before 15 October 1582, `hybrid` reads a side's dates in the Julian calendar. */
  calendar: z
    .strictObject({ legacy: z.enum(['gregorian', 'hybrid']), target: z.enum(['gregorian', 'hybrid']) })
    .optional(),
  /** How far apart two instants may be; inclusive. */
  within: z
    .string()
    .refine((text) => (durationMs(text) ?? 0) > 0 && (durationMs(text) ?? 0) <= dayMs, {
      message: 'This is no length of time from a second to a day, such as "PT2S".',
    })
    .optional(),
  ...emptiness,
  ...readable,
});
export type TimestampRule = z.infer<typeof TimestampRule>;

export const TextRule = z.strictObject({
  type: z.literal('text'),
  nullEqualsEmpty: z.boolean().default(false),
  trim: z.boolean().default(false),
  /** Characters that the shorter side keeps: forgives a cut at this length, and no other difference. */
  truncateTo: z.int().min(1).max(65_536).optional(),
  ...preparation,
});
export type TextRule = z.infer<typeof TextRule>;

const words = z.array(z.string().min(1).max(100)).min(1).max(50);

/** Words for yes and no in any case; `true`, `t`, `yes`, `y`, `on`, `1` and their opposites unless named. */
export const BooleanRule = z
  .strictObject({
    type: z.literal('boolean'),
    true: words.optional(),
    false: words.optional(),
    ...emptiness,
    ...preparation,
  })
  .refine((rule) => (rule.true === undefined) === (rule.false === undefined), {
    message: 'Name the words for both true and false, or for neither.',
  })
  .refine(
    (rule) => {
      const no = new Set(rule.false?.map((word) => word.trim().toLowerCase()));
      return !rule.true?.some((word) => no.has(word.trim().toLowerCase()));
    },
    { message: 'One word cannot mean both true and false.' },
  );
export type BooleanRule = z.infer<typeof BooleanRule>;

const Item = z
  .union([DecimalRule, TextRule, BooleanRule])
  .refine((rule) => !('tolerance' in rule) || Object.keys(rule.tolerance).length === 0, {
    message: 'Members of a list are compared after rounding, without a tolerance: which belongs to which is not known.',
  })
  .refine((rule) => !('truncateTo' in rule) || rule.truncateTo === undefined, {
    message: 'Members of a list are not cut: which belongs to which is not known.',
  });
export type ItemRule = z.infer<typeof Item>;

/** A list, as a JSON array or with a separator between its members. */
export const ListRule = z.strictObject({
  type: z.literal('list'),
  written: z.union([z.literal('json'), z.strictObject({ separator: z.string().min(1).max(10) })]),
  /** In a set, how often a member stands there does not count either. */
  order: z.enum(['ordered', 'multiset', 'set']),
  item: Item.optional(),
  ...emptiness,
  ...preparation,
});
export type ListRule = z.infer<typeof ListRule>;

/** A JSON value: the order of its members and how its numbers are written do not count; a member named twice is no JSON. */
export const JsonRule = z.strictObject({
  type: z.literal('json'),
  lists: z.enum(['ordered', 'multiset']).optional(),
  ...emptiness,
  ...preparation,
});
export type JsonRule = z.infer<typeof JsonRule>;
