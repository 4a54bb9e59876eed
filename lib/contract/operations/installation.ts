import { z } from 'zod';
import { healthAnswer, readinessAnswer } from '@/lib/contract/v1/health';
import { base, noBody, noParams, noQuery, operation } from './operation';

const open = { caller: 'none', scope: null, params: noParams, query: noQuery, body: noBody, refusals: [] } as const;

export const readHealth = operation({
  ...open,
  id: 'readHealth',
  method: 'GET',
  path: '/healthz',
  noun: 'Installation',
  summary: 'The process is alive',
  answer: { status: 200, description: 'Alive', schema: healthAnswer },
  idempotency: 'none',
});

export const readReadiness = operation({
  ...open,
  id: 'readReadiness',
  method: 'GET',
  path: '/readyz',
  noun: 'Installation',
  summary: 'The process can do its work',
  answer: {
    status: 200,
    description: 'Ready',
    schema: readinessAnswer,
    also: { status: 503, description: 'Not ready, with what is missing' },
  },
  idempotency: 'none',
});

export const readOpenApi = operation({
  ...open,
  id: 'readOpenApi',
  method: 'GET',
  path: `${base}/openapi.json`,
  noun: 'Installation',
  summary: 'This document',
  answer: { status: 200, description: 'OpenAPI 3.1', schema: z.looseObject({}).meta({ id: 'OpenApi' }) },
  idempotency: 'none',
});

export const readApiPage = operation({
  ...open,
  id: 'readApiPage',
  method: 'GET',
  path: '/docs/api',
  noun: 'Installation',
  summary: 'This document as a page',
  answer: { status: 200, description: 'A page', media: 'text/html' },
  idempotency: 'none',
});
