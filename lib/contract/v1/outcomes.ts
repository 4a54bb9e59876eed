import { z } from 'zod';
import { sides, workloads } from '@/lib/domain/words';
import { count, instant, page, pageQuery, slug } from './primitives';

const name = z.string().min(1).max(200);

const dimensionsOfOutcome = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,62}$/, 'a dimension name'), z.string().max(256))
  .meta({ description: 'Values by dimension name', example: { productLine: 'motor' } });

/** What one side made of one event: one line of `POST /outcomes`. */
export const sentOutcome = z
  .strictObject({
    context: slug,
    source: name.meta({ description: 'Outcomes of both sides come under one source; the period’s run does too' }),
    side: z.enum(sides),
    correlationId: z.string().min(1).max(512),
    workload: z.enum(workloads).optional(),
    observedAt: instant,
    fields: z
      .record(name, z.string().max(65_536).nullable())
      .default({})
      .meta({ description: 'As text, whatever the type; null is a value, and a field that is left out was not sent' }),
    dimensions: dimensionsOfOutcome.default({}),
    id: name.optional().meta({
      description: 'Which event this is, within context and source. Without it, only the same words are the same event',
    }),
    version: z.string().min(1).max(200).optional().meta({ description: 'Of the software that made it' }),
  })
  .meta({ id: 'SentOutcome' });
export type SentOutcome = z.infer<typeof sentOutcome>;

export const outcomesAnswer = z
  .strictObject({
    received: count.meta({ description: 'Lines' }),
    kept: count.meta({ description: 'Outcomes that were not there before' }),
    repeated: count.meta({ description: 'Outcomes that were there already: they change nothing' }),
    late: count.meta({ description: 'Kept ones whose period had its run: a new run will take its place' }),
    tooLate: count.meta({ description: 'Kept ones that came too late to correct their period: no run counts them' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'OutcomesAnswer' });
export type OutcomesAnswer = z.infer<typeof outcomesAnswer>;

const waitingPeriod = z.strictObject({
  from: instant,
  to: instant,
  closesAt: instant.meta({ description: 'When its matching window has passed: not before is anything missing' }),
  dueAt: instant.meta({ description: 'When its run is made' }),
  legacy: count,
  target: count,
  run: z.string().nullable().meta({ description: 'The run that late outcomes will correct' }),
  stuck: z
    .string()
    .nullable()
    .meta({ description: 'Why its run could not be recorded; tried again when more arrives' }),
});

export const outcomeStreamView = z
  .strictObject({
    context: slug,
    source: z.string(),
    workload: z.enum(workloads).nullable(),
    windowSeconds: z.number().meta({ description: 'How long the other side may take' }),
    periodSeconds: z.number().meta({ description: 'What one run covers' }),
    byDefault: z.boolean().meta({ description: 'No rules in force say how to match' }),
    waiting: z
      .array(waitingPeriod)
      .meta({ description: 'Periods without a run, or to be corrected: the earliest 100' }),
    waitingPeriods: count,
    tooLate: count.meta({ description: 'Outcomes that came too late for any run, ever' }),
    tooLateAt: instant.nullable(),
    latest: z.strictObject({ run: z.string(), from: instant, to: instant }).nullable(),
  })
  .meta({ id: 'OutcomeStream' });
export type OutcomeStreamView = z.infer<typeof outcomeStreamView>;

export const outcomesQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  source: z.string().max(200).optional(),
});
export type OutcomesQuery = z.infer<typeof outcomesQuery>;
export const outcomeStreamList = page(outcomeStreamView).meta({ id: 'OutcomeStreamList' });
