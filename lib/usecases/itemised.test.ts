import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, RunFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { addDiscrepancies } from './commands/add-discrepancies';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { actsIn, goodRun } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';

// What followed a run in parts comes to the same as what came with it: judged, counted and settled alike.

const seed = printedSeed('itemised', process.env.SEED);
const chance = chanceOf(seed);

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  acts.goForward(0.01);
  const step = {
    kind: 'activate_rules',
    context: 'payments',
    title: 'Rules',
    rationale: 'Agreed.',
    version: 1,
  } as const;
  await accepted(acts.execute(await acts.signed(await accepted(acts.propose(step)), 'business')));
  acts.goForward(1);
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const pick = <T>(...of: readonly T[]): T => of[chance.below(of.length)] as T;

/** Few records with several discrepancies each, some of which rules accept, over two product lines. */
const someDiscrepancies = (): Discrepancy[] =>
  Array.from({ length: 1 + chance.below(14) }, () => {
    const id = `P-${chance.below(9)}`;
    const kind = pick('value', 'value', 'value', 'value', 'missing_in_target', 'duplicate');
    const values = kind === 'value' ? { legacy: '10.01', target: pick('10.02', '10.015', '12.00') } : {};
    const dimensions = pick<Record<string, string>>(
      { productLine: 'motor' },
      { productLine: 'home', geography: 'eu' },
      {},
    );
    return { correlationId: id, kind, field: 'amount', ...values, dimensions, observedAt: null };
  });

const counting = (discrepancies: readonly Discrepancy[], more: number): Totals => {
  const missing = new Set(
    discrepancies.flatMap((one) => (one.kind === 'missing_in_target' ? [one.correlationId] : [])),
  );
  const all = new Set(discrepancies.map((one) => one.correlationId));
  const mismatched = all.size - missing.size + more;
  return {
    legacy: 100 + missing.size,
    target: 100,
    compared: 100,
    matched: 100 - mismatched,
    mismatched,
    missingInTarget: missing.size,
    missingInLegacy: 0,
  };
};

/** Failing checks of a field, of a product line and of all, some of which counted records and some nothing. */
const someChecks = (): CheckFacts[] =>
  (['amount', 'status', null] as const).flatMap((field) => {
    if (chance.below(2) === 0) return [];
    const totals = pick(null, counting([], 1 + chance.below(9)));
    const key = field ?? pick('motor', 'rows');
    return [{ key, kind: 'column', metric: null, field, reported: 'fail', tolerance: null, totals }];
  });

const inParts = <T>(list: readonly T[]): T[][] => {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; ) {
    const size = 1 + chance.below(list.length - at);
    parts.push(list.slice(at, at + size));
    at += size;
  }
  return parts;
};

const follow = async (run: string, part: readonly Discrepancy[], name: string) => {
  const batches = (async function* () {
    yield part;
  })();
  const context = acts.as('engineer');
  const digest = createHash('sha256').update(name).digest('hex');
  return accepted(
    addDiscrepancies(context, house.program, run, { batches, digest: () => digest, contextFor: () => context }),
  );
};

const standing = (id: string) =>
  inSnapshot(async (db) => {
    const run = await db.run.findUniqueOrThrow({
      where: { id },
      include: { cohorts: { orderBy: { position: 'asc' } } },
    });
    const { outcome, accepted: agreed, itemisedExactly, complete, unitemised, discrepancyCount } = run;
    const patterns = await db.patternRun.findMany({ where: { runId: id }, include: { pattern: true } });
    const spreads = await db.patternCohort.findMany({ where: { runId: id }, include: { pattern: true } });
    // Both are of their source, and the two runs have two of them.
    const known = ({ pattern }: { pattern: { fingerprint: string; itemised: boolean; checkKey: string | null } }) =>
      pattern.itemised ? pattern.fingerprint : (pattern.checkKey ?? 'unitemised');
    return {
      figures: { outcome, agreed, itemisedExactly, complete, unitemised, discrepancyCount },
      cohorts: run.cohorts.map((cohort) => cohort.accepted),
      patterns: patterns.map((row) => [known(row), row.count, row.open, row.category, row.severity].join(' ')).sort(),
      spreads: spreads.map((row) => [known(row), row.dimension, row.value, row.count, row.open].join(' ')).sort(),
    };
  });

describe('discrepancies that follow a run', () => {
  it('come to the same as those that came with one, in whatever parts', async () => {
    for (let round = 0; round < 12; round++) {
      acts.goForward(0.001);
      const discrepancies = someDiscrepancies();
      const counted = counting(discrepancies, pick(0, 0, 0, 2));
      const totals = pick(counted, counted, null);
      const checks = someChecks();
      const of = (dimensions: Record<string, string>) => ({ dimensions, totals: counted });
      const facts = (source: string, more: Partial<RunFacts>) =>
        goodRun(`round-${round}`, acts.justNow(), {
          source,
          totals,
          checks,
          cohorts: [of({ productLine: 'motor' })],
          discrepanciesSampled: false,
          ...more,
        });
      const whole = await accepted(acts.send(facts('whole', { discrepancies })));
      const announced = pick(null, discrepancies.length);
      const parts = await accepted(acts.send(facts('parts', { announced })));
      // Nobody but who announced knows of a record in part.
      for (const [index, part] of (announced === null ? [discrepancies] : inParts(discrepancies)).entries()) {
        await follow(parts.answer.id, part, `${round}-${index}`);
      }
      expect([round, await standing(parts.answer.id)]).toEqual([round, await standing(whole.answer.id)]);
    }
  });
});
