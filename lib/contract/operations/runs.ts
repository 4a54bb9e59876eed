import { runBody, runDiscrepancy } from '@/lib/contract/v1/run';
import {
  discrepanciesQuery,
  discrepancyList,
  importQuery,
  itemisedAnswer,
  runAnswer,
  runDetail,
  runList,
  runsQuery,
} from '@/lib/contract/v1/runs';
import { inProgram, json, noBody, noQuery, oneOf, operation, program } from './operation';

const known = { status: 200, description: 'It was there already: the first answer again' } as const;
const refusals = ['run_conflict', 'run_unknown_context', 'run_invalid', 'supersedes_refused'] as const;

export const sendRun = operation({
  id: 'sendRun',
  method: 'POST',
  path: `${program}/runs`,
  noun: 'Runs',
  summary: 'Send one reconciliation run, in neutral form',
  description: '`source` and `externalId` are its identity. Sent again, it changes nothing.',
  caller: 'both',
  scope: 'runs:write',
  params: inProgram,
  query: noQuery,
  body: json(runBody),
  answer: { status: 201, description: 'Kept and judged', schema: runAnswer, also: known },
  refusals,
  idempotency: 'optional',
});

export const importRun = operation({
  id: 'importRun',
  method: 'POST',
  path: `${program}/runs:import`,
  noun: 'Runs',
  summary: 'Send a run in another tool’s own format',
  description: 'Without `externalId` its identity is the digest of its bytes.',
  caller: 'both',
  scope: 'runs:write',
  params: inProgram,
  query: importQuery,
  body: { kind: 'import' },
  answer: { status: 201, description: 'Kept and judged', schema: runAnswer, also: known },
  refusals: [...refusals, 'malformed_json'],
  idempotency: 'optional',
});

export const sendDiscrepancies = operation({
  id: 'sendDiscrepancies',
  method: 'POST',
  path: `${program}/runs/{run}/discrepancies`,
  noun: 'Runs',
  summary: 'Send more discrepancies of a run, one a line',
  description:
    'Any number, gzip or not, read while they come. A body counts whole or not at all. Sent again, with its key or without, it counts once; large results go in several bodies, each with its own key.',
  caller: 'both',
  scope: 'runs:write',
  params: oneOf('run'),
  query: noQuery,
  body: { kind: 'ndjson', schema: runDiscrepancy },
  answer: {
    status: 201,
    description: 'Kept and judged',
    schema: itemisedAnswer,
    also: { status: 200, description: 'The same body was here already: the first answer again' },
  },
  refusals: ['run_invalid', 'conflict'],
  idempotency: 'optional',
});

export const listRuns = operation({
  id: 'listRuns',
  method: 'GET',
  path: `${program}/runs`,
  noun: 'Runs',
  summary: 'Runs, newest window first',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: runsQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of runs', schema: runList },
  refusals: [],
  idempotency: 'none',
});

export const readRun = operation({
  id: 'readRun',
  method: 'GET',
  path: `${program}/runs/{run}`,
  noun: 'Runs',
  summary: 'One run with its checks',
  caller: 'both',
  scope: 'program:read',
  params: oneOf('run'),
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The run', schema: runDetail },
  refusals: [],
  idempotency: 'none',
});

export const listDiscrepancies = operation({
  id: 'listDiscrepancies',
  method: 'GET',
  path: `${program}/runs/{run}/discrepancies`,
  noun: 'Runs',
  summary: 'What differed in a run',
  caller: 'both',
  scope: 'program:read',
  params: oneOf('run'),
  query: discrepanciesQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of discrepancies', schema: discrepancyList },
  refusals: [],
  idempotency: 'none',
});

export const readRunBody = operation({
  id: 'readRunBody',
  method: 'GET',
  path: `${program}/runs/{run}/body`,
  noun: 'Runs',
  summary: 'What was sent, byte for byte',
  caller: 'both',
  scope: 'program:read',
  params: oneOf('run'),
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'As it was sent, in its own media type', media: '*/*' },
  refusals: [],
  idempotency: 'none',
});
