import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { caller } from '@/lib/door/testing/api-client';
import { base, carryOut, issueKey, type OpenHouse, openHouse, payments } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { actsIn, dayMs } from '@/lib/usecases/testing/acts';

// What the API promises of decisions about what governs, status by status: refused, and nothing changed.

let open: OpenHouse;
beforeAll(async () => {
  open = await openHouse();
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

const told = { title: 'A change', rationale: 'Due.' };
const ahead = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const lanes = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
const risk = {
  kind: 'accept_risk',
  context: 'payments',
  criterion: 'runbook',
  owner: 'risk@house.example',
  gap: 'None rehearsed.',
  mitigation: 'Two watch.',
  until: ahead(30),
  ...told,
};
const replay = {
  kind: 'authorise_replay',
  context: 'payments',
  side: 'target',
  from: ahead(-2),
  to: ahead(-1),
  what: 'Payments.',
  containment: 'No mail.',
  until: ahead(1),
  ...told,
};
const count = () => inSnapshot((db) => db.decision.count());

describe('a proposal', () => {
  it.each<[string, number, string, object]>([
    ['of criteria that says nothing', 422, 'invalid_body', { kind: 'activate_criteria', context: 'payments', ...told }],
    [
      'of criteria that do not parse',
      422,
      'invalid_body',
      { kind: 'activate_criteria', context: 'payments', criteria: { transitions: { 'planned>full': [] } }, ...told },
    ],
    [
      'of criteria of a context that is not here',
      404,
      'not_found',
      { kind: 'activate_criteria', context: 'elsewhere', equivalence: 'Same.', ...told },
    ],
    [
      'of what is in force',
      409,
      'nothing_to_change',
      {
        kind: 'activate_criteria',
        context: 'payments',
        equivalence: 'A payment is the same when both sides pay the same.',
        ...told,
      },
    ],
    [
      'of a policy below the floor',
      422,
      'invalid_body',
      { kind: 'change_policy', document: { kinds: { change_policy: [{ role: 'owner', count: 1 }] } }, ...told },
    ],
    [
      'of a policy that names a context',
      422,
      'invalid_body',
      { kind: 'change_policy', context: 'payments', document: {}, ...told },
    ],
    ['of a hard date that is over', 422, 'invalid_body', { kind: 'extend_deadline', to: '2020-01-01', ...told }],
    ['of the hard date in force', 409, 'nothing_to_change', { kind: 'extend_deadline', to: '2031-03-31', ...told }],
    [
      'of a longer window by days and until',
      422,
      'invalid_body',
      { kind: 'extend_rollback_window', context: 'payments', lanes, days: 1, until: ahead(9), ...told },
    ],
    [
      'of a longer window of lanes on legacy',
      409,
      'lanes_not_allowed',
      { kind: 'extend_rollback_window', context: 'payments', lanes, days: 1, ...told },
    ],
    ['of a risk of nothing that is asked', 404, 'not_found', { ...risk, criterion: 'nothing' }],
    ['of a risk of the expected checks', 409, 'not_waivable', { ...risk, criterion: 'expected_checks' }],
    ['of a risk that a stranger owns', 422, 'owner_unknown', { ...risk, owner: 'nobody@house.example' }],
    ['of a risk without an end ahead', 422, 'invalid_body', { ...risk, until: ahead(-1) }],
    ['of a replay of what has not happened', 422, 'invalid_body', { ...replay, to: ahead(1) }],
    [
      'of the retirement of a planned context',
      409,
      'retirement_blocked',
      { kind: 'retire_legacy', context: 'payments', ...told },
    ],
  ])('%s: %i %s', async (_, status, code, body) => {
    const answer = await open.as('lead')('POST', `${base}/decisions`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await count()).toBe(0);
  });

  it('is for who may propose, and its sign-offs are for people', async () => {
    const body = { kind: 'extend_deadline', to: '2031-06-30', ...told };
    const viewer = await open.as('viewer')('POST', `${base}/decisions`, body);
    expect([viewer.status, viewer.body.code]).toEqual([403, 'role_missing']);
    const machine = caller(open.url, bearer(await issueKey(open, ['program:write'])));
    const key = await machine('POST', `${base}/decisions`, body);
    expect([key.status, key.body.code]).toEqual([403, 'scope_missing']);
    expect(await count()).toBe(0);
  });
});

it('a risk and a replay are listed once they are decided, the hard date says what it moved, and the manifest follows', async () => {
  await actsIn(open.house).attestRunbook();
  await carryOut(open, risk, 'business', 'risk');
  await carryOut(open, replay, 'owner', 'operations');
  const risks = await open.as('viewer')('GET', `${payments}/risks`);
  expect([risks.status, risks.body.items]).toMatchObject([200, [{ criterion: 'runbook', inForce: true }]]);
  const replays = await open.as('viewer')('GET', `${payments}/replays`);
  expect([replays.status, replays.body.items]).toMatchObject([200, [{ side: 'target', inForce: true }]]);
  expect((await open.as('viewer')('GET', `${base}/contexts/elsewhere/risks`)).status).toBe(404);
  const moved = await carryOut(
    open,
    { context: undefined, kind: 'extend_deadline', to: '2031-06-30', ...told },
    'owner',
    'risk',
  );
  expect(moved).toMatchObject({
    context: null,
    loosens: true,
    changes: [{ before: '2031-03-31', after: '2031-06-30' }],
  });
  const { body } = await open.as('lead')('GET', `${base}/manifest`);
  expect(body.program.hardDate).toBe('2031-06-30');
  const again = await open.as('lead')('PUT', `${base}/manifest`, body);
  expect(again.body).toMatchObject({ applied: false, changes: [] });
}, 120_000);
