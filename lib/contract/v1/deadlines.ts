import { z } from 'zod';
import { instant, slug } from './primitives';

export const deadlineKinds = ['hard_date', 'rollback_window', 'review', 'decision_expiry', 'retirement_item'] as const;

/** One thing that falls due: `reference` is a decision's number, an item's slug, or null. */
export const deadline = z
  .strictObject({
    kind: z.enum(deadlineKinds),
    at: instant,
    overdue: z.boolean(),
    closing: z.boolean().meta({ description: 'A rollback window within the time that the policy warns of' }),
    title: z.string(),
    context: slug.nullable(),
    owner: z.string().nullable(),
    reference: z.string().nullable(),
  })
  .meta({ id: 'Deadline' });
export type Deadline = z.infer<typeof deadline>;

export const deadlineList = z
  .strictObject({ items: z.array(deadline), nextCursor: z.null() })
  .meta({ id: 'DeadlineList' });
export type DeadlineList = z.infer<typeof deadlineList>;
