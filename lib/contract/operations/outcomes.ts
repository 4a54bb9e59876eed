import { outcomeStreamList, outcomesAnswer, outcomesQuery, sentOutcome } from '@/lib/contract/v1/outcomes';
import { inProgram, noBody, noQuery, operation, program } from './operation';

export const sendOutcomes = operation({
  id: 'sendOutcomes',
  method: 'POST',
  path: `${program}/outcomes`,
  noun: 'Outcomes',
  summary: 'Send what one side made of events',
  description:
    'Lockgate pairs both sides by correlation id, within context, source and workload, and makes one run of each period. All lines or none: one bad line, and nothing is kept. At most 100,000 lines and 64 MiB a request.',
  caller: 'both',
  scope: 'runs:write',
  params: inProgram,
  query: noQuery,
  body: { kind: 'ndjson', schema: sentOutcome },
  answer: { status: 200, description: 'Kept', schema: outcomesAnswer },
  refusals: ['outcome_conflict', 'run_unknown_context', 'invalid_body'],
  idempotency: 'optional',
});

export const listOutcomes = operation({
  id: 'listOutcomes',
  method: 'GET',
  path: `${program}/outcomes`,
  noun: 'Outcomes',
  summary: 'What waits to be paired, by context, source and workload',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: outcomesQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of streams', schema: outcomeStreamList },
  refusals: [],
  idempotency: 'none',
});
