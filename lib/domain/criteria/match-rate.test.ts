import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, evaluateCriteria } from './evaluate';
import type { Evaluation } from './evaluation';
import type { RunFact } from './facts';
import { cohort, daysAgo, givenRun, laneOf, matchRate, now, question, totals } from './given';

const evaluate = (
  runs: readonly RunFact[],
  criterion: object = {},
  at = now,
  rest: Parameters<typeof question>[1] = {},
): Evaluation[] => {
  const evidence: Evidence = { runs, patterns: [], attestations: [], expectedChecks: [], proofs: [] };
  return evaluateCriteria(question([{ ...matchRate, ...criterion }], rest), evidence, at).filter(
    ({ kind }) => kind === 'match_rate',
  );
};
const one = (runs: readonly RunFact[], criterion: object = {}, at = now): Evaluation => {
  const [evaluation] = evaluate(runs, criterion, at);
  if (evaluation === undefined) throw new Error('no evaluation');
  return evaluation;
};
const outcome = (runs: readonly RunFact[], criterion: object = {}, at = now) => one(runs, criterion, at).outcome;

const days = (count: number, rest: Partial<RunFact> = {}) =>
  Array.from({ length: count }, (_, ago) => givenRun(ago, rest));

describe('a match rate', () => {
  it('is met exactly at the threshold and not one record below it', () => {
    expect(outcome([givenRun(0, { totals: totals(9_995, 5) })])).toBe('met');
    expect(outcome([givenRun(0, { totals: totals(9_994, 6) })])).toBe('not_met');
    expect(outcome([givenRun(0, { totals: totals(9_994, 6), accepted: 1 })])).toBe('met');
    expect(outcome([givenRun(0, { totals: totals(9_995, 0, 5, 1) })])).toBe('not_met');
  });

  it('says what was measured in one sentence', () => {
    const runs = days(14, { totals: totals(119_892, 108) });
    expect(one(runs).sentence).toBe(
      'Match rate of outcomes for writes was 99.91\u202F% over 14 days (n = 1\u202F680\u202F000); needed 99.95\u202F%.',
    );
    expect(one(runs)).toMatchObject({
      outcome: 'not_met',
      value: '0.9991',
      threshold: '0.9995',
      sampleSize: 1_680_000,
    });
  });

  it('never shows a rate that rounding lifted to the threshold', () => {
    expect(one([givenRun(0, { totals: totals(999_499, 501) })])).toMatchObject({
      outcome: 'not_met',
      value: '0.999499',
    });
    expect(one([givenRun(0, { totals: totals(999_499, 501) })]).sentence).toContain('was 99.949\u202F%');
  });

  it('is insufficient without runs, without totals, or with too few samples', () => {
    expect(outcome([])).toBe('insufficient');
    expect(outcome([givenRun(0, { totals: null })])).toBe('insufficient');
    expect(outcome([givenRun(0, { totals: totals(999) })])).toBe('insufficient');
    expect(outcome([givenRun(0, { totals: totals(0) })])).toBe('insufficient');
    expect(outcome(days(3), { window: { runs: 4 } })).toBe('insufficient');
  });

  it('never counts a baseline, superseded or other run, nor one whose window ends in the future', () => {
    for (const rest of [
      { baseline: true },
      { supersededBy: 'run-9' },
      { layer: 'row' },
      { workload: 'reads' },
      { workload: null },
      { window: { from: daysAgo(1), to: daysAgo(-1) } },
    ] as const) {
      expect(outcome([givenRun(0, rest)])).toBe('insufficient');
    }
  });

  it('is stale by the end of the window, whenever the run arrived', () => {
    expect(outcome([givenRun(1.25, { receivedAt: now })])).toBe('stale');
    expect(outcome([givenRun(1.2)])).toBe('met');
    expect(outcome([givenRun(20)])).toBe('stale');
  });

  it('is errored while the newest run did not complete', () => {
    for (const status of ['failed', 'aborted', 'unknown'] as const) {
      expect(outcome([givenRun(1), givenRun(0, { status })])).toBe('errored');
      expect(outcome([givenRun(0, { status })])).toBe('errored');
      expect(outcome([givenRun(1, { status }), givenRun(0)])).toBe('met');
    }
  });

  it('counts overlapping windows of one source once, and of two sources twice', () => {
    const again = { id: 'again', window: { from: daysAgo(1.5), to: daysAgo(0.5) } };
    expect(one([givenRun(0), givenRun(1), givenRun(0, again)]).sampleSize).toBe(2_000);
    expect(one([givenRun(0), givenRun(0, { id: 'other', source: 'other' })]).sampleSize).toBe(2_000);
  });

  it('keeps the worse of two runs of the same window, so that sending again improves nothing', () => {
    const bad = givenRun(0, { totals: totals(900, 100) });
    expect(outcome([bad, givenRun(0, { id: 'a-retry', receivedAt: daysAgo(-1) })])).toBe('not_met');
  });

  it('is valid until time alone would change it', () => {
    expect(one([givenRun(0)]).validUntil).toEqual(new Date(now.getTime() + 30 * 3_600_000));
    const good = givenRun(0, { totals: totals(400) });
    const leaving = givenRun(13, { totals: totals(700) });
    expect(one([good, leaving]).validUntil).toEqual(new Date(now.getTime() + 24 * 3_600_000));
    expect(one([good, givenRun(13, { totals: totals(500, 200) })])).toMatchObject({ outcome: 'not_met' });
  });

  it('has exactly the outcome that it promised until validUntil, and another one from then on', () => {
    const runs = fc.array(
      fc.record({
        ago: fc.integer({ min: 0, max: 160 }),
        good: fc.integer({ min: 0, max: 900 }),
        bad: fc.integer({ min: 0, max: 3 }),
        status: fc.constantFrom('completed' as const, 'completed' as const, 'failed' as const),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(runs, (list) => {
        const facts = list.map(({ ago, good, bad, status }, index) =>
          givenRun(ago / 10, { id: `r${index}`, totals: totals(good, bad), status }),
        );
        const found = one(facts, { minSamples: 500, threshold: '0.998' });
        if (found.validUntil === null) return;
        const until = found.validUntil.getTime();
        const at = (ms: number) => outcome(facts, { minSamples: 500, threshold: '0.998' }, new Date(ms));
        expect(until).toBeGreaterThan(now.getTime());
        expect(at(until - 1)).toBe(found.outcome);
        expect(at(until)).not.toBe(found.outcome);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order in which runs are given', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 9 });
    fc.assert(
      fc.property(list, fc.nat(), (agos, seed) => {
        const runs = agos.map((ago) => givenRun(ago / 4, { totals: totals(500 + ago, ago % 3) }));
        const turned = [...runs]
          .sort((a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 31 + seed) % 7))
          .reverse();
        expect(one(turned)).toEqual(one(runs));
      }),
    );
  });

  it('never turns from not met to met because a later, worse run came in', () => {
    const run = fc.record({ good: fc.integer({ min: 1, max: 3_000 }), bad: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 6 }), run, (list, extra) => {
        const runs = list.map(({ good, bad }, index) => givenRun(index + 1, { totals: totals(good, bad) }));
        const shares = list.map(({ good, bad }) => good / (good + bad));
        if (extra.good / (extra.good + extra.bad) >= Math.min(...shares)) return;
        const wide = { freshnessHours: 240, minSamples: 1, threshold: '0.99' };
        if (outcome(runs, wide) !== 'not_met') return;
        expect(outcome([...runs, givenRun(0, { totals: totals(extra.good, extra.bad) })], wide)).toBe('not_met');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a match rate of lanes', () => {
  const motor = cohort('motor', 0, { kind: 'dimensions', where: { productLine: ['motor'] } });
  const euHome = cohort('eu-home', 1, { kind: 'dimensions', where: { productLine: ['home'], geography: ['eu'] } });
  const canary = cohort('canary', 2, { kind: 'percentage', ranges: [{ from: 0, to: 10_000 }] });
  const rest = cohort('rest', 3, { kind: 'rest' });
  const cohorts = [motor, euHome, canary, rest];
  const part = (dimensions: Record<string, string>, good: number, bad = 0) => ({
    dimensions,
    totals: totals(good, bad),
    accepted: 0,
  });
  const ask = (run: RunFact, audience: Parameters<typeof laneOf>[0], among = cohorts) => {
    const [found] = evaluate([run], { scope: 'lanes' }, now, {
      transitions: ['validated>selective'],
      lanes: [laneOf(audience)],
      cohorts: among,
    });
    return found;
  };
  const byLine = givenRun(0, {
    totals: totals(9_990, 10),
    cohorts: [part({ productLine: 'motor' }, 5_000), part({ productLine: 'home' }, 4_990, 10)],
  });

  it('counts the totals whose dimensions determine the cohort, and no others', () => {
    expect(ask(byLine, motor)).toMatchObject({
      outcome: 'met',
      sampleSize: 5_000,
      lane: { workload: 'writes', audience: 'cohort:motor' },
    });
    expect(ask(byLine, euHome)).toMatchObject({ outcome: 'insufficient' });
    expect(ask(byLine, rest)).toMatchObject({ outcome: 'insufficient' });
  });

  it('sees what an earlier cohort has taken, and needs the whole of the rest', () => {
    const fine = givenRun(0, {
      totals: totals(9_000),
      cohorts: [
        part({ productLine: 'motor', geography: 'eu' }, 2_000),
        part({ productLine: 'motor', geography: 'uk' }, 1_000),
        part({ productLine: 'home', geography: 'eu' }, 4_000),
        part({ productLine: 'home', geography: 'uk' }, 2_000),
      ],
    });
    expect(ask(fine, motor)?.sampleSize).toBe(3_000);
    expect(ask(fine, euHome)?.sampleSize).toBe(4_000);
    expect(ask(fine, rest)?.sampleSize).toBe(2_000);
    expect(ask({ ...fine, totals: totals(9_001) }, rest)?.outcome).toBe('insufficient');
  });

  it('is not content with a part of a cohort that has several values', () => {
    const both = cohort('both', 0, { kind: 'dimensions', where: { productLine: ['motor', 'travel'] } });
    const open = { ...byLine, totals: totals(20_000) };
    expect(ask(open, both, [both, rest])?.outcome).toBe('insufficient');
    expect(ask(open, motor)?.sampleSize).toBe(5_000);
  });

  it('takes the whole workload for a percentage and for a subscriber', () => {
    expect(ask(byLine, canary)?.sampleSize).toBe(10_000);
    expect(
      ask(byLine, { kind: 'subscriber', slug: 'feed', name: 'Feed', position: 0, condition: null })?.sampleSize,
    ).toBe(10_000);
  });

  it('takes the whole for everyone else where nobody else is', () => {
    expect(ask(byLine, rest, [rest])?.sampleSize).toBe(10_000);
    expect(ask(byLine, rest, [canary, rest])?.sampleSize).toBe(10_000);
  });

  it('never forgets a run because it stopped telling cohorts apart', () => {
    const runs = [
      { ...byLine, id: 'first', window: { from: daysAgo(2), to: daysAgo(1) } },
      givenRun(0, { totals: totals(1_000, 9_000) }),
    ];
    const [found] = evaluate(runs, { scope: 'lanes' }, now, {
      transitions: ['validated>selective'],
      lanes: [laneOf(motor)],
      cohorts,
    });
    expect(found?.outcome).toBe('insufficient');
  });

  it('is insufficient where no lane is named', () => {
    expect(evaluate([byLine], { scope: 'lanes' })[0]?.outcome).toBe('insufficient');
  });
});
