import { z } from 'zod';
import { changeEvent, changesQuery, headEvent } from '@/lib/contract/v1/changes';
import { inProgram, noBody, operation, program } from './operation';

export const followChanges = operation({
  id: 'followChanges',
  method: 'GET',
  path: `${program}/changes`,
  noun: 'Ledger',
  summary: 'What is recorded, as it happens (server-sent events)',
  description:
    'An event has the type of its ledger entry as its name, the entry’s index as its id, and a `Change` as its data; `Last-Event-ID` goes on where a stream was lost. An event `head` (`ChangesHead`) follows each batch and at least every five seconds: without it, take the stream for lost. Entries about people and keys are not told. A stream ends after fifteen minutes, at a shutdown, and when its key or session does: open it again.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: changesQuery,
  body: noBody,
  answer: {
    status: 200,
    description: 'The stream; this is the data of one event',
    media: 'text/event-stream',
    schema: z.union([changeEvent, headEvent]),
  },
  refusals: ['throttled'],
  idempotency: 'none',
});
