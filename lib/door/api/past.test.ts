import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, carryOut, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { actsIn } from '@/lib/usecases/testing/acts';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';

// Who was authoritative at an instant, what was on record then, and a decision that can be checked without the server.

const chance = chanceOf(printedSeed('past', process.env.SEED));
const lanes = [{ workload: 'reads', audience: 'cohort:eu-motor' }];

let open: OpenHouse;
let machine: Ask;
let executed: { number: number; effectiveFrom: string; executedAt: string };
beforeAll(async () => {
  open = await openHouse();
  machine = caller(open.url, bearer(await issueKey(open, ['authority:read', 'ledger:read', 'program:read'])));
  const acts = actsIn(open.house);
  await acts.toShadow();
  await acts.toValidated();
  executed = await carryOut(open, { kind: 'advance', to: 'selective', lanes }, 'business', 'operations', 'risk');
}, 120_000);
afterAll(() => open?.close());

const shifted = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
const authority = async (
  asked: string,
): Promise<{ side: string; epoch: number; next: unknown; validUntil: string | null }> => {
  const answer = await machine('GET', `${base}/authority/payments/reads?geography=eu&productLine=motor${asked}`);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body;
};

it('a shift on record is announced before it takes effect, and no answer outlives it', async () => {
  const now = await authority('');
  if (Date.parse(executed.effectiveFrom) > Date.now() + 200) {
    expect(now).toMatchObject({
      side: 'legacy',
      epoch: 1,
      next: { side: 'target', effectiveFrom: executed.effectiveFrom },
    });
    expect(Date.parse(String(now.validUntil))).toBeLessThanOrEqual(Date.parse(executed.effectiveFrom));
  }
  while ((await authority('')).side === 'legacy' && Date.now() < Date.parse(executed.effectiveFrom) + 5_000)
    await sleep(50);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(executed.effectiveFrom));
  expect(await authority('')).toMatchObject({ side: 'target', epoch: 2, next: null });
});

it('at says who was authoritative then: until the instant legacy, from it on target', async () => {
  const { effectiveFrom } = executed;
  expect(await authority(`&at=${shifted(effectiveFrom, -1)}`)).toMatchObject({
    side: 'legacy',
    epoch: 1,
    validUntil: null,
  });
  expect(await authority(`&at=${effectiveFrom}`)).toMatchObject({ side: 'target', epoch: 2 });
  expect(await authority('&at=2020-01-01T00:00:00Z')).toMatchObject({ side: 'legacy', epoch: 0 });
});

it('knownAt says what was on record then, also of an instant after it', async () => {
  const { effectiveFrom, executedAt } = executed;
  const unknowing = `&at=${effectiveFrom}&knownAt=${shifted(executedAt, -1)}`;
  expect(await authority(unknowing)).toMatchObject({ side: 'legacy', epoch: 1 });
  expect(await authority(`&at=${effectiveFrom}&knownAt=${executedAt}`)).toMatchObject({ side: 'target', epoch: 2 });
  const list = await machine('GET', `${base}/authority?at=${effectiveFrom}&knownAt=${shifted(executedAt, -1)}`);
  expect(new Set(list.body.items.map(({ side }: { side: string }) => side))).toEqual(new Set(['legacy']));
});

it('a router asks by OFREP and follows', async () => {
  const evaluate = async (context: object) => {
    const headers = { ...bearerOf, 'content-type': 'application/json' };
    const body = JSON.stringify({ context });
    const answer = await fetch(`${open.url}/ofrep/v1/evaluate/flags/payments.reads`, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  };
  const bearerOf = bearer(await issueKey(open, ['authority:read']));
  const moved = await evaluate({ targetingKey: 'P-1', geography: 'eu', productLine: 'motor' });
  expect(moved).toMatchObject({
    status: 200,
    body: { key: 'payments.reads', value: 'target', metadata: { epoch: 2 } },
  });
  const stayed = await evaluate({ targetingKey: 'P-1', geography: 'uk', productLine: 'motor' });
  expect(stayed.body).toMatchObject({ value: 'legacy' });
  const lacking = await evaluate({ targetingKey: 'P-1', geography: 'eu' });
  expect(lacking).toMatchObject({ status: 400, body: { errorCode: 'INVALID_CONTEXT' } });
});

it('a decision that was taken away verifies with nothing but itself, and with one character changed does not', async () => {
  const { body: record } = await machine('GET', `${base}/decisions/${executed.number}/record`);
  const { body: head } = await machine('GET', `${base}/ledger/head`);
  const text = JSON.stringify(record);
  const verdict = verifyDecisionRecord(JSON.parse(text));
  expect(verdict.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(verdict.ok).toBe(true);
  expect(verdict.head).toEqual({ origin: head.origin, index: head.size - 1, leaf: head.head });
  expect(record.runs.length).toBeGreaterThan(0);

  const accepts = (changed: string): boolean => {
    try {
      return verifyDecisionRecord(JSON.parse(changed)).ok;
    } catch {
      return false;
    }
  };
  // everything but when it was taken away, and names that people read beside the ids that bind them
  const places = [...text.matchAll(/[0-9a-f]/g)].map(({ index }) => index);
  const exportedAt = text.indexOf('"exportedAt"');
  const survivors: string[] = [];
  for (let turn = 0; turn < 150; turn += 1) {
    const at = places[chance.below(places.length)] ?? 0;
    if (at >= exportedAt && at < exportedAt + 45) continue;
    const changed = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
    if (changed !== text && accepts(changed)) survivors.push(changed.slice(Math.max(0, at - 60), at + 30));
  }
  expect(survivors).toEqual([]);
});
