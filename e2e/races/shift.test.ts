import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { together } from '@/lib/usecases/testing/together';

// ROUNDS asks for more of them, SEED for the same ones again.

const chance = chanceOf(printedSeed('shift', process.env.SEED));
const rounds = Number(process.env.ROUNDS ?? 5);
const clients = 20;

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

const many = <T>(deed: (client: number) => Promise<T>) =>
  Object.fromEntries(Array.from({ length: clients }, (_, client) => [`client ${client}`, () => deed(client)]));

/** Who is told that nothing was done, and to send the same again, has neither won nor been refused. */
const tally = (answers: ReadonlyMap<string, string>) => ({
  done: [...answers.values()].filter((answer) => answer === 'done').length,
  others: new Set([...answers.values()].filter((answer) => answer !== 'done' && answer !== 'unavailable')),
});

it(
  `${clients} clients shift one lane at once, there and back: one wins each time`,
  async () => {
    const hands = ['engineer', 'lead', 'owner'] as const;
    for (let round = 0; round < rounds; round += 1) {
      await acts.evidenceAfterReturn(`round-${round}`);
      const proposed = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
      const decision = await acts.signed(proposed, 'business', 'operations', 'risk');
      const there = await together(
        chance,
        many(() => acts.execute(decision, hands[chance.below(3)])),
      );
      expect(tally(there)).toEqual({ done: 1, others: new Set(['decision_not_open']) });
      const back = await together(
        chance,
        many(() => acts.back([reads])),
      );
      expect(tally(back)).toEqual({ done: 1, others: new Set(['lanes_not_allowed']) });
      const held = await inSnapshot((db) =>
        db.authorityInterval.findMany({ where: { lane: { workload: 'reads', audience: { slug: 'eu-motor' } } } }),
      );
      expect(held).toHaveLength(2 * round + 3);
    }
    expect((await audit(databaseUrl())).problems).toEqual([]);
  },
  rounds * 20_000,
);
