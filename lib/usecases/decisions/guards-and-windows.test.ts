import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { listDeadlines } from '@/lib/usecases/queries/list-deadlines';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { actsIn, badRun, goodRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { checkGuardsOf } from './check-guards';
import { listTurningWindows, tellWindows } from './tell-windows';

// What Lockgate does by itself inside a window, once each, however many processes look.

let house: House;
let acts: ReturnType<typeof actsIn>;

const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};
const facts = (type: string) => inSnapshot((db) => db.ledgerEntry.count({ where: { type } }));
const decisionsOf = (kind: string) => inSnapshot((db) => db.decision.findMany({ where: { kind } }));
const contextId = async () => (await inSnapshot((db) => db.context.findFirstOrThrow())).id;
const back = { criterion: 'outcomes-match', onBreak: 'roll_back' as const };
const halt = { criterion: 'outcomes-match', onBreak: 'halt' as const };

/** Nearly everything differs: the match rate falls below its threshold. */
const failing = (externalId: string) => {
  const pairs = Array.from({ length: 60 }, (_, i) => [`${i}.00`, `${i}.50`] as const);
  return badRun(externalId, acts.justNow(), pairs);
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

it('a guard that breaks takes its lanes back at once, in the name of who executed the shift, and opens the review', async () => {
  const shift = await acts.toSelective([reads, writes], { guards: [back] });
  expect(shift.guards).toEqual([back]);
  await accepted(acts.send(failing('r-bad')));
  const [rollback] = await decisionsOf('rollback');
  expect(rollback).toMatchObject({ state: 'executed', executorPersonId: house.people.engineer, inWindow: true });
  const view = await accepted(readDecision(house.as.lead, house.program, rollback?.id ?? ''));
  expect(view.automatic).toMatchObject({ decision: { number: shift.number }, criterion: 'outcomes-match' });
  expect(view.lanes).toHaveLength(2);
  expect(view.review).not.toBeNull();
  const record = await accepted(readDecisionRecord(house.as.auditor, house.program, view.id));
  const { checks } = verifyDecisionRecord(JSON.parse(JSON.stringify(record)));
  expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
  // it acted once: another bad run, and another look, find it done
  await accepted(acts.send(failing('r-worse')));
  await accepted(checkGuardsOf(house.program, await contextId()));
  expect(await facts('guard.broken')).toBe(1);
  expect(await decisionsOf('rollback')).toHaveLength(1);
});

it('a guard that halts places a hold, once, which stops the next step until a person lifts it', async () => {
  const shift = await acts.toSelective([reads], { guards: [halt] });
  await accepted(acts.send(failing('r-bad')));
  await accepted(checkGuardsOf(house.program, await contextId()));
  const holds = await inSnapshot((db) => db.hold.findMany());
  expect(holds).toMatchObject([{ guardDecisionId: shift.id, placedBy: null, scope: 'context' }]);
  expect(await decisionsOf('rollback')).toEqual([]);
  const next = await accepted(acts.advance({ to: 'selective', lanes: [writes] }));
  expect(next.missing.map((missing) => missing.code)).toContain('held');
});

it('a guard never acts on evidence that is stale, nor after its window, nor on lanes that went back already', async () => {
  await acts.toSelective([reads], { guards: [back], rollbackDays: 5 });
  await accepted(beginDemoLoading());
  acts.goForward(3);
  await accepted(checkGuardsOf(house.program, await contextId()));
  expect(await facts('guard.broken')).toBe(0);
  acts.goForward(3);
  await accepted(acts.send(failing('r-late')));
  expect(await facts('guard.broken')).toBe(0);
});

it('only criteria of its own transition can be guards', async () => {
  const unknown = [{ criterion: 'runbook', onBreak: 'halt' as const }];
  expect(await code(acts.advance({ to: 'selective', lanes: [reads], guards: unknown }))).toBe('invalid_body');
  expect(await code(acts.advance({ to: 'selective', lanes: [reads], guards: [back, halt] }))).toBe('invalid_body');
});

it('a guard and a person who go back at once move the lane once', async () => {
  await acts.toSelective([reads], { guards: [back] });
  const [, manual] = await Promise.all([
    accepted(acts.send(failing('r-bad'))),
    code(acts.back([reads])),
    accepted(checkGuardsOf(house.program, await contextId())),
    accepted(checkGuardsOf(house.program, await contextId())),
  ]);
  expect(['accepted', 'lanes_not_allowed']).toContain(manual);
  expect(await decisionsOf('rollback')).toHaveLength(1);
  expect(await inSnapshot((db) => db.authorityInterval.count({ where: { epoch: 3 } }))).toBe(1);
});

it('that a window is about to close, and that it closed, is told once each, also by two workers at once', async () => {
  await acts.toSelective([reads], { rollbackDays: 3 });
  const due = async () => (await accepted(listDeadlines(acts.as('lead'), house.program))).items;
  expect((await due()).filter(({ closing }) => closing)).toEqual([]);
  const soon = await inSnapshot((db) => db.rollbackWindow.findFirstOrThrow());
  const expected = new Date(soon.closesAt.getTime() - 48 * 3_600_000);
  expect(expected.getTime()).toBeGreaterThan(Date.now());
  await accepted(tellWindows(house.program));
  expect(await facts('window.closing')).toBe(0);

  await accepted(beginDemoLoading());
  acts.goForward(1.5);
  await accepted(acts.send(goodRun('r-15', acts.justNow())));
  await Promise.all([accepted(tellWindows(house.program)), accepted(tellWindows(house.program))]);
  expect(await facts('window.closing')).toBe(1);
  acts.goForward(2);
  await accepted(acts.send(goodRun('r-35', acts.justNow())));
  await Promise.all([accepted(tellWindows(house.program)), accepted(tellWindows(house.program))]);
  expect([await facts('window.closing'), await facts('window.closed')]).toEqual([1, 1]);
  expect(await accepted(listTurningWindows())).toEqual([]);
});
