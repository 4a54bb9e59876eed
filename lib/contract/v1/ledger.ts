import { z } from 'zod';
import { entrySchema } from '@/lib/domain/ledger/entry';
import { count, digest, instant } from './primitives';

/** Entries are kept as canonical JSON (RFC 8785); a leaf is SHA-256 over a zero byte and those bytes. */
export const ledgerEntry = entrySchema.meta({ id: 'LedgerEntry' });

export const ledgerItem = z.strictObject({ leaf: digest, entry: ledgerEntry }).meta({ id: 'LedgerItem' });
export type LedgerItem = z.infer<typeof ledgerItem>;

export const ledgerQuery = z.strictObject({
  after: z.coerce.number().int().min(0).optional().meta({ description: 'Entries whose index is greater' }),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  type: z.string().max(64).optional(),
});
export type LedgerQuery = z.infer<typeof ledgerQuery>;

export const ledgerList = z
  .strictObject({
    items: z.array(ledgerItem),
    nextCursor: z.string().nullable().meta({ description: 'The next `after`' }),
  })
  .meta({ id: 'LedgerList' });
export type LedgerList = z.infer<typeof ledgerList>;

export const ledgerHead = z
  .strictObject({ origin: z.string(), size: count, head: digest, lastAt: instant })
  .meta({ id: 'LedgerHead' });
export type LedgerHead = z.infer<typeof ledgerHead>;
