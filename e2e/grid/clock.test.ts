import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { databaseUrl, setEnv } from '@/lib/env';
import { closeDatabase } from '@/lib/store/database';
import { callerOfKey } from '@/lib/usecases/queries/find-caller';
import { openTheDoor } from '@/lib/usecases/testing/guests';
import { base, good, inDays, type Subject, told } from './act';
import { laneOf, lines } from './manifests';
import { openStreet, type Street, stepUp } from './street';

// The application's clock is a day wrong, either way. The database's decides.

let street: Street;
beforeAll(async () => {
  street = await openStreet();
}, 120_000);
afterEach(() => vi.useRealTimers());
afterAll(() => street?.close());

type Name = Parameters<Street['as']>[0];
const post = (name: Name, path: string, body: object) => street.as(name)('POST', `${base}${path}`, body);

/** What the application takes for now; the database is not told. */
const wrongBy = (days: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 });
};

const hourMs = 3_600_000;

describe.each([
  ['a day ahead', 1],
  ['a day behind', -1],
])('with the application’s clock %s', (_name, days) => {
  const replay = (more: object): object => ({
    kind: 'authorise_replay',
    context: 'payments',
    side: days > 0 ? 'target' : 'legacy',
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-02T00:00:00Z',
    what: 'Payments.',
    containment: 'No mail.',
    ...told,
    ...more,
  });
  const at = (hours: number): string => new Date(Date.now() + hours * hourMs).toISOString();

  it('dates, risks’ ends, holds and loans are near or over by the database’s', async () => {
    const soon = at(1);
    const over = at(-1);
    const later = inDays(3);
    wrongBy(days);
    for (const scheduledFor of [soon, over]) {
      const answer = await post('proposer', '/decisions', replay({ scheduledFor, until: later }));
      expect([answer.status, scheduledFor === soon]).toEqual([
        scheduledFor === soon ? 201 : 422,
        scheduledFor === soon,
      ]);
      if (scheduledFor === soon) {
        await good(post('proposer', `/decisions/${answer.body.number}/withdrawal`, { reason: 'Enough.' }));
      }
    }
    expect((await post('proposer', '/decisions', replay({ until: over }))).body.code).toBe('invalid_body');
    const hold = (until: string) => post('owner', '/holds', { context: 'intake', reason: 'Wait.', until });
    expect((await hold(over)).body.code).toBe('invalid_body');
    expect((await good(hold(soon))).holding).toBe(true);
    const loan = { to: street.personId('novice'), role: 'finance', reason: 'Leave.' };
    expect((await post('second', '/delegations', { ...loan, until: over })).body.code).toBe('invalid_body');
    expect((await good(post('second', '/delegations', { ...loan, until: soon }))).counts).toBe(true);
  });

  it('a decision is open, signed, dated and executed as long as the database says so', async () => {
    const until = inDays(3);
    const from = Date.now();
    wrongBy(days);
    const decision: Subject = await good(post('proposer', '/decisions', replay({ until })));
    expect(Math.abs(Date.parse(decision.proposedAt) - from)).toBeLessThan(10 * 60_000);
    const signing = (name: Name, role: string) => {
      const { revision, evidenceHash } = decision;
      const body = { revision, evidenceHash, role, verdict: 'approve', stepUp };
      return good(post(name, `/decisions/${decision.number}/sign-offs`, body));
    };
    await signing('signer', 'owner');
    const signed = await signing('second', 'operations');
    expect(signed.state).toBe('approved');
    const { revision, evidenceHash } = decision;
    const done = await good(post('third', `/decisions/${decision.number}/execution`, { revision, evidenceHash }));
    expect(Math.abs(Date.parse(done.executedAt) - from)).toBeLessThan(10 * 60_000);
  });

  it('a date that the database has not reached is not executed', async () => {
    const until = inDays(3);
    const scheduledFor = at(2);
    const decision: Subject = await good(post('proposer', '/decisions', replay({ until, scheduledFor })));
    const { revision, evidenceHash, number } = decision;
    for (const [name, role] of [
      ['signer', 'owner'],
      ['second', 'operations'],
    ] as const) {
      const body = { revision, evidenceHash, role, verdict: 'approve', stepUp };
      await good(post(name, `/decisions/${number}/sign-offs`, body));
    }
    wrongBy(days);
    const early = await post('third', `/decisions/${number}/execution`, { revision, evidenceHash });
    expect(early.body.code).toBe('not_yet');
    vi.useRealTimers();
    await good(post('proposer', `/decisions/${number}/withdrawal`, { reason: 'Enough.' }));
  });

  it('a role that is an hour old is not old enough, and a window that is open is open', async () => {
    const risk = `${base}/people/${street.personId('novice')}/roles/operations`;
    await good(street.as('keeper')('PUT', risk));
    const decision: Subject = await good(post('proposer', '/decisions', replay({ until: inDays(3) })));
    wrongBy(days);
    const { revision, evidenceHash } = decision;
    const signing = { revision, evidenceHash, role: 'operations', verdict: 'approve', stepUp };
    const refused = await post('novice', `/decisions/${decision.number}/sign-offs`, signing);
    expect(refused.body.code).toBe('role_cooling_off');
    const lanes = [laneOf('reads', lines[days > 0 ? 0 : 1] ?? '')];
    const back = await good(post('operations', '/contexts/payments/rollback', { lanes, reason: 'Wrong.' }));
    vi.useRealTimers();
    expect(Math.abs(Date.parse(back.effectiveFrom) - Date.now())).toBeLessThan(5 * 60_000);
    await good(street.as('keeper')('DELETE', risk));
    await good(post('proposer', `/decisions/${decision.number}/withdrawal`, { reason: 'Enough.' }));
  });

  it('an authority answer lasts as long as the database’s lease', async () => {
    const now = Date.now();
    wrongBy(days);
    const answer = await good(street.as('service')('GET', `${base}/authority/payments/reads?productLine=line30&key=k`));
    expect(Date.parse(answer.validUntil) - now).toBeLessThan(5 * 60_000);
    expect(Date.parse(answer.validUntil)).toBeGreaterThan(now);
  });

  it('a key lives as long as the database says', async () => {
    const soon = at(2);
    wrongBy(days);
    const issued = await good(
      street.as('keeper')('POST', `${base}/keys`, { name: 'short', scopes: ['program:read'], expiresAt: soon }),
    );
    for (let turn = 0; turn < 2; turn += 1) {
      const read = await fetch(`${street.url}${base}/contexts`, { headers: { authorization: `Bearer ${issued.key}` } });
      expect(read.status).toBe(200);
    }
  });

  it('a key that is over stays over while the database is gone', async () => {
    const expiresAt = new Date(Date.now() + 2_500).toISOString();
    const { key } = await good(
      street.as('keeper')('POST', `${base}/keys`, { name: 'short', scopes: ['program:read'], expiresAt }),
    );
    wrongBy(days);
    expect(await callerOfKey(key)).toMatchObject({ ok: true, value: { kind: 'key' } });
    await sleep(2_600);
    const url = databaseUrl();
    setEnv({ databaseUrl: 'postgres://nobody@127.0.0.1:1/gone' });
    try {
      expect(await callerOfKey(key)).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
    } finally {
      await closeDatabase();
      setEnv({ databaseUrl: url });
      openTheDoor();
    }
  });
});
