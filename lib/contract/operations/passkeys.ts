import { z } from 'zod';
import {
  beginPasskeyBody,
  beginStepUpBody,
  passkeyBody,
  passkeyCreation,
  passkeyList,
  passkeyRequest,
  passkeyView,
} from '@/lib/contract/v1/passkeys';
import { id } from '@/lib/contract/v1/primitives';
import { base, json, noBody, noParams, noQuery, operation } from './operation';

const mine = { noun: 'Passkeys', caller: 'person', scope: null, query: noQuery } as const;
const passkeys = `${base}/account/passkeys`;

export const listPasskeys = operation({
  ...mine,
  id: 'listPasskeys',
  method: 'GET',
  path: passkeys,
  summary: 'One’s own passkeys',
  params: noParams,
  body: noBody,
  answer: { status: 200, description: 'All of them, the oldest first', schema: passkeyList },
  refusals: [],
  idempotency: 'none',
});

export const addPasskey = operation({
  ...mine,
  id: 'addPasskey',
  method: 'POST',
  path: passkeys,
  summary: 'Add a passkey',
  description: 'With what the browser made for the challenge of `beginPasskey`. It stands on record.',
  params: noParams,
  body: json(passkeyBody),
  answer: { status: 201, description: 'Added', schema: passkeyView },
  refusals: ['step_up_failed', 'conflict'],
  idempotency: 'required',
});

export const beginPasskey = operation({
  ...mine,
  id: 'beginPasskey',
  method: 'POST',
  path: `${passkeys}/registration`,
  summary: 'Ask for the challenge of a new passkey',
  description:
    'Identity is proved first. The challenge is good for one registration in this session, for five minutes.',
  params: noParams,
  body: json(beginPasskeyBody),
  answer: { status: 200, description: 'What the browser makes a passkey with', schema: passkeyCreation },
  refusals: ['step_up_required', 'step_up_failed', 'throttled', 'conflict'],
  idempotency: 'none',
});

export const beginStepUp = operation({
  ...mine,
  id: 'beginStepUp',
  method: 'POST',
  path: `${passkeys}/challenges`,
  summary: 'Ask for the challenge that a passkey signs',
  description:
    'To sign off, name the evidence hash: the challenge is its 32 bytes. Without one it is random and confirms one ' +
    'other act. Good for one answer in this session, for five minutes.',
  params: noParams,
  body: json(beginStepUpBody),
  answer: { status: 200, description: 'What the browser asks a passkey for', schema: passkeyRequest },
  refusals: ['conflict'],
  idempotency: 'none',
});

export const removePasskey = operation({
  ...mine,
  id: 'removePasskey',
  method: 'DELETE',
  path: `${passkeys}/{passkey}`,
  summary: 'Remove a passkey',
  description: 'It signs nothing from now on; what it signed stays signed.',
  params: z.strictObject({ passkey: id }),
  body: noBody,
  answer: { status: 204, description: 'Removed' },
  refusals: [],
  idempotency: 'optional',
});
