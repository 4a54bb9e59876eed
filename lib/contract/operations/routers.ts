import { z } from 'zod';
import { pageQuery, slug } from '@/lib/contract/v1/primitives';
import {
  acknowledgementBody,
  observationsAnswer,
  observationsBody,
  routerList,
  routerView,
} from '@/lib/contract/v1/routers';
import { inProgram, json, noBody, noQuery, operation, program } from './operation';

export const listRouters = operation({
  id: 'listRouters',
  method: 'GET',
  path: `${program}/routers`,
  noun: 'Routers',
  summary: 'Routers with what they apply, what they did, and where that differs from the record',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: z.strictObject(pageQuery),
  body: noBody,
  answer: { status: 200, description: 'Those that the manifest declares, by slug', schema: routerList },
  refusals: [],
  idempotency: 'none',
});

export const acknowledge = operation({
  id: 'acknowledge',
  method: 'POST',
  path: `${program}/routers/{router}/acknowledgements`,
  noun: 'Routers',
  summary: 'Say which epoch a router applies',
  description:
    'Shown, and compared with the record; it never shortens a lease. Saying the same again only says that the router lives. One bad item, and nothing is taken down.',
  caller: 'key',
  scope: 'observations:write',
  params: z.strictObject({ program: slug, router: slug }),
  query: noQuery,
  body: json(acknowledgementBody),
  answer: { status: 200, description: 'The router as it stands now', schema: routerView },
  refusals: ['epoch_unknown'],
  idempotency: 'none',
});

export const recordObservations = operation({
  id: 'recordObservations',
  method: 'POST',
  path: `${program}/observations`,
  noun: 'Routers',
  summary: 'Report what a router did',
  description:
    'Counts of a closed window, by lane and side. The same report is counted once. What no lane covers is kept, and shown as unclaimed.',
  caller: 'key',
  scope: 'observations:write',
  params: inProgram,
  query: noQuery,
  body: json(observationsBody),
  answer: { status: 200, description: 'Counted', schema: observationsAnswer },
  refusals: ['epoch_unknown', 'dimension_missing', 'key_missing'],
  idempotency: 'none',
});
