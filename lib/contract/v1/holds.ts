import { z } from 'zod';
import { personRef } from './actor';
import { instant, prose, slug } from './primitives';

export const holdBody = z
  .strictObject({
    context: slug,
    reason: prose(2000),
  })
  .meta({ id: 'PlaceHold' });
export type HoldBody = z.infer<typeof holdBody>;

export const liftHoldQuery = z.strictObject({ reason: prose(2000) });

export const holdView = z
  .strictObject({
    id: z.string(),
    context: slug.nullable(),
    reason: z.string(),
    placedBy: personRef,
    placedAt: instant,
    liftedBy: personRef.nullable(),
    liftedAt: instant.nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'Hold' });
export type HoldView = z.infer<typeof holdView>;
