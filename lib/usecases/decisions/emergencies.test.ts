import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import type { Role } from '@/lib/domain/words';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { acknowledgeReview } from '@/lib/usecases/commands/acknowledge-review';
import { moveOutsideGates } from '@/lib/usecases/commands/break-glass';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { viewShell } from '@/lib/usecases/queries/view-shell';
import { actsIn, goodRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { transact } from '@/lib/usecases/transact';
import { tellOverdueEmergencies } from './watch-emergencies';

// Moves outside the gates, from the first hand to the last signature, over the real database.

let house: House;
let acts: ReturnType<typeof actsIn>;

const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};

type Ask = Partial<Parameters<typeof moveOutsideGates>[3]>;
const breakGlass = (more: Ask = {}, role: keyof House['as'] = 'operations') =>
  moveOutsideGates(acts.as(role), house.program, 'payments', {
    side: 'legacy',
    lanes: [reads],
    incident: 'INC-7',
    reason: 'Payments are lost.',
    method: 'password',
    ...more,
  });
const forward = (more: Ask = {}) => breakGlass({ side: 'target', lanes: [reads], ...more });

/** A second person of a role, held since the program was set up. */
const alsoHolds = (who: keyof House['as'], role: Role) =>
  accepted(
    transact(house.as.admin, house.program, async (tx) => {
      const personId = house.people[who];
      await tx.db.member.create({
        data: { programId: tx.program.id, personId, role, grantedAt: tx.at, inSetUp: true },
      });
      const data = { person: personId, name: `Person of ${who}`, role };
      tx.record({ type: 'role.granted', subject: { kind: 'person', id: personId }, data });
      return { ok: true, value: null };
    }),
  );

const facts = (type: string) => inSnapshot((db) => db.ledgerEntry.count({ where: { type } }));
const alerts = async () => (await accepted(viewShell(house.as.lead, house.program))).program?.alerts ?? [];
const verified = async (number: number) =>
  verifyDecisionRecord(
    JSON.parse(JSON.stringify(await accepted(readDecisionRecord(house.as.auditor, house.program, String(number))))),
  ).checks.flatMap(({ problems }) => problems);
const shown = async (number: number) => accepted(readDecision(house.as.lead, house.program, String(number)));

const found = async (number: number) => {
  const { revision } = await shown(number);
  const body = { revision, reason: 'Looked into it.', finding: 'ratified' as const };
  return accepted(reviseDecision(acts.as('owner'), house.program, String(number), body));
};

beforeEach(async () => {
  house = await buildHouse();
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
}, 120_000);
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it('one person goes back at once under a hold, supersedes what waits, and the last signature of the review closes it', async () => {
  await acts.toSelective();
  const waiting = await accepted(acts.advance({ to: 'selective', lanes: [writes] }));
  await accepted(placeHold(house.as.owner, house.program, { context: 'payments', reason: 'Year end.' }));
  const answer = await accepted(breakGlass());
  expect(answer).toMatchObject({ state: 'executed', superseded: [{ number: waiting.number }], confirmBy: null });
  expect(answer.authority).toMatchObject([{ workload: 'reads' }]);
  const last = await inSnapshot((db) => db.authorityInterval.findFirst({ orderBy: { epoch: 'desc' } }));
  expect(last).toMatchObject({ epoch: 3, side: 'legacy', decisionId: answer.decision.id });
  expect((await shown(waiting.number)).state).toBe('superseded');
  expect(await facts('break_glass.used')).toBe(1);
  expect((await alerts()).map(({ kind }) => kind)).toEqual(['break_glass', 'hold']);
  expect(await verified(answer.decision.number)).toEqual([]);

  const again = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  expect(again.missing.map((missing) => missing.code)).toContain('break_glass_unreviewed');

  const review = answer.review?.number ?? 0;
  expect(await code(acts.signOff(await shown(review), 'business'))).toBe('finding_missing');
  expect(await code(acknowledgeReview(house.as.operations, house.program, String(review)))).toBe('self_approval');
  const taken = await accepted(acknowledgeReview(house.as.risk, house.program, String(review)));
  expect(taken.emergency?.acknowledgedAt).not.toBeNull();
  expect(await code(acknowledgeReview(house.as.business, house.program, String(review)))).toBe('nothing_to_change');
  const closed = await acts.signed(await found(review), 'business', 'risk');
  expect(closed).toMatchObject({
    state: 'executed',
    executedBy: { kind: 'system' },
    emergency: { finding: 'ratified' },
  });
  expect(await verified(review)).toEqual([]);
  expect((await alerts()).map(({ kind }) => kind)).toEqual(['hold']);
  expect((await shown(again.number)).missing.map((missing) => missing.code)).not.toContain('break_glass_unreviewed');
});

it('forward, a second person executes it in the first one’s name within fifteen minutes, whatever the criteria say', async () => {
  await alsoHolds('finance', 'risk');
  const asked = await accepted(forward());
  expect(asked).toMatchObject({ state: 'open', review: null });
  const decision = await shown(asked.decision.number);
  expect(await code(acts.signOff(decision, 'operations', { role: 'risk' }))).toBe('role_missing');
  const executed = await accepted(acts.signOff(decision, 'risk'));
  expect(executed).toMatchObject({ state: 'executed', executedBy: { id: house.people.operations }, to: 'selective' });
  expect(executed.rollbackUntil).not.toBeNull();
  expect(await verified(executed.number)).toEqual([]);
  const review = executed.review?.number ?? 0;
  const revised = await found(review);
  // who stood for it does not review it; another holder of the role does
  expect(await code(acts.signOff(revised, 'risk'))).toBe('self_approval');
  await acts.signed(revised, 'business');
  const closed = await accepted(acts.signOff(revised, 'finance', { role: 'risk' }));
  expect(closed.state).toBe('executed');
});

it('forward, it stays within the criteria’s transition, within the time, and under every hold', async () => {
  expect(await code(forward({ to: 'full' }))).toBe('transition_not_allowed');
  expect(await code(forward({ lanes: [{ workload: 'reads', audience: 'cohort:nobody' }] }))).toBe('lanes_not_allowed');
  const asked = await accepted(forward());
  await accepted(placeHold(house.as.owner, house.program, { context: 'payments', reason: 'Year end.' }));
  expect(await code(forward())).toBe('held');
  expect(await code(acts.signOff(await shown(asked.decision.number), 'risk'))).toBe('held');
  expect((await shown(asked.decision.number)).signOffs).toEqual([]);
  await accepted(beginDemoLoading());
  acts.goForward(16 / 1440);
  expect(await code(acts.signOff(await shown(asked.decision.number), 'risk'))).toBe('decision_expired');
  expect(await inSnapshot((db) => db.authorityInterval.count({ where: { side: 'target' } }))).toBe(0);
});

it('a sign-in of some minutes ago is no proof for it, and a key or another role cannot', async () => {
  await acts.toSelective();
  const old = { ...house.as.operations };
  if (old.actor.kind !== 'person') throw new Error('not a person');
  const actor = { ...old.actor, authenticatedAt: new Date(Date.now() - 61_000) };
  const ask = {
    side: 'legacy' as const,
    lanes: [reads],
    incident: 'I',
    reason: 'R',
    method: 'recent_sign_in' as const,
  };
  expect(await code(moveOutsideGates({ ...old, actor }, house.program, 'payments', ask))).toBe('step_up_required');
  expect(await code(breakGlass({}, 'admin'))).toBe('role_missing');
  expect(await code(breakGlass({}, 'risk'))).toBe('role_missing');
});

it('overdue, it stops the whole program, is told once, and stops no way back', async () => {
  await acts.toSelective([reads, writes], { rollbackDays: 30 });
  await accepted(breakGlass());
  await accepted(beginDemoLoading());
  acts.goForward(4);
  await accepted(acts.send(goodRun('r-4', acts.justNow())));
  await accepted(tellOverdueEmergencies(house.program));
  await accepted(tellOverdueEmergencies(house.program));
  expect(await facts('break_glass.overdue')).toBe(1);
  const again = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  await acts.signed(again, 'business', 'operations', 'risk');
  expect(await code(acts.execute(again))).toBe('break_glass_overdue');
  expect(await code(acts.back([writes]))).toBe('accepted');
});

it('of two people who confirm at once one moves it, and the lane changes hands once', async () => {
  await alsoHolds('finance', 'risk');
  const asked = await accepted(forward());
  const decision = await shown(asked.decision.number);
  const both = await Promise.all([
    code(acts.signOff(decision, 'risk')),
    code(acts.signOff(decision, 'finance', { role: 'risk' })),
  ]);
  expect(both.sort()).toEqual(['accepted', 'decision_not_open']);
  expect(await inSnapshot((db) => db.authorityInterval.count({ where: { side: 'target' } }))).toBe(1);
  expect(await inSnapshot((db) => db.decision.count({ where: { kind: 'review_break_glass' } }))).toBe(1);
});
