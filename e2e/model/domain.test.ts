import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noon } from '@/lib/domain/decision/test-world';
import { printedSeed } from '@/lib/usecases/testing/chance';
import { cast, commandsOf } from './commands';
import { beginning } from './state';
import { DomainSystem } from './system-of-domain';
import { tallyOf, walk } from './walk';

// SEED gives the same histories again, RUNS asks for more of them.

const numRuns = Number(process.env.RUNS ?? 2_000);

test(
  'after every command of a random history the decision functions stand where the reference model stands',
  async () => {
    const seed = printedSeed('model against domain', process.env.SEED);
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(commandsOf(true, 60), (commands) =>
        walk(beginning(new Map(cast), noon.getTime()), new DomainSystem(), commands, seen),
      ),
      { seed, numRuns, endOnFailure: true },
    );
    console.log(`model against domain: ${tallyOf(numRuns, seen)}`);
    // What the rules are about has happened often enough to be put to the test; a few histories alone cannot promise it.
    if (numRuns < 1_000) return;
    for (const happened of [
      'execute ok',
      'roll_back ok',
      'roll_back window_closed',
      'execute held',
      'execute review_overdue',
      'execute executor_signed',
      'execute preflight_failed',
      'sign self_approval',
      'sign stale_view',
      'sign slot_not_open',
      'sign criteria_not_met',
      'sign decision_expired',
      'propose decision_overlap',
      'propose lanes_not_allowed',
      'extend ok',
      'extend window_closed',
    ])
      expect(seen.get(happened) ?? 0, `${happened}; seed ${seed}`).toBeGreaterThan(numRuns / 1_000);
  },
  Math.max(300_000, numRuns * 150),
);
