import { z } from 'zod';
import { sides } from '@/lib/domain/words';

// What rules of several types share. Every member here is optional and has no default, so that a document which does
// not name it stays the same document, with the same digest.

/** A switch that is on where it is named: its absence and "no" are then the same document. */
export const on = z.literal(true, { error: 'This is true, or it is left out.' }).optional();

/** The same for both sides, or each side its own. */
export const eachSide = <T extends z.ZodType>(one: T) => z.union([one, z.strictObject({ legacy: one, target: one })]);

const code = z.string().max(500);
const table = z
  .record(code, code)
  .refine((codes) => Object.keys(codes).length <= 2_000, { message: 'A table of codes has at most 2,000 of them.' });

/** Codes of each side in common words. `others` says what a value is that no table names: itself, or a difference. */
export const Codes = z.strictObject({
  legacy: table.optional(),
  target: table.optional(),
  others: z.enum(['keep', 'differ']),
});
export type Codes = z.infer<typeof Codes>;

/** How a text is made comparable before it is read as anything. */
export const cleaning = {
  /** Characters that nobody sees: zero-width ones, byte order marks, soft hyphens, control characters. */
  dropInvisible: on,
  /** CR LF and CR are LF. */
  lineEndings: on,
  unicode: z.enum(['NFC', 'NFKC']).optional(),
  /** Blanks at the end only, as padded columns have them. */
  trimEnd: on,
  /** Each run of blanks inside is one space. */
  collapseBlanks: on,
  /** Letters of the Latin alphabet only, or of all alphabets; the same in every locale. */
  foldCase: z.enum(['ascii', 'unicode']).optional(),
};

/** What is looked at before a value is read as what its type says. */
export const preparation = {
  /** Texts that stand for null, such as "NULL", exactly as sent. */
  nullTexts: z.array(z.string().max(100)).min(1).max(20).optional(),
  /** A value that one side did not send is null, where the other sent one. */
  missingEqualsNull: on,
  /** The side that writes null for an empty text; its null agrees with the other’s empty text, and not the other way. */
  nullForEmpty: z.enum(sides).optional(),
  nullEqualsNull: z.literal(false, { error: 'This is false, or it is left out.' }).optional(),
  ...cleaning,
  codes: Codes.optional(),
};

/** For types other than text, whose own members these were from the beginning. */
export const emptiness = { nullEqualsEmpty: on, trim: on };
