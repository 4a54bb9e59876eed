import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regimesOf } from '@/lib/domain/pairing/periods';
import { referenceRuns } from '@/lib/domain/pairing/testing/reference';
import { outcomeOf, randomOutcomes } from '@/lib/domain/pairing/testing/streams';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';
import { outcomesIn } from './testing/outcomes';

// Whatever order outcomes arrive in, and whoever counts at the same moment, the runs that count in the end are the same.
// ROUNDS asks for more of them, SEED for the same ones again.

const seed = printedSeed('outcomes', process.env.SEED);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const closed = 75 * minute;

let house: House;
let acts: ReturnType<typeof outcomesIn>;
beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

// Time never goes back in a ledger: each part plays on later days than the one before.
let ahead = 26 * hour;
const laterDays = (days: number): void => {
  acts = outcomesIn(house, ahead);
  ahead += days * day;
};

describe('any order of arrival', () => {
  const chance = chanceOf(seed);
  const untold = regimesOf([]);
  const rounds = Math.min(40, Number(process.env.ROUNDS ?? 1));
  const sources = Array.from({ length: 10 }, (_, n) => `order-${n}`);

  /** A few outcomes of few ids, most of them near the end of an hour, where it is decided what belongs where. */
  const streamOf = () => {
    const made = { count: 4 + chance.below(14), ids: 3, from: 0, spanMs: 30 * minute, grainMs: 20_000 };
    return randomOutcomes(chance, made).map(({ side, correlationId, observedAt, fields, dimensions }) =>
      outcomeOf(
        side,
        correlationId,
        acts.at((1 + chance.below(3)) * hour - 15 * minute + observedAt.getTime()).getTime(),
        {
          fields,
          dimensions,
        },
      ),
    );
  };

  it('comes to the runs of a slow reference that has everything at once', async () => {
    for (let round = 0; round < rounds; round += 1) {
      laterDays(2);
      const of = (source: string) => `${source}-${round}`;
      const streams = new Map(sources.map((source) => [of(source), streamOf()]));
      // Each arrives some time after it happened: mostly soon, sometimes when its period has long had its run, some twice.
      const arrivals = [...streams]
        .flatMap(([source, outcomes]) => [...outcomes, ...outcomes.slice(0, 2)].map((outcome) => ({ source, outcome })))
        .map(({ source, outcome }) => {
          const delay = chance.below(10) === 0 ? chance.below(6 * hour) : chance.below(10 * minute);
          return { source, outcome, ms: outcome.observedAt.getTime() - acts.at(0).getTime() + delay };
        })
        .sort((a, b) => a.ms - b.ms);
      for (let next = 0; next < arrivals.length; ) {
        const batch = arrivals.slice(next, next + 1 + chance.below(16));
        next += batch.length;
        const now = batch.at(-1)?.ms ?? 0;
        const sent = acts.send(
          now,
          batch.map(({ source, outcome }) => acts.sentAs(source, outcome)),
        );
        // Sometimes the worker looks at the same moment.
        const looks = chance.below(2) === 0 ? [acts.pair(now)] : [];
        await Promise.all([accepted(sent), ...looks]);
      }
      await acts.pair(16 * hour);
      for (const [source, outcomes] of streams) {
        // Where all that a run counted turned out to belong elsewhere, an empty one took its place.
        const counted = (await acts.finalRuns(source)).filter(({ totals }) => totals.legacy + totals.target > 0);
        expect(counted, `seed ${seed}, ${source}`).toEqual(referenceRuns(outcomes, untold));
      }
    }
  }, 300_000);

  it('loses nothing that arrives while its period is being counted', async () => {
    laterDays(2);
    const raced = Array.from({ length: 16 }, (_, n) => `raced-${n}`);
    const legacy = raced.map((source) => acts.told(source, 'legacy', 'A', 0));
    await accepted(acts.send(0, legacy));
    const arriving = chance.shuffled(raced).map(async (source, n) => {
      await new Promise((resume) => setTimeout(resume, n * (5 + chance.below(20))));
      return accepted(acts.send(closed, [acts.told(source, 'target', 'A', 0)]));
    });
    await Promise.all([acts.pair(closed), acts.pair(closed), ...arriving]);
    await acts.pair(closed + hour);
    for (const source of raced) {
      expect(await acts.finalRuns(source), `seed ${seed}, ${source}`).toMatchObject([{ totals: { matched: 1 } }]);
      expect((await acts.runsOf(source)).length).toBeLessThanOrEqual(2);
    }
  }, 120_000);
});
