import { replayList, riskList } from '@/lib/contract/v1/governing';
import { inContext, noBody, noQuery, operation, program } from './operation';

const context = `${program}/contexts/{context}`;
const reading = {
  method: 'GET',
  noun: 'Contexts',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: noQuery,
  body: noBody,
  refusals: [],
  idempotency: 'none',
} as const;

export const listRisks = operation({
  ...reading,
  id: 'listRisks',
  path: `${context}/risks`,
  summary: 'Risks accepted in a context, newest first',
  description: 'Each waives one criterion while it is in force; time alone ends it.',
  answer: { status: 200, description: 'Those that have ended included', schema: riskList },
});

export const listReplays = operation({
  ...reading,
  id: 'listReplays',
  path: `${context}/replays`,
  summary: 'Replays authorised in a context, newest first',
  answer: { status: 200, description: 'Those that have ended included', schema: replayList },
});
