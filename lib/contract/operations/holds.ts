import { z } from 'zod';
import {
  holdBody,
  holdList,
  holdsQuery,
  holdView,
  installationHoldBody,
  installationHoldsQuery,
  liftHoldQuery,
} from '@/lib/contract/v1/holds';
import { id } from '@/lib/contract/v1/primitives';
import { base, inProgram, json, noBody, noParams, noQuery, oneOf, operation, program } from './operation';

const neverBack = 'It never stops a way back. Any number of holds may stand at once, each with its owner and reason.';

export const listHolds = operation({
  id: 'listHolds',
  method: 'GET',
  path: `${program}/holds`,
  noun: 'Holds',
  summary: 'What stops moves towards target, and when freezes will',
  description: 'Holds on everything are among them. With `context`, those that concern it.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: holdsQuery,
  body: noBody,
  answer: { status: 200, description: 'Oldest first', schema: holdList },
  refusals: [],
  idempotency: 'none',
});

export const placeHold = operation({
  id: 'placeHold',
  method: 'POST',
  path: `${program}/holds`,
  noun: 'Holds',
  summary: 'Stop moves towards target of a context or the program',
  description: `${neverBack} With a calendar it is a freeze, which stops in its windows only.`,
  caller: 'person',
  scope: null,
  params: inProgram,
  query: noQuery,
  body: json(holdBody),
  answer: { status: 201, description: 'The hold stands', schema: holdView },
  refusals: ['role_missing', 'comment_required', 'too_many_holds'],
  idempotency: 'required',
});

export const liftHold = operation({
  id: 'liftHold',
  method: 'DELETE',
  path: `${program}/holds/{hold}`,
  noun: 'Holds',
  summary: 'Lift a hold',
  caller: 'person',
  scope: null,
  params: oneOf('hold'),
  query: liftHoldQuery,
  body: noBody,
  answer: { status: 200, description: 'Lifted; it stays on record', schema: holdView },
  refusals: ['role_missing', 'comment_required', 'nothing_to_change'],
  idempotency: 'optional',
});

export const listHoldsOnEverything = operation({
  id: 'listHoldsOnEverything',
  method: 'GET',
  path: `${base}/holds`,
  noun: 'Holds',
  summary: 'What stops every program',
  caller: 'both',
  scope: 'program:read',
  params: noParams,
  query: installationHoldsQuery,
  body: noBody,
  answer: { status: 200, description: 'Oldest first', schema: holdList },
  refusals: [],
  idempotency: 'none',
});

export const placeHoldOnEverything = operation({
  id: 'placeHoldOnEverything',
  method: 'POST',
  path: `${base}/holds`,
  noun: 'Holds',
  summary: 'Stop the line: moves towards target in every program',
  description: `For administrators of the installation. ${neverBack}`,
  caller: 'person',
  scope: null,
  params: noParams,
  query: noQuery,
  body: json(installationHoldBody),
  answer: { status: 201, description: 'The hold stands', schema: holdView },
  refusals: ['comment_required', 'too_many_holds'],
  idempotency: 'required',
});

export const liftHoldOnEverything = operation({
  id: 'liftHoldOnEverything',
  method: 'DELETE',
  path: `${base}/holds/{hold}`,
  noun: 'Holds',
  summary: 'Lift a hold on everything',
  caller: 'person',
  scope: null,
  params: z.strictObject({ hold: id }),
  query: liftHoldQuery,
  body: noBody,
  answer: { status: 200, description: 'Lifted; it stays on record', schema: holdView },
  refusals: ['comment_required', 'nothing_to_change'],
  idempotency: 'optional',
});
