import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printedSeed } from '@/lib/usecases/testing/chance';
import { type Command, cast, commandsOf } from './commands';
import { beginning } from './state';
import { ApiSystem, openStreet, type Street } from './system-of-api';
import { tallyOf, walk } from './walk';

// The same 200 histories each time; a campaign asks for more by RUNS, and for others. SEED gives any of them again.

/** Most histories begin where moving lanes begins: a few commands alone would seldom come so far. */
const toTheCore = ([chosen, commands]: [number, Command[]]): Command[] => {
  const step: Command = {
    do: 'carry_out',
    move: { kind: 'advance', to: 'selective', lanes: ['reads/motor', 'reads/rest'] },
  };
  return chosen === 0 ? commands : [...Array.from({ length: chosen === 1 ? 2 : 3 }, () => step), ...commands];
};

let street: Street;
beforeAll(async () => {
  street = await openStreet();
}, 120_000);
afterAll(() => street?.close(), 120_000);

const numRuns = Number(process.env.RUNS ?? 200);

test(
  'after every command of a random history the served product stands where the reference model stands',
  async () => {
    const seed = printedSeed('model against the API', process.env.SEED ?? (numRuns > 200 ? undefined : '202611211'));
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.tuple(fc.nat({ max: 3 }), commandsOf(false, 12)).map(toTheCore), async (commands) => {
        const system = await new ApiSystem(street, street.nextSlug()).begin();
        await walk(beginning(new Map(cast), Date.now()), system, commands, seen);
      }),
      { seed, numRuns, endOnFailure: true },
    );
    console.log(`model against the API: ${tallyOf(numRuns, seen)}`);
    // A few hundred histories alone cannot promise that every rule was put to the test; a campaign's can.
    if (numRuns < 1_000) return;
    for (const happened of [
      'execute ok',
      'roll_back ok',
      'execute held',
      'sign self_approval',
      'propose decision_overlap',
    ])
      expect(seen.get(happened) ?? 0, `${happened}; seed ${seed}`).toBeGreaterThan(numRuns / 100);
  },
  numRuns * 20_000,
);
