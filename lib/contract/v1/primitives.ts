import { z } from 'zod';

/** RFC 3339 with an offset; answers are in UTC with milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Instant', description: 'RFC 3339 with an offset', example: '2026-11-20T02:00:00.000Z' });

export const day = z.iso.date().meta({ id: 'Day', example: '2026-11-20' });

export const slug = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens, beginning with a letter or digit')
  .meta({ id: 'Slug', example: 'payment-decisioning' });

export const dimensions = z
  .record(z.string(), z.string().max(256))
  .meta({ id: 'Dimensions', description: 'Values by dimension name', example: { productLine: 'motor' } });

/** `cohort:<slug>` or `subscriber:<slug>`. */
export const audience = z
  .string()
  .max(80)
  .regex(/^(cohort|subscriber):[a-z0-9][a-z0-9-]*$/, 'cohort:<slug> or subscriber:<slug>')
  .meta({ id: 'Audience', example: 'cohort:rest' });

/** SHA-256 as 64 lowercase hex digits. */
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '64 lowercase hex digits')
  .meta({ id: 'Digest', description: 'SHA-256 in lowercase hex' });

export const id = z.uuid('an id as Lockgate gave it').meta({ id: 'Id', description: 'Opaque' });

export const count = z.int().min(0);

/** Prose of a person: kept as written, within limits, never only blanks. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '', 'must not be blank');

export const cursor = z.string().min(1).max(512).meta({ description: '`nextCursor` of the page before' });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: 'At most this many; 50 unless said' }),
  cursor: cursor.optional(),
};

/** How every list answers: `nextCursor` is null on the last page. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

export type Page<Item> = { items: Item[]; nextCursor: string | null };
