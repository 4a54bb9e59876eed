import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeyBody } from '@/lib/contract/v1/keys';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, carryOut, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { issueKey as keepKey } from '@/lib/usecases/commands/issue-key';
import type { Context } from '@/lib/usecases/context';
import { actsIn } from '@/lib/usecases/testing/acts';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';
import { accepted } from '@/lib/usecases/testing/house';

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

it('another instant is answered in words too, one lane and all of them, and now is not', async () => {
  const { effectiveFrom, executedAt, number } = executed;
  const one = async (asked: string) => {
    const answer = await machine('GET', `${base}/authority/payments/reads?geography=eu&productLine=motor${asked}`);
    return answer.body.sentence;
  };
  expect(await one('')).toBeNull();
  expect(await one(`&at=${effectiveFrom}`)).toMatch(
    new RegExp(
      `^On .* UTC, target was authoritative for Payments, reads, EU motor, because of decision D-${number}\\. It was known at that time\\.$`,
    ),
  );
  expect(await one(`&at=${effectiveFrom}&knownAt=${shifted(executedAt, -1)}`)).toContain(
    `Today the record says target, because of decision D-${number}.`,
  );
  const list = await machine('GET', `${base}/authority?at=${effectiveFrom}`);
  for (const { sentence } of list.body.items) expect(sentence).toContain('was authoritative for Payments');
  const now = await machine('GET', `${base}/authority`);
  for (const { sentence } of now.body.items) expect(sentence).toBeNull();
});

it('knownAt leaves out windows that were not open yet, and tells what was on record to come', async () => {
  const { effectiveFrom, executedAt } = executed;
  const before = await authority(`&at=${effectiveFrom}&knownAt=${shifted(executedAt, -1)}`);
  expect(before).toMatchObject({ side: 'legacy', rollbackUntil: null, next: null });
  const pending = await authority(`&at=${executedAt}&knownAt=${executedAt}`);
  expect(pending).toMatchObject({ side: 'legacy', next: { side: 'target', effectiveFrom } });
  expect(await authority(`&at=${executedAt}`)).toMatchObject({ side: 'legacy', next: null });
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

  // every value by itself, but for when it was taken away
  const survivors: string[] = [];
  for (const [path, change] of leavesOf(record)) {
    const undo = change();
    if (path !== '/exportedAt' && verifyDecisionRecord(record).ok) survivors.push(path);
    undo();
  }
  expect(survivors).toEqual([]);
  expect(verifyDecisionRecord(record).ok).toBe(true);
});

/** Changes one character, digit or truth; answers with what undoes it. */
type Change = () => () => void;

const otherOf = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const at = value === '' ? 0 : chance.below(value.length);
  return `${value.slice(0, at)}${value[at] === '7' ? '8' : '7'}${value.slice(at + 1)}`;
};

const leavesOf = (within: object, path = ''): [string, Change][] =>
  Object.entries(within).flatMap(([name, value]): [string, Change][] => {
    const here = `${path}/${name}`;
    if (typeof value === 'object' && value !== null) return leavesOf(value, here);
    const change = () => {
      Reflect.set(within, name, otherOf(value));
      return () => Reflect.set(within, name, value);
    };
    return [[here, change]];
  });

it('what keys did verifies alike: one that was issued to another person, and one that rolls back in its person’s name', async () => {
  const { house } = open;
  const issue = async (by: Context, scopes: KeyBody['scopes'], person: string) =>
    bearer(String((await accepted(keepKey(by, house.program, { name: 'job', scopes, person, expiresAt: null }))).key));
  const proposing = caller(open.url, await issue(house.as.admin, ['decisions:write'], house.people.engineer));
  const rolling = caller(open.url, await issue(house.as.operations, ['rollback:write'], house.people.operations));
  const step = { kind: 'advance', context: 'payments', to: 'selective', title: 'By key', rationale: 'Due.' };
  const proposed = await proposing('POST', `${base}/decisions`, {
    ...step,
    lanes: [{ ...lanes[0], audience: 'cohort:rest' }],
  });
  expect([proposed.status, proposed.body.detail]).toEqual([201, undefined]);
  const { number, revision, evidenceHash } = proposed.body;
  for (const role of ['business', 'operations', 'risk'] as const)
    expect((await open.sign(proposed.body, role)).status).toBe(201);
  const path = `${base}/decisions/${number}/execution`;
  expect((await proposing('POST', path, { revision, evidenceHash })).status).toBe(200);
  const back = await rolling('POST', `${base}/contexts/payments/rollback`, { lanes, reason: 'Complaints.' });
  expect([back.status, back.body.detail]).toEqual([200, undefined]);
  for (const decision of [number, back.body.decision.number, back.body.review.number]) {
    const { body } = await machine('GET', `${base}/decisions/${decision}/record`);
    const { checks } = verifyDecisionRecord(JSON.parse(JSON.stringify(body)));
    expect([decision, checks.flatMap(({ problems }) => problems)]).toEqual([decision, []]);
  }
  const { body: entries } = await machine('GET', `${base}/ledger?limit=1000&type=authority.rolled_back`);
  expect(entries.items.map(({ entry }: { entry: { actor: object } }) => entry.actor)).toEqual([
    { kind: 'person', id: house.people.operations, name: 'Person of operations' },
  ]);
});
