import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import { breakGlassBody } from '@/lib/contract/v1/emergencies';
import { bearer } from '@/lib/door/door-under-test';
import { caller } from '@/lib/door/testing/api-client';
import {
  base,
  carryOut,
  issueKey,
  type OpenHouse,
  openHouse,
  payments,
  propose,
  stepUp,
} from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { actsIn, goodRun } from '@/lib/usecases/testing/acts';
import { accepted } from '@/lib/usecases/testing/house';

// What the API promises of emergencies, status by status.

let open: OpenHouse;
let acts: ReturnType<typeof actsIn>;
const reads = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
const writes = [{ workload: 'writes', audience: 'cohort:eu-motor' }];
const path = `${payments}/break-glass`;

const ask = (more: object = {}) => ({
  side: 'legacy',
  lanes: reads,
  incident: 'INC-7',
  reason: 'Payments are lost.',
  stepUp,
  ...more,
});

beforeAll(async () => {
  open = await openHouse();
  acts = actsIn(open.house);
  await acts.attestRunbook();
  await carryOut(open, { kind: 'advance', to: 'shadow' }, 'owner');
  await accepted(acts.send(goodRun('r-1', acts.justNow())));
  await carryOut(open, { kind: 'advance', to: 'validated' }, 'owner', 'business');
  await carryOut(open, { kind: 'advance', to: 'selective', lanes: reads }, 'business', 'operations', 'risk');
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

describe('breaking the glass', () => {
  it.each<[string, number, string, Parameters<OpenHouse['as']>[0], object]>([
    ['without the role', 403, 'role_missing', 'lead', ask()],
    ['as an administrator', 403, 'role_missing', 'admin', ask()],
    ['with a wrong password', 403, 'step_up_failed', 'operations', ask({ stepUp: { ...stepUp, password: 'wrong' } })],
    [
      'by a recent sign-in despite a password',
      403,
      'step_up_required',
      'operations',
      ask({ stepUp: { method: 'recent_sign_in' } }),
    ],
    ['without a reason', 422, 'invalid_body', 'operations', ask({ reason: ' ' })],
    ['without an incident', 422, 'invalid_body', 'operations', ask({ incident: '' })],
    ['back for a lane on legacy', 409, 'lanes_not_allowed', 'operations', ask({ lanes: writes })],
    [
      'forward past a stage',
      409,
      'transition_not_allowed',
      'operations',
      ask({ side: 'target', lanes: writes, to: 'validated' }),
    ],
    ['back with a window', 422, 'invalid_body', 'operations', ask({ rollbackDays: 3 })],
  ])('%s is %i %s, and changes nothing', async (_, status, code, role, body) => {
    const before = await inSnapshot((db) => db.decision.count());
    const answer = await open.as(role)('POST', path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await inSnapshot((db) => db.decision.count())).toBe(before);
  });

  it('is no key’s act', async () => {
    const key = await issueKey(open, ['decisions:write']);
    const answer = await caller(open.url, bearer(key))('POST', path, ask());
    expect(answer.status).toBe(403);
  });

  it('does nothing but move authority: no act of the contract retires, changes a policy, the ledger or a role by it', () => {
    const bodies = operations.filter(({ id, path: at }) => /break/i.test(id) || at.includes('break-glass'));
    expect(bodies.map(({ id }) => id)).toEqual(['breakGlass']);
    expect(Object.keys(breakGlassBody.shape).sort()).toEqual([
      'incident',
      'lanes',
      'reason',
      'rollbackDays',
      'side',
      'stepUp',
      'to',
    ]);
    const writers = operations.filter(({ path: at, method }) => /\/ledger/.test(at) && method !== 'GET');
    expect(writers).toEqual([]);
    expect(operations.some(({ id }) => /retire(?!ment)/i.test(id))).toBe(false);
  });

  it('forward waits for a second person, whose own sign-off moves it; the review then blocks until it is signed', async () => {
    const asked = await open.as('operations')('POST', path, ask({ side: 'target', lanes: writes }));
    expect([asked.status, asked.body.state]).toEqual([201, 'open']);
    const { number } = asked.body.decision;
    const shown = { number, revision: asked.body.revision, evidenceHash: asked.body.evidenceHash };
    const self = await open.sign(shown, 'operations', { role: 'operations' });
    expect([self.status, self.body.code]).toEqual([403, 'self_approval']);
    const recent = await open.sign(shown, 'risk', { stepUp: { method: 'recent_sign_in' } });
    expect([recent.status, recent.body.code]).toEqual([403, 'step_up_required']);
    const done = await open.sign(shown, 'risk');
    expect([done.status, done.body.state, done.body.emergency.incident]).toEqual([201, 'executed', 'INC-7']);
    const review = (await open.as('lead')('GET', `${base}/decisions/${done.body.review.number}`)).body;
    expect(review).toMatchObject({ kind: 'review_break_glass', missing: [{ code: 'finding_missing' }, {}, {}] });
    const unfound = await open.sign(review, 'business');
    expect([unfound.status, unfound.body.code]).toEqual([409, 'finding_missing']);
    const again = await open.as('operations')(
      'POST',
      path,
      ask({ side: 'target', lanes: [{ workload: 'reads', audience: 'cohort:rest' }] }),
    );
    expect([again.status, again.body.code]).toEqual([409, 'break_glass_unreviewed']);
    const step = await propose(open, {
      kind: 'advance',
      to: 'selective',
      lanes: [{ workload: 'reads', audience: 'cohort:rest' }],
    });
    expect(step.missing.map(({ code }: { code: string }) => code)).toContain('break_glass_unreviewed');
  }, 60_000);

  it('back is done at once under the same block, and supersedes what waits', async () => {
    const back = await open.as('operations')('POST', path, ask());
    expect([back.status, back.body.state, back.body.superseded.length]).toEqual([201, 'executed', 1]);
    const { emergencies } = (await open.as('viewer')('GET', payments)).body;
    expect(emergencies).toMatchObject([{ incident: 'INC-7', overdue: false }, { incident: 'INC-7' }]);
    const taken = await open.as('business')('POST', `${base}/decisions/${back.body.review.number}/acknowledgement`);
    expect([taken.status, taken.body.code]).toEqual([200, undefined]);
    const twice = await open.as('risk')('POST', `${base}/decisions/${back.body.review.number}/acknowledgement`);
    expect([twice.status, twice.body.code]).toEqual([409, 'nothing_to_change']);
    const other = await open.as('risk')('POST', `${base}/decisions/1/acknowledgement`);
    expect([other.status, other.body.code]).toEqual([409, 'transition_not_allowed']);
  });
});
