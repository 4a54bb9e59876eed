import { z } from 'zod';
import { holdScopes } from '@/lib/domain/words';
import { personRef } from './actor';
import { instant, page, pageQuery, prose, slug } from './primitives';

const localDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'a local date-time without an offset')
  .meta({ id: 'LocalDateTime', description: 'Of the zone, without an offset', example: '2026-12-24T18:00' });

const freezeWish = z
  .strictObject({
    rule: z.string().max(256).nullable().default(null).meta({
      description: 'RFC 5545 recurrence rule, hourly at most; null for one window',
      example: 'FREQ=MONTHLY;BYDAY=-1FR',
    }),
    from: localDateTime.meta({ description: 'No window begins before it' }),
    durationMinutes: z.int().min(1).max(527_040).optional().meta({
      description: "Of the zone's wall clock; no longer than the time between two windows",
    }),
    until: localDateTime.optional().meta({ description: "The first window's end, in place of `durationMinutes`" }),
    zone: z.string().min(1).max(64).optional().meta({ description: "IANA; the program's, or UTC, when absent" }),
  })
  .meta({
    id: 'PlaceFreeze',
    description:
      'Where the clock skips or repeats an hour at either end of a window, the window takes in the hour in doubt.',
  });
export type FreezeWish = z.infer<typeof freezeWish>;

const until = instant.nullable().optional().meta({ description: 'When it ends by itself; else somebody lifts it' });
const calendar = freezeWish
  .nullable()
  .optional()
  .meta({ description: 'Makes it a freeze: it stops in its windows only' });

export const installationHoldBody = z
  .strictObject({ reason: prose(2000), until, calendar })
  .meta({ id: 'PlaceHoldOnEverything' });
export type InstallationHoldBody = z.infer<typeof installationHoldBody>;

export const holdBody = z
  .strictObject({
    context: slug.nullable().optional().meta({ description: 'The whole program when absent or null' }),
    reason: prose(2000),
    until,
    calendar,
  })
  .meta({ id: 'PlaceHold' });
export type HoldBody = z.infer<typeof holdBody>;

export const liftHoldQuery = z.strictObject({ reason: prose(2000) });

const which = z
  .enum(['standing', 'all'])
  .optional()
  .meta({ description: '`standing`, as when absent: those not over, with freezes between two windows' });

export const holdsQuery = z.strictObject({ ...pageQuery, which, context: slug.optional() });
export type HoldsQuery = z.infer<typeof holdsQuery>;

export const installationHoldsQuery = z.strictObject({ ...pageQuery, which });
export type InstallationHoldsQuery = z.infer<typeof installationHoldsQuery>;

const window = z
  .strictObject({ from: instant, until: instant.nullable(), open: z.boolean() })
  .meta({ id: 'HoldWindow' });

export const holdView = z
  .strictObject({
    id: z.string(),
    scope: z.enum(holdScopes),
    context: slug.nullable(),
    reason: z.string(),
    placedBy: personRef.nullable().meta({ description: 'Its owner; null where a broken guard placed it' }),
    guard: z.strictObject({ id: z.string(), number: z.int() }).nullable().meta({
      description: 'The decision whose guard placed it',
    }),
    placedAt: instant,
    until: instant.nullable(),
    calendar: z
      .strictObject({ rule: z.string().nullable(), from: z.string(), durationMinutes: z.int(), zone: z.string() })
      .nullable()
      .meta({ id: 'Freeze' }),
    holding: z.boolean().meta({ description: 'Whether it stops moves towards target now' }),
    windows: z.array(window).meta({ description: 'The one open now and those to come, five at most' }),
    liftedBy: personRef.nullable(),
    liftedAt: instant.nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'Hold' });
export type HoldView = z.infer<typeof holdView>;

export const holdList = page(holdView).meta({ id: 'HoldList' });
