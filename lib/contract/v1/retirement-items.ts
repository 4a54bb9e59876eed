import { z } from 'zod';
import { retirementKinds } from '@/lib/domain/words';
import { personRef } from './actor';
import { day, instant, page, pageQuery, prose, slug } from './primitives';

export const retirementStates = ['open', 'done'] as const;

export const retirementItemView = z
  .strictObject({
    id: z.string(),
    slug,
    context: slug.nullable(),
    kind: z.enum(retirementKinds),
    title: z.string(),
    owner: z.string(),
    dueOn: day,
    state: z.enum(retirementStates),
    overdue: z.boolean(),
    evidence: z.string().nullable(),
    doneAt: instant.nullable(),
    doneBy: personRef.nullable(),
  })
  .meta({ id: 'RetirementItem' });
export type RetirementItemView = z.infer<typeof retirementItemView>;

export const retirementItemsQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  state: z.enum(retirementStates).optional(),
});
export type RetirementItemsQuery = z.infer<typeof retirementItemsQuery>;
export const retirementItemList = page(retirementItemView).meta({ id: 'RetirementItemList' });

/** Done takes evidence; opening it again takes it away. */
export const retirementItemPatch = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('done'), evidence: prose(4000) }),
    z.strictObject({ state: z.literal('open') }),
  ])
  .meta({ id: 'MarkRetirementItem' });
export type RetirementItemPatch = z.infer<typeof retirementItemPatch>;
