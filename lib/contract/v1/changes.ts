import { z } from 'zod';
import { instant, slug } from './primitives';

/** One line of the record as it is told while it happens; what it says in full stands in the ledger. */
export const changeEvent = z
  .strictObject({
    index: z.int().meta({ description: 'Of its ledger entry; also the event’s id' }),
    type: z.string().meta({ description: 'Of its ledger entry; also the event’s name', example: 'decision.executed' }),
    at: instant,
    subject: z.strictObject({ kind: z.string(), id: z.string() }).nullable(),
    context: slug.nullable(),
  })
  .meta({ id: 'Change' });
export type ChangeEvent = z.infer<typeof changeEvent>;

/** Sent after each batch of changes, and while nothing changes: the record is that long, and was confirmed just now. */
export const headEvent = z.strictObject({ size: z.int(), at: instant }).meta({ id: 'ChangesHead' });
export type HeadEvent = z.infer<typeof headEvent>;

export const changesQuery = z.strictObject({
  after: z.coerce.number().int().min(-1).optional().meta({
    description: 'Begin after this index; `Last-Event-ID` goes before it. Without either: with what comes next',
  }),
});
