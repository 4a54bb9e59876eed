import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { withdrawDecision } from '@/lib/usecases/commands/withdraw-decision';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { actsIn, badRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House } from '@/lib/usecases/testing/house';

// An extension of a rollback window that waits for its signers, beside everything that may happen to its lane meanwhile.

let house: House;
let acts: ReturnType<typeof actsIn>;

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

const told = { title: 'A change', rationale: 'It is needed.' };
const extension: ProposalBody = {
  kind: 'extend_rollback_window',
  context: 'payments',
  lanes: [reads],
  days: 1,
  ...told,
};
const wayBack: ProposalBody = { kind: 'rollback', context: 'payments', lanes: [reads], ...told };
const renamed: ProposalBody = {
  kind: 'redraw_lanes',
  context: 'payments',
  cohorts: [{ slug: 'eu-cars', name: 'EU cars', where: { geography: ['eu'], productLine: ['motor'] } }],
  ...told,
};
const now = ({ id }: DecisionView) => accepted(readDecision(acts.as('lead'), house.program, id));
const endOf = async (decision: DecisionView) => {
  const { id } = decision;
  const row = await inSnapshot((db) => db.decision.findUniqueOrThrow({ where: { id } }));
  return [row.state, row.closedReason];
};
const lanesOf = async (decision: DecisionView) =>
  ((await now(decision)).lanes ?? []).map(({ workload, audience }) => `${workload}/${audience}`).sort();
const carryOut = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  const voices = decision.slots.flatMap(({ role }) => cast.filter((person) => person === role));
  return accepted(acts.execute(await acts.signed(decision, ...voices)));
};
const withdraw = ({ id }: DecisionView) => withdrawDecision(acts.as('lead'), house.program, id, { reason: 'Not now.' });
const wentBack = 'payments stands at selective now: reads of EU motor is not on target.';

describe('a lane goes back at once that an open extension and a step to full beside it come to share', () => {
  const both = ['reads/cohort:eu-motor', 'reads/cohort:rest', 'writes/cohort:rest'];

  it('by a person', async () => {
    await acts.toSelective([reads, writes]);
    const waiting = await accepted(acts.propose(extension));
    const full = await accepted(acts.advance({ to: 'full' }));
    await accepted(acts.back([reads]));
    expect(await endOf(waiting)).toEqual(['superseded', wentBack]);
    expect(await lanesOf(full)).toEqual(both);
    expect(await now(full)).toMatchObject({ state: 'open', revision: 2 });
  }, 120_000);

  it('by a guard, and the run that broke it is kept', async () => {
    await acts.toSelective([writes]);
    await acts.toSelective([reads], { guards: [{ criterion: 'outcomes-match', onBreak: 'roll_back' }] });
    const waiting = await accepted(acts.propose(extension));
    const full = await accepted(acts.advance({ to: 'full' }));
    const pairs = Array.from({ length: 60 }, (_, at) => [`${at}.00`, `${at}.50`] as const);
    await accepted(acts.send(badRun('r-bad', acts.justNow(), pairs)));
    const [rollback] = await inSnapshot((db) => db.decision.findMany({ where: { kind: 'rollback' } }));
    expect(rollback).toMatchObject({ state: 'executed', inWindow: true });
    expect(await endOf(waiting)).toEqual(['superseded', wentBack]);
    expect(await lanesOf(full)).toEqual(both);
  }, 120_000);
});

describe('an extension keeps nobody from its lane, and nobody keeps it', () => {
  it.each([
    ['a signed rollback', wayBack],
    ['lanes drawn anew', renamed],
  ])(
    'beside %s, whichever was proposed first',
    async (_, other) => {
      await acts.toSelective([reads, writes]);
      for (const [first, second] of [
        [extension, other],
        [other, extension],
      ] as const) {
        const open = [await accepted(acts.propose(first)), await accepted(acts.propose(second))];
        for (const decision of open) {
          expect((await now(decision)).state).toBe('open');
          await accepted(withdraw(decision));
        }
      }
    },
    120_000,
  );

  it('and loses its object, with the reason, once the lane goes back by decision or is drawn anew', async () => {
    const shift = await acts.toSelective([reads, writes]);
    await new Promise((resume) => setTimeout(resume, new Date(shift.effectiveFrom ?? 0).getTime() - Date.now() + 300));
    const first = await accepted(acts.propose({ ...extension, lanes: [writes] } as ProposalBody));
    const second = await accepted(acts.propose(extension));
    await carryOut(wayBack);
    expect(await endOf(second)).toEqual(['superseded', wentBack]);
    expect((await now(first)).state).toBe('open');
    const back = await inSnapshot((db) => db.authorityInterval.aggregate({ _max: { startsAt: true } }));
    const wait = (back._max.startsAt?.getTime() ?? 0) - Date.now() + 300;
    await new Promise((resume) => setTimeout(resume, Math.max(0, wait)));
    await carryOut(renamed);
    expect(await endOf(first)).toEqual([
      'superseded',
      'payments stands at selective now: writes/cohort:eu-motor is not a lane of this context.',
    ]);
  }, 120_000);

  it('but a second extension of the same window is refused in plain words', async () => {
    await acts.toSelective([reads]);
    await accepted(acts.propose(extension));
    const again = await acts.propose({ ...extension, lanes: [reads], days: 2 } as ProposalBody);
    expect(again).toMatchObject({ ok: false, refusal: { code: 'decision_overlap' } });
  }, 120_000);
});
