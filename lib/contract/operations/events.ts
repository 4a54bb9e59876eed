import { eventAnswer, eventsAnswer, keptEventList, unclaimedQuery } from '@/lib/contract/v1/events';
import { base, inProgram, noBody, noParams, noQuery, oneOf, operation, program } from './operation';

const refusals = [
  'malformed_json',
  'invalid_body',
  'event_conflict',
  'run_conflict',
  'run_unknown_context',
  'run_invalid',
  'outcome_conflict',
  'not_found',
  'conflict',
] as const;

export const sendEvents = operation({
  id: 'sendEvents',
  method: 'POST',
  path: `${program}/events`,
  noun: 'Events',
  summary: 'Send CloudEvents 1.0: one, structured or binary, or a batch',
  description:
    '`source` and `id` are an event’s identity: the same event again gets its first answer, another body under it is refused. A batch is taken event by event, each whole or not at all, and answers with an item for each, in order; it is refused as a whole only where every event is, by the first refusal. `dev.lockgate.run` carries a run in neutral form, `dev.lockgate.outcomes` outcomes of one side, `dev.lockgate.discrepancies` more of the run that `subject` names, `dev.lockgate.result` another tool’s result (its `dataschema` is the address that it could be imported at; no `mapped:` format comes this way), `io.openlineage.*` a lineage event; what else comes belongs to the source of the manifest that claims it, or is kept as unclaimed.',
  caller: 'both',
  scope: 'runs:write',
  params: inProgram,
  query: noQuery,
  body: { kind: 'events' },
  answer: { status: 200, description: 'An item for each event, in order', schema: eventsAnswer },
  refusals: [...refusals, 'invalid_parameter'],
  idempotency: 'none',
});

export const sendLineage = operation({
  id: 'sendLineage',
  method: 'POST',
  path: `${base}/lineage`,
  noun: 'Events',
  summary: 'Send one OpenLineage event',
  description:
    'What an OpenLineage HTTP transport posts to, with a URL and a key only: the key names the program, and one that reaches several says which with `X-Lockgate-Program`. The events of one run add up, in whatever order and however often they come; nothing becomes a run before one says that it is over, and what those of one run say comes to at most 1,000 events and 32 MiB. The manifest’s `sources` say whose a job is and which dataset is which side.',
  caller: 'key',
  scope: 'runs:write',
  params: noParams,
  query: noQuery,
  body: { kind: 'lineage' },
  answer: {
    status: 201,
    description: 'Kept; what became of it',
    schema: eventAnswer,
    also: { status: 200, description: 'It was there already: the first answer again' },
  },
  refusals,
  idempotency: 'none',
});

export const listUnclaimed = operation({
  id: 'listUnclaimed',
  method: 'GET',
  path: `${program}/unclaimed`,
  noun: 'Events',
  summary: 'Events that no source of the manifest claims, newest first',
  description:
    'Once a source claims one, it is read again by itself, within a minute. `state=pending` lists what waits for the end of its run or for the other side. An event is kept for 90 days.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: unclaimedQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of events', schema: keptEventList },
  refusals: [],
  idempotency: 'none',
});

export const readEventBody = operation({
  id: 'readEventBody',
  method: 'GET',
  path: `${program}/events/{event}/body`,
  noun: 'Events',
  summary: 'What was sent as an event, byte for byte',
  caller: 'both',
  scope: 'program:read',
  params: oneOf('event'),
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'As it was sent, in its own media type', media: '*/*' },
  refusals: [],
  idempotency: 'none',
});
