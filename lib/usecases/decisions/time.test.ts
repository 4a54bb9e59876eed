import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { actsIn, dayMs, goodRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';

// What time alone changes. Days pass by the clock that only the demo loader can set.

let house: House;
let acts: ReturnType<typeof actsIn>;

const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};
const freshRun = (externalId: string) => accepted(acts.send(goodRun(externalId, acts.justNow())));

beforeEach(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      manifest.policy = { leaseSeconds: 2, windowLeaseSeconds: 1, decisionDays: 10 };
    }),
  );
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
});
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it('a decision that nobody executed in its time has expired, and no longer stands in the way', async () => {
  const decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  acts.goForward(11);
  expect(await code(acts.signOff(decision, 'risk'))).toBe('decision_expired');
  expect(await code(acts.execute(decision))).toBe('decision_expired');
  await freshRun('r-2');
  expect(await code(acts.advance({ to: 'selective', lanes: [reads] }))).toBe('accepted');
  expect(await code(acts.execute(decision))).toBe('decision_expired');
});

it('evidence that grew old is no evidence, even if nobody looked: earlier sign-offs stay on record and count no more', async () => {
  const decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  const signed = await acts.signed(decision, 'business', 'operations', 'risk');
  expect(signed.state).toBe('approved');
  acts.goForward(2);
  expect(await code(acts.execute(decision))).toBe('stale_view');
  expect(await code(acts.signOff(decision, 'business'))).toBe('stale_view');
  // newer evidence with the same outcome comes after a gap in which nothing stood
  await freshRun('r-late');
  const fresh = { ...decision, ...(await current(decision.id)) };
  expect(fresh.revision).toBe(2);
  expect(await code(acts.execute(decision))).toBe('stale_view');
  expect(await code(acts.execute(fresh))).toBe('sign_offs_missing');
  expect((await acts.signed(fresh, 'business', 'operations', 'risk')).signOffs).toHaveLength(6);
});

it('a criterion that falls begins a revision, and its return to met begins none: only new sign-offs carry it', async () => {
  const decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  await acts.signed(decision, 'business', 'operations', 'risk');
  const totals = {
    legacy: 1000,
    target: 1000,
    compared: 1000,
    matched: 900,
    mismatched: 100,
    missingInTarget: 0,
    missingInLegacy: 0,
  };
  acts.goForward(0.5);
  await accepted(acts.send(goodRun('r-bad', acts.justNow(), { totals })));
  expect(await code(acts.execute(decision))).toBe('stale_view');
  acts.goForward(0.25);
  const to = acts.justNow();
  const window = { from: new Date(to.getTime() - 2 * dayMs), to };
  await accepted(acts.send(goodRun('r-good', to, { window, supersedes: 'r-bad' })));
  const revised = await accepted(acts.signOff({ ...decision, ...(await current(decision.id)) }, 'business'));
  expect(revised).toMatchObject({ revision: 2, state: 'open' });
  expect(revised.signOffs.map(({ revision, counted }) => [revision, counted])).toEqual([
    [1, false],
    [1, false],
    [1, false],
    [2, true],
  ]);
  const complete = await acts.signed(revised, 'operations', 'risk');
  expect((await accepted(acts.execute(complete))).state).toBe('executed');
});

const current = async (id: string): Promise<{ revision: number; evidenceHash: string }> => {
  const rows = await inSnapshot((db) =>
    db.decisionRevision.findMany({ where: { decisionId: id }, orderBy: { revision: 'desc' } }),
  );
  const [last] = rows;
  if (last === undefined) throw new Error('no revision');
  return last;
};

it('after its window, going back is a decision with the forward sign-offs and without match rates', async () => {
  await acts.toSelective([reads], { rollbackDays: 14 });
  acts.goForward(13);
  const before = await acts.back([{ workload: 'reads', audience: 'cohort:rest' }]);
  expect(before).toMatchObject({ ok: false, refusal: { code: 'lanes_not_allowed' } });
  acts.goForward(2);
  expect(await code(acts.back([reads]))).toBe('window_closed');
  const rollback = {
    kind: 'rollback' as const,
    context: 'payments',
    lanes: [{ ...reads }],
    title: 'Back',
    rationale: 'Late complaints.',
  };
  const decision = await accepted(acts.propose(rollback));
  expect(decision.slots.map(({ role, count }) => [role, count])).toEqual([
    ['business', 1],
    ['operations', 1],
    ['risk', 1],
  ]);
  expect(await code(acts.execute(decision))).toBe('sign_offs_missing');
  const executed = await accepted(acts.execute(await acts.signed(decision, 'business', 'operations', 'risk')));
  expect(executed).toMatchObject({ state: 'executed', to: 'validated' });
});

it('with one lane outside its window nothing moves at all', async () => {
  await acts.toSelective([reads], { rollbackDays: 14 });
  acts.goForward(10);
  await freshRun('r-10');
  await acts.toSelective([writes], { rollbackDays: 14 });
  acts.goForward(6);
  expect(await code(acts.back([reads, writes]))).toBe('window_closed');
  const back = await accepted(acts.back([writes]));
  expect(back.authority).toHaveLength(1);
  expect(await code(acts.back([writes]))).toBe('lanes_not_allowed');
});

it('a rollback that was not reviewed in time stops every move towards target, and no rollback', async () => {
  await acts.toSelective([reads, writes], { rollbackDays: 30 });
  acts.goForward(0.25);
  const { review } = await accepted(acts.back([writes]));
  acts.goForward(4);
  await freshRun('r-4');
  const again = await accepted(acts.advance({ to: 'selective', lanes: [writes] }));
  expect(again.missing.map((missing) => missing.code)).toContain('review_overdue');
  await acts.signed(again, 'business', 'operations', 'risk');
  expect(await code(acts.execute(again))).toBe('review_overdue');
  const second = await accepted(acts.back([reads]));
  const reviewed = async (id: string) => {
    const { revision, evidenceHash } = await current(id);
    const shown = { id, revision, evidenceHash };
    await accepted(acts.signOff(shown, 'business'));
    return acts.signOff(shown, 'risk');
  };
  expect((await accepted(reviewed(review.id))).state).toBe('executed');
  expect((await accepted(reviewed(second.review.id))).state).toBe('executed');
  acts.goForward(0.25);
  const next = await accepted(
    acts.advance({ to: 'selective', lanes: [{ workload: 'reads', audience: 'cohort:rest' }] }),
  );
  expect(next.missing.map((missing) => missing.code)).not.toContain('review_overdue');
});
