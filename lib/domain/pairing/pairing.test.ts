import { describe, expect, it } from 'vitest';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
import { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';
import { discrepanciesOf } from './discrepancies';
import type { Outcome } from './outcome';
import { pairedRun } from './paired-run';
import { closesAt, isPastCorrecting, latenessMs, type Regime, regimesOf, type Span, spanAt } from './periods';
import { settleRecord } from './record';
import { PairingTally } from './tally';
import { lineText, referenceRuns } from './testing/reference';
import { outcomeOf, randomOutcomes } from './testing/streams';

const minute = 60_000;
const hour = 60 * minute;
const dayMs = 24 * hour;
const noon = Date.parse('2026-11-20T12:00:00Z');
const matching = (window: string, period: string, from = new Date(0)) => ({ from, matching: { window, period } });
const quarterOfAnHour = regimesOf([matching('PT15M', 'PT1H')]);
const span: Span = spanAt(quarterOfAnHour, new Date(noon));
const stream = { context: 'payments', source: 'bus', workload: null };

const settle = (...outcomes: Outcome[]) => settleRecord(outcomes, span);
const kinds = (outcomes: Outcome[], rules: RuleSetDocument | null = null) => {
  const { record } = settle(...outcomes);
  return record === null ? null : discrepanciesOf(record, { windowMs: span.windowMs, rules }).map(({ kind }) => kind);
};

/** Every period's run, one after the other, as the worker brings them. */
const runsOf = (outcomes: readonly Outcome[], regimes: readonly Regime[]) => {
  const taken = new Set<string>();
  const spans = new Map(
    outcomes.map(({ observedAt }) => spanAt(regimes, observedAt)).map((s) => [s.from.getTime(), s]),
  );
  const ids = [...new Set(outcomes.map(({ correlationId }) => correlationId))].sort();
  return [...spans.values()]
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .flatMap((period) => {
      const tally = new PairingTally({ windowMs: period.windowMs, rules: null, dimensions: ['productLine'] });
      for (const id of ids) {
        const reach = outcomes.filter(
          ({ correlationId, observedAt, digest }) =>
            correlationId === id && !taken.has(digest) && observedAt >= period.from && observedAt < closesAt(period),
        );
        const settled = settleRecord(reach, period);
        for (const outcome of settled.taken) taken.add(outcome.digest);
        if (settled.record !== null) tally.add(settled.record);
      }
      return tally.records === 0 ? [] : [pairedRun(stream, period, tally, { revision: 1, supersedes: null })];
    });
};

describe('a period', () => {
  it('is aligned in UTC, weeks to Monday, and the same for each instant in it', () => {
    expect(span).toEqual({
      from: new Date(noon),
      to: new Date(noon + hour),
      windowMs: 15 * minute,
      periodMs: hour,
      told: true,
    });
    expect(spanAt(quarterOfAnHour, new Date(noon + hour - 1))).toEqual(span);
    expect(spanAt(quarterOfAnHour, new Date(noon + hour)).from).toEqual(span.to);
    const weeks = regimesOf([matching('PT1H', 'P1W')]);
    expect(spanAt(weeks, new Date('2026-11-22T23:59:59.999Z')).from).toEqual(new Date('2026-11-16T00:00:00Z'));
    expect(spanAt(regimesOf([matching('PT1H', 'P1D', new Date(-dayMs))]), new Date(-1)).from).toEqual(
      new Date('1969-12-31T00:00:00Z'),
    );
  });

  it('is of an hour, with a window of fifteen minutes, where no rules in force say how to match', () => {
    const untold = spanAt(regimesOf([]), new Date(noon + 1));
    expect(untold).toEqual({ ...span, told: false });
    const silent = regimesOf([{ from: new Date(noon + 1), matching: undefined }]);
    expect(spanAt(silent, new Date(noon + 2))).toEqual({ ...span, told: false });
  });

  it('ends where rules that match otherwise come into force, and there the next begins: none overlaps another', () => {
    const change = new Date(noon + 20 * minute);
    const changed = regimesOf([matching('PT15M', 'PT1H'), matching('PT1M', 'P1D', change)]);
    expect(spanAt(changed, new Date(noon))).toEqual({ ...span, to: change });
    expect(spanAt(changed, change)).toEqual({
      from: change,
      to: new Date('2026-11-21T00:00:00Z'),
      windowMs: minute,
      periodMs: dayMs,
      told: true,
    });
    const same = regimesOf([matching('PT15M', 'PT1H'), matching('PT900S', 'PT60M', change)]);
    expect(spanAt(same, change)).toEqual(span);
  });

  it('closes when its window has passed, and is corrected for seven days', () => {
    const closed = closesAt(span);
    expect(closed).toEqual(new Date(noon + hour + 15 * minute));
    expect(isPastCorrecting(closed, new Date(closed.getTime() + latenessMs))).toBe(false);
    expect(isPastCorrecting(closed, new Date(closed.getTime() + latenessMs + 1))).toBe(true);
  });
});

describe('a pair', () => {
  const legacy = outcomeOf('legacy', 'A', noon, { fields: { amount: '1.00' } });

  it('is in time to the millisecond: at the window they match, one millisecond more is timing', () => {
    const target = (after: number) => outcomeOf('target', 'A', noon + after, { fields: { amount: '1.00' } });
    expect(kinds([legacy, target(15 * minute)])).toEqual([]);
    expect(kinds([legacy, target(15 * minute + 1)])).toEqual(['timing']);
    expect(kinds([target(0), legacy])).toEqual([]);
  });

  it('over the end of a period belongs to the earlier one, as far as the window reaches', () => {
    const last = outcomeOf('target', 'A', noon + hour - 1);
    const within = outcomeOf('legacy', 'A', noon + hour + 15 * minute - 1);
    expect(settle(last, within)).toMatchObject({
      taken: [within],
      record: { pairs: [{ legacy: within, target: last }] },
    });
    expect(settle(within)).toEqual({ record: null, taken: [] });
    const tooFar = outcomeOf('legacy', 'A', noon + hour + 14 * minute + 59_999);
    const early = outcomeOf('target', 'A', noon + hour - 2);
    expect(settle(early, tooFar)).toMatchObject({ taken: [] });
    expect(kinds([early, tooFar])).toEqual(['missing_in_legacy']);
  });

  it('is not broken by one that lies nearer to another of the next period', () => {
    const last = outcomeOf('legacy', 'A', noon + hour - 10 * minute);
    const next = outcomeOf('target', 'A', noon + hour + 4 * minute);
    const nearer = outcomeOf('legacy', 'A', noon + hour + 5 * minute);
    expect(settle(last, next, nearer)).toMatchObject({ taken: [], record: { pairs: [] } });
  });

  it('differs where one side sent null and the other nothing, and where only one side has a field', () => {
    const sent = outcomeOf('legacy', 'A', noon, { fields: { note: null, only: 'x' } });
    const unsent = outcomeOf('target', 'A', noon, { fields: {} });
    const { record } = settle(sent, unsent);
    const found = record === null ? [] : discrepanciesOf(record, { windowMs: span.windowMs, rules: null });
    expect(found).toEqual([
      { correlationId: 'A', kind: 'value', field: 'note', legacy: null, dimensions: {}, observedAt: new Date(noon) },
      { correlationId: 'A', kind: 'value', field: 'only', legacy: 'x', dimensions: {}, observedAt: new Date(noon) },
    ]);
  });

  it('differs where rules give the same text another meaning on each side', () => {
    const rules = RuleSetDocument.parse({
      fields: { paidAt: { type: 'timestamp', legacyZone: 'Europe/Berlin', targetZone: 'UTC', precision: 'second' } },
    });
    const both = (['legacy', 'target'] as const).map((side) =>
      outcomeOf(side, 'A', noon, { fields: { paidAt: '2026-11-20T10:00:00' } }),
    );
    expect(kinds(both, null)).toEqual([]);
    expect(kinds(both, rules)).toEqual(['value']);
  });

  it('is of dimensions on which its sides agree', () => {
    const one = outcomeOf('legacy', 'A', noon, {
      dimensions: { productLine: 'motor', geography: 'eu' },
      fields: { a: '1' },
    });
    const other = outcomeOf('target', 'A', noon, {
      dimensions: { productLine: 'home', channel: 'web' },
      fields: { a: '2' },
    });
    const { record } = settle(one, other);
    const [found] = record === null ? [] : discrepanciesOf(record, { windowMs: 0, rules: null });
    expect(found?.dimensions).toEqual({ channel: 'web', geography: 'eu' });
  });
});

describe('a side that speaks twice', () => {
  const said = (side: 'legacy' | 'target', after: number, amount: string, id?: string) =>
    outcomeOf(side, 'A', noon + after, { fields: { amount }, ...(id === undefined ? {} : { id }) });

  it('is a duplicate with other content, and none with the same, whatever id it came under', () => {
    expect(kinds([said('legacy', 0, '1'), said('target', 0, '1'), said('target', 5, '1')])).toEqual(['duplicate']);
    expect(kinds([said('legacy', 0, '1'), said('target', 0, '1', 'x'), said('target', 0, '1', 'y')])).toEqual([]);
  });

  it('is one discrepancy beside a missing side, and the record is missing', () => {
    expect(kinds([said('target', 0, '1'), said('target', 1, '2')])).toEqual(['missing_in_legacy', 'duplicate']);
  });

  it('is two occurrences where the window tells them apart and both sides have both', () => {
    const later = 40 * minute;
    const twice = [
      said('legacy', 0, '1'),
      said('target', 1, '1'),
      said('legacy', later, '2'),
      said('target', later, '2'),
    ];
    expect(kinds(twice)).toEqual([]);
    expect(kinds(twice.slice(0, 3))).toEqual(['duplicate']);
  });
});

describe('what is counted', () => {
  it('adds up, is itemised exactly, and is judged by the same rules as any run', () => {
    const both = (id: string, legacy: string, target: string, productLine: string) => [
      outcomeOf('legacy', id, noon, { fields: { amount: legacy }, dimensions: { productLine }, version: 'cobol' }),
      outcomeOf('target', id, noon, { fields: { amount: target }, version: '2.1' }),
    ];
    const [run] = runsOf(
      [
        ...both('A', '1.00', '1.00', 'motor'),
        ...both('B', '1.00', '1.01', 'motor'),
        ...both('C', '1.00', '9', 'home'),
        outcomeOf('legacy', 'D', noon, { dimensions: { productLine: 'home', unknown: 'x' } }),
        outcomeOf('target', 'E', noon),
      ],
      quarterOfAnHour,
    );
    if (run === undefined) throw new Error('there is no run');
    const counted = {
      legacy: 4,
      target: 4,
      compared: 3,
      matched: 1,
      mismatched: 2,
      missingInTarget: 1,
      missingInLegacy: 1,
    };
    expect(run.facts.totals).toEqual(counted);
    expect(
      run.facts.cohorts.map(({ dimensions, totals }) => [dimensions, totals.compared, totals.missingInTarget]),
    ).toEqual([
      [{ productLine: 'home' }, 1, 1],
      [{ productLine: 'motor' }, 2, 0],
    ]);
    expect([run.facts.legacy.version, run.facts.target.version]).toEqual(['cobol', '2.1']);
    expect(checkConsistency(run.facts).ok).toBe(true);
    const rules = RuleSetDocument.parse({
      fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '0.01' } } },
    });
    expect(judgeRun(run.facts, rules)).toMatchObject({
      accepted: 1,
      itemisedExactly: true,
      complete: true,
      outcome: 'mismatch',
    });
  });

  it('has no cohorts but those it must have once there are more than a run may have', () => {
    const tally = new PairingTally({
      windowMs: minute,
      rules: null,
      dimensions: ['customer'],
      cohorts: [{ customer: '7' }, { customer: 'gone' }],
    });
    for (let n = 0; n < 1_200; n += 1) {
      const { record } = settle(outcomeOf('legacy', `C-${n}`, noon, { dimensions: { customer: String(n % 1_100) } }));
      if (record !== null) tally.add(record);
    }
    expect(tally.crowded).toBe(true);
    expect(tally.totals.missingInTarget).toBe(1_200);
    expect(tally.cohorts().map(({ dimensions, totals }) => [dimensions.customer, totals.legacy])).toEqual([
      ['7', 2],
      ['gone', 0],
    ]);
  });
});

describe('any stream of outcomes', () => {
  const seed = printedSeed('pairing', process.env.SEED);

  it('comes to the runs of a slow reference, whatever order it is looked at in', () => {
    const chance = chanceOf(seed);
    for (let round = 0; round < 300; round += 1) {
      const period = ['PT10S', 'PT20S', 'PT1M'][chance.below(3)] ?? 'PT1M';
      const history = [matching('PT4S', period)];
      if (chance.below(2) === 0) history.push(matching('PT7S', 'PT15S', new Date(noon + chance.below(100) * 1000)));
      const regimes = regimesOf(history);
      const made = { count: 5 + chance.below(60), ids: 1 + chance.below(6), from: noon, spanMs: 120_000, grainMs: 500 };
      const outcomes = randomOutcomes(chance, made);
      const expected = referenceRuns(outcomes, regimes);
      const found = runsOf(chance.shuffled(outcomes), regimes);
      const shown = found.map(({ facts }) => ({
        from: facts.window.from.toISOString(),
        to: facts.window.to.toISOString(),
        totals: facts.totals,
        lines: facts.discrepancies.map(({ correlationId: id, ...more }) => lineText({ id, ...more })).sort(),
      }));
      expect(shown, `seed ${seed}, round ${round}`).toEqual(expected);
      for (const { facts } of found) {
        expect(checkConsistency(facts).ok).toBe(true);
        expect(judgeRun(facts, null).itemisedExactly).toBe(true);
      }
      const again = runsOf(chance.shuffled(outcomes), regimes);
      expect(again.map(({ digest }) => digest)).toEqual(found.map(({ digest }) => digest));
    }
  });

  it('costs little more where twenty thousand come under one id', () => {
    const chance = chanceOf(seed);
    const crowd = Array.from({ length: 20_000 }, (_, n) =>
      outcomeOf(n % 2 === 0 ? 'legacy' : 'target', 'A', noon + chance.below(hour), { version: String(n) }),
    );
    const began = performance.now();
    expect(settle(...crowd).record?.pairs.length).toBe(10_000);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
