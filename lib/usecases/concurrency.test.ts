import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { revokeSignOff } from './commands/revoke-sign-off';
import { withdrawDecision } from './commands/withdraw-decision';
import { readDecision } from './queries/list-decisions';
import { actsIn, reads, writes } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';
import { together } from './testing/together';

// Many hands at once, in an order that the seed gives again. Whatever they do, each effect happens once and the record holds.

const seed = printedSeed('concurrency', process.env.SEED);
const chance = chanceOf(seed);
const rounds = Number(process.env.ROUNDS ?? 3);

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

const signedMove = async (lanes: (typeof reads | typeof writes)[]): Promise<DecisionView> =>
  acts.signed(await accepted(acts.advance({ to: 'selective', lanes })), 'business', 'operations', 'risk');

it('one decision executed by twenty hands at once takes effect once', async () => {
  const decision = await signedMove([reads]);
  const hands = ['engineer', 'lead', 'owner'] as const;
  const deeds = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`hand ${i}`, () => acts.execute(decision, hands[chance.below(3)])]),
  );
  const answers = [...(await together(chance, deeds)).values()];
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
  expect(new Set(answers)).toEqual(new Set(['done', 'decision_not_open']));
  const intervals = await inSnapshot((db) => db.authorityInterval.findMany({ where: { decisionId: decision.id } }));
  expect(intervals.map(({ epoch, side }) => [epoch, side])).toEqual([[2, 'target']]);
  expect(await inSnapshot((db) => db.rollbackWindow.count())).toBe(1);
  expect(await inSnapshot((db) => db.countedSignOff.count({ where: { decisionId: decision.id } }))).toBe(3);
});

it('of many proposals for one lane at once one is live', async () => {
  const deeds = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [
      `${i}`,
      () => acts.advance({ to: 'selective', lanes: i % 2 ? [reads] : [reads, writes] }),
    ]),
  );
  const answers = [...(await together(chance, deeds)).values()].sort();
  expect(answers).toEqual([...Array.from({ length: 7 }, () => 'decision_overlap'), 'done']);
});

it('a sign-off against its revocation, a withdrawal and an execution: never executed without all that it needs', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const proposed = await accepted(acts.advance({ to: 'selective', lanes: [chance.below(2) ? reads : writes] }));
    const twice = await acts.signed(proposed, 'business', 'operations');
    const given = twice.signOffs.find(({ role }) => role === 'business')?.id ?? '';
    const answers = await together(chance, {
      sign: () => acts.signOff(proposed, 'risk'),
      revoke: () => revokeSignOff(house.as.business, house.program, proposed.id, given),
      withdraw: () => withdrawDecision(house.as.lead, house.program, proposed.id, { reason: 'Not now.' }),
      execute: () => acts.execute(proposed),
      'execute again': () => acts.execute(proposed, 'owner'),
    });
    const after = await accepted(readDecision(house.as.viewer, house.program, proposed.id));
    const executed = [answers.get('execute'), answers.get('execute again')].filter((word) => word === 'done').length;
    expect([after.state, executed, answers.get('withdraw') === 'done']).toEqual(
      after.state === 'executed' ? ['executed', 1, false] : ['withdrawn', 0, true],
    );
    if (after.state === 'executed') {
      expect(answers.get('revoke')).toBe('decision_not_open');
      expect(after.signOffs.filter(({ counted }) => counted)).toHaveLength(3);
      const lane = after.lanes.map(({ workload, audience }) => ({ workload, audience }));
      await accepted(acts.back(lane));
      await acts.evidenceAfterReturn(`round-${round}`);
    }
  }
}, 120_000);

it('a rollback against executions of the same context: authority is one, whichever comes first', async () => {
  for (let round = 0; round < rounds; round += 1) {
    await acts.evidenceAfterReturn(`round-${round}`);
    await accepted(acts.execute(await signedMove([reads])));
    const next = await signedMove([writes]);
    const answers = await together(chance, {
      back: () => acts.back([reads]),
      'back again': () => acts.back([reads]),
      execute: () => acts.execute(next),
      'execute again': () => acts.execute(next, 'lead'),
    });
    expect([answers.get('back'), answers.get('back again')].sort()).toEqual(['done', 'lanes_not_allowed']);
    const done = [answers.get('execute'), answers.get('execute again')].filter((word) => word === 'done').length;
    expect(done).toBeLessThanOrEqual(1);
    const sides = await inSnapshot((db) =>
      db.authorityInterval.findMany({ where: { endsAt: null }, include: { lane: true } }),
    );
    const onTarget = sides.filter(({ side }) => side === 'target').map(({ lane }) => lane.workload);
    expect(onTarget).toEqual(done === 1 ? ['writes'] : []);
    if (done === 1) await accepted(acts.back([writes]));
    else await withdrawDecision(house.as.lead, house.program, next.id, { reason: 'Next round.' });
    expect((await audit(databaseUrl())).problems).toEqual([]);
  }
}, 120_000);
