import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HoldView } from '@/lib/contract/v1/holds';
import { problem } from '@/lib/contract/v1/problem';
import { accept, refused } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { Replayed } from '@/lib/usecases/idempotency';
import { asPerson, bearer, type DoorUnderTest, keys, openDoor, person, raw } from './door-under-test';

// What a transaction does with receipts, in a map: claim before the effect, keep with it.
const receipts = new Map<string, { fingerprint: string; status: number; body: string }>();
const contexts: Context[] = [];
let effects = 0;

const once = async <T>(context: Context, effect: () => T) => {
  contexts.push(context);
  const { idempotency } = context;
  const name = `${context.actor.kind} ${idempotency?.route} ${idempotency?.key}`;
  const kept = receipts.get(name);
  if (kept !== undefined) {
    if (kept.fingerprint !== idempotency?.fingerprint)
      throw refused('idempotency_key_reused', 'Used with another body.');
    throw new Replayed(kept.status, kept.body);
  }
  effects += 1;
  const value = effect();
  if (idempotency) receipts.set(name, { ...idempotency, body: JSON.stringify(value) });
  return accept(value);
};

const hold = (reason: string): HoldView => ({
  id: `hold-${effects}`,
  scope: 'program',
  context: null,
  reason,
  placedBy: { id: 'p', name: 'Ada' },
  guard: null,
  placedAt: '2026-11-20T00:00:00.000Z',
  until: null,
  calendar: null,
  holding: true,
  windows: [],
  liftedBy: null,
  liftedAt: null,
  liftReason: null,
});

let door: DoorUnderTest;
beforeAll(async () => {
  door = await openDoor({
    placeHold: (context, _program, input) => once(context, () => hold(input.reason)),
    revokeKey: (context) => once(context, () => null),
    signDecision: (context) => once(context, () => ({}) as never),
    recordRun: (context) =>
      once(context, () => ({
        created: true,
        answer: {
          id: 'r',
          source: 's',
          externalId: 'e',
          context: 'c',
          ruleSetVersion: null,
          outcome: 'match' as const,
          counts: {},
          warnings: [],
        },
      })),
  });
});
afterAll(() => door.close());
beforeEach(() => {
  receipts.clear();
  contexts.length = 0;
  effects = 0;
});

const place = (body: string, headers: Record<string, string>, program = 'claims') =>
  raw(`${door.url}/api/v1/programs/${program}/holds`, {
    method: 'POST',
    headers: { ...asPerson, 'content-type': 'application/json', ...headers },
    chunks: [body],
  });
const stop = '{"context":"claims-intake","reason":"stop"}';
const codeOf = (text: string) => problem.parse(JSON.parse(text)).code;

describe('an Idempotency-Key', () => {
  it('that is needed and missing is 400', async () => {
    const answer = await place(stop, {});
    expect(answer.status).toBe(400);
    expect(codeOf(answer.text)).toBe('idempotency_key_required');
  });

  it.each(['', ' ', 'a b', 'ü', 'x'.repeat(256), '"open'])('of a wrong form (%j) is 400', async (key) => {
    const answer = await place(stop, { 'idempotency-key': Buffer.from(key).toString('latin1') });
    expect(answer.status).toBe(400);
    expect(effects).toBe(0);
  });

  it('sent again with the same body gets the first answer again, and says so', async () => {
    const first = await place(stop, { 'idempotency-key': 'k1' });
    const again = await place(stop, { 'idempotency-key': 'k1' });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(effects).toBe(1);
  });

  it('sent again with a body that is equal as JSON counts as the same, quoted or bare', async () => {
    await place(stop, { 'idempotency-key': 'k1' });
    const again = await place('{ "reason": "stop",\n "context": "claims-intake" }', { 'idempotency-key': '"k1"' });
    expect(again.status).toBe(201);
    expect(effects).toBe(1);
  });

  it('sent again with another body, or for another program, is 422', async () => {
    await place(stop, { 'idempotency-key': 'k1' });
    const other = await place('{"context":"claims-intake","reason":"other"}', { 'idempotency-key': 'k1' });
    expect([other.status, codeOf(other.text)]).toEqual([422, 'idempotency_key_reused']);
    expect((await place(stop, { 'idempotency-key': 'k1' }, 'other')).status).toBe(422);
    expect(effects).toBe(1);
  });

  it('belongs to its route: another route may use it anew', async () => {
    await place(stop, { 'idempotency-key': 'k1' });
    const answer = await raw(`${door.url}/api/v1/programs/claims/keys/${person.personId}`, {
      method: 'DELETE',
      headers: { ...asPerson, 'idempotency-key': 'k1' },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(effects).toBe(2);
  });

  it('of an answer without a body is replayed without a body', async () => {
    const revoke = () =>
      raw(`${door.url}/api/v1/programs/claims/keys/${person.personId}`, {
        method: 'DELETE',
        headers: { ...asPerson, 'idempotency-key': 'k2' },
      });
    await revoke();
    const again = await revoke();
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([204, '', 'true']);
  });

  it('of a run replays the run’s own answer', async () => {
    const run = JSON.stringify({
      source: 's',
      externalId: 'e',
      context: 'c',
      layer: 'outcome',
      window: { from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' },
      status: 'completed',
    });
    const post = () =>
      raw(`${door.url}/api/v1/programs/claims/runs`, {
        method: 'POST',
        headers: { ...bearer(keys.full), 'content-type': 'application/json', 'idempotency-key': 'r1' },
        chunks: [run],
      });
    const first = await post();
    const again = await post();
    expect(first.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(JSON.parse(again.text)).toMatchObject({ id: 'r', outcome: 'match' });
  });

  it('leaves no trace of the password that a signature is confirmed with', async () => {
    const sign = (password: string) =>
      raw(`${door.url}/api/v1/programs/claims/decisions/7/sign-offs`, {
        method: 'POST',
        headers: { ...asPerson, 'content-type': 'application/json', 'idempotency-key': 's1' },
        chunks: [
          JSON.stringify({
            revision: 1,
            evidenceHash: 'a'.repeat(64),
            role: 'risk',
            verdict: 'approve',
            stepUp: { method: 'password', password },
          }),
        ],
      });
    await sign('one');
    await sign('two');
    const [first, second] = contexts.map((context) => context.idempotency?.fingerprint);
    expect(first).toBe(second);
  });

  it('says the route as method and template', async () => {
    await place(stop, { 'idempotency-key': 'k1' });
    expect(contexts[0]?.idempotency).toMatchObject({
      key: 'k1',
      route: 'POST /api/v1/programs/{program}/holds',
      status: 201,
    });
  });
});
