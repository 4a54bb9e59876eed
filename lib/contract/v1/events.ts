import { z } from 'zod';
import { outcomesAnswer } from './outcomes';
import { instant, page, pageQuery } from './primitives';
import { problem } from './problem';
import { itemisedAnswer, runAnswer } from './runs';

export const eventStates = ['read', 'pending', 'kept', 'unclaimed'] as const;

const state = z.enum(eventStates).meta({
  description:
    '`read`: it became a run, or outcomes of a side. `pending`: it waits for the end of its run or for the other side. `kept`: it is understood ' +
    'and says nothing that can be compared. `unclaimed`: no source of the manifest claims it',
});

const lineageJob = z.strictObject({ namespace: z.string(), name: z.string() });

/** What became of an event when it came; sent again, it gets this answer again. */
export const eventAnswer = z
  .strictObject({
    event: z.string(),
    state,
    claimedBy: z.string().nullable().meta({ description: 'A source of the manifest, by its name' }),
    runs: z.array(runAnswer).meta({ description: 'The runs that it completed' }),
    outcomes: outcomesAnswer.nullable().meta({ description: 'Of an event that carries outcomes of one side' }),
    itemised: itemisedAnswer.nullable().meta({ description: 'Of an event that carries more discrepancies of a run' }),
    warnings: z.array(z.string()).meta({ description: 'What was understood only in part' }),
  })
  .meta({ id: 'EventAnswer' });
export type EventAnswer = z.infer<typeof eventAnswer>;

export const eventItem = z
  .strictObject({
    source: z.string().nullable(),
    id: z.string().nullable(),
    status: z.int().meta({ description: '201 new, 200 known; of a refused one the status of its problem' }),
    answer: eventAnswer.nullable(),
    problem: problem.nullable(),
  })
  .meta({ id: 'EventItem' });

/** One item for each event, in the order in which they were sent. */
export const eventsAnswer = z.strictObject({ items: z.array(eventItem) }).meta({ id: 'EventsAnswer' });

export const keptEventView = z
  .strictObject({
    id: z.string(),
    channel: z.enum(['cloudevents', 'openlineage']),
    type: z.string().meta({ description: 'The CloudEvent’s type, or the lineage event’s eventType' }),
    source: z.string().meta({ description: 'The CloudEvent’s source, or the namespace of job or dataset' }),
    eventId: z.string().meta({ description: 'The CloudEvent’s id, or the lineage event’s runId' }),
    job: lineageJob.nullable(),
    at: instant.nullable(),
    receivedAt: instant,
    state,
    claimedBy: z.string().nullable(),
    warnings: z.array(z.string()),
    bytes: z.int(),
    body: z.string().meta({ description: 'Path of what was sent, as it was sent' }),
  })
  .meta({ id: 'KeptEvent' });
export type KeptEventView = z.infer<typeof keptEventView>;

export const unclaimedQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(eventStates).optional().meta({ description: '`unclaimed` unless said' }),
});
export type UnclaimedQuery = z.infer<typeof unclaimedQuery>;
export const keptEventList = page(keptEventView).meta({ id: 'KeptEventList' });
