import { z } from 'zod';
import { driftKinds } from '@/lib/domain/router/drift';
import { sides, workloads } from '@/lib/domain/words';
import { audience, count, dimensions, instant, page, slug } from './primitives';

const tallest = 2_147_483_647;
const epoch = z.int().min(0).max(tallest).meta({ description: 'As the authority answer gave it; 0 while planned' });
const requests = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const lane = { context: slug, workload: z.enum(workloads), audience };

export const acknowledgementBody = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          ...lane,
          epoch,
          appliedAt: instant.optional().meta({ description: 'When it began to, by the router’s clock' }),
        }),
      )
      .max(1_000),
  })
  .meta({
    id: 'Acknowledgement',
    description: 'Which epoch the router applies, lane by lane; an empty list says it lives',
  });
export type AcknowledgementBody = z.infer<typeof acknowledgementBody>;

export const observationsBody = z
  .strictObject({
    router: slug,
    from: instant,
    to: instant.meta({ description: 'Not included; at most 24 hours after `from`, never in the future' }),
    instance: z.string().min(1).max(100).optional().meta({ description: 'Which of several instances counted' }),
    items: z
      .array(
        z.strictObject({
          context: slug,
          workload: z.enum(workloads),
          audience: audience.optional().meta({ description: 'The lane, where the router knows it' }),
          dimensions: dimensions.optional().meta({ description: 'Else what decides it' }),
          side: z.enum(sides).meta({ description: 'Whose answer was given; shadow copies do not count' }),
          count: requests,
          epoch: epoch.optional(),
        }),
      )
      .max(1_000),
  })
  .meta({ id: 'Observations', description: 'What a router did in a closed window of time' });
export type ObservationsBody = z.infer<typeof observationsBody>;

export const observationsAnswer = z
  .strictObject({
    router: slug,
    from: instant,
    to: instant,
    counted: requests.meta({ description: 'Requests in all' }),
    unclaimed: z.array(z.string()).meta({ description: 'Places that no lane covers' }),
    repeated: z.boolean().meta({ description: 'This very report was counted before' }),
  })
  .meta({ id: 'ObservationsAnswer' });
export type ObservationsAnswer = z.infer<typeof observationsAnswer>;

const seen = z.strictObject({ legacy: count, target: count }).meta({ id: 'SeenTraffic' });

export const driftView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(driftKinds),
    place: z.string().meta({ description: '`context/workload/audience`; empty: the router as a whole' }),
    expected: z.string().nullable(),
    found: z.string().nullable(),
    since: instant,
    foundAt: instant,
    sentence: z.string(),
  })
  .meta({ id: 'Drift' });
export type DriftView = z.infer<typeof driftView>;

export const livenesses = ['live', 'silent', 'never'] as const;

export const routerView = z
  .strictObject({
    slug,
    name: z.string(),
    contexts: z.array(slug).meta({ description: 'Empty: every context' }),
    staleAfterSeconds: z.int(),
    liveness: z.enum(livenesses),
    lastSeenAt: instant.nullable(),
    lanes: z.array(
      z.strictObject({
        ...lane,
        onRecord: z.strictObject({ side: z.enum(sides), epoch: count }).meta({ id: 'SideOnRecord' }),
        acknowledged: z
          .strictObject({ epoch: count, at: instant, appliedAt: instant.nullable(), seenAt: instant })
          .meta({ id: 'AcknowledgedEpoch' })
          .nullable(),
        observed: seen.meta({ description: 'Requests of the last 24 hours' }),
        liveness: z.enum(livenesses),
        drift: z.array(z.enum(driftKinds)),
      }),
    ),
    unclaimed: z.array(z.strictObject({ place: z.string(), legacy: count, target: count })),
    drift: z.array(driftView),
  })
  .meta({ id: 'Router' });
export type RouterView = z.infer<typeof routerView>;

export const routerList = page(routerView).meta({ id: 'RouterList' });
