import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { letGoOutcomes } from './commands/let-go-outcomes';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { Replayed } from './idempotency';
import { accepted, buildHouse, type House } from './testing/house';
import { closedMs, laterDaysIn, type outcomesIn } from './testing/outcomes';

// Outcomes of one side: kept once, paired when their period has closed, one run a period, corrected in the open.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let house: House;
let acts: ReturnType<typeof outcomesIn>;
let laterDays: ReturnType<typeof laterDaysIn>;
beforeAll(async () => {
  house = await buildHouse();
  laterDays = laterDaysIn(house);
  await accepted(beginDemoLoading());
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

describe('what is sent', () => {
  beforeAll(() => {
    acts = laterDays(2);
  });

  it('is kept once, however often it comes', async () => {
    const sent = acts.both('once', 'A', 0);
    expect(await accepted(acts.send(0, sent))).toMatchObject({
      received: 2,
      kept: 2,
      repeated: 0,
      late: 0,
      tooLate: 0,
    });
    expect(await accepted(acts.send(1, [...sent, ...sent]))).toMatchObject({ received: 4, kept: 0, repeated: 4 });
    const shuffled = sent.map(({ fields, ...more }) => ({ fields, ...more }));
    expect(await accepted(acts.send(2, shuffled))).toMatchObject({ kept: 0, repeated: 2 });
  });

  it('says when no rules in force tell how to match', async () => {
    const { warnings } = await accepted(acts.send(3, acts.both('untold', 'A', 0)));
    expect(warnings.join()).toMatch(/PT15M.*PT1H/);
  });

  it('is refused with the numbers of lines that come under an id of something else, and nothing of it is kept', async () => {
    const named = (id: string, amount: string, more = {}) =>
      acts.told('named', 'legacy', id, 0, { id, fields: { amount }, ...more });
    await accepted(acts.send(3, [named('e-1', '1')]));
    const sent = [
      named('e-2', '1'),
      named('e-1', '2'),
      named('e-1', '1', { observedAt: acts.at(-40 * day).toISOString() }),
    ];
    const refused = await acts.send(4, sent.slice(0, 2));
    expect(refused).toMatchObject({
      refusal: { code: 'outcome_conflict', errors: [{ pointer: '/lines/2/id' }] },
    });
    expect(
      await acts.send(
        4,
        [sent[0], sent[2]].flatMap((line) => line ?? []),
      ),
    ).toMatchObject({
      refusal: { errors: [{ pointer: '/lines/2/id' }] },
    });
    expect(await acts.send(4, [named('e-3', '1'), named('e-3', '2')])).toMatchObject({
      refusal: { errors: [{ pointer: '/lines/2/id' }] },
    });
    expect(await acts.send(4, [named('e-1', '1', { workload: 'reads' })])).toMatchObject({
      refusal: { code: 'outcome_conflict' },
    });
    expect(await accepted(acts.send(5, [named('e-2', '1')]))).toMatchObject({ kept: 1 });
  });

  it('of two at once under one id exactly one is kept', async () => {
    const sent = Array.from({ length: 8 }, (_, n) =>
      acts.told('raced', 'target', 'A', 0, { id: 'e', fields: { amount: String(n) } }),
    );
    const results = await Promise.all(sent.map((line) => acts.send(6, [line])));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = results.flatMap((result) => (result.ok ? [] : [result.refusal.code]));
    expect(new Set(refusals)).toEqual(new Set(['outcome_conflict']));
  });

  it('leaves nothing where a line is of another context, workload or time, or who sends may not', async () => {
    const good = acts.told('wrong', 'legacy', 'A', 0);
    for (const [bad, code, pointer] of [
      [{ ...good, context: 'nowhere' }, 'run_unknown_context', '/lines/2/context'],
      [{ ...good, workload: 'streaming' as const }, 'invalid_body', '/lines/2/workload'],
      [{ ...good, observedAt: acts.at(10 * minute).toISOString() }, 'invalid_body', '/lines/2/observedAt'],
    ] as const) {
      expect(await acts.send(7, [good, bad])).toMatchObject({ refusal: { code, errors: [{ pointer }] } });
    }
    const viewer = { ...house.as.viewer, simulatedAt: acts.at(7) };
    expect(await acts.send(7, [good], viewer)).toMatchObject({ refusal: { code: 'role_missing' } });
    const key = {
      kind: 'key' as const,
      keyId: '00000000-0000-7000-8000-000000000000',
      name: 'other',
      scopes: ['runs:write' as const],
      programId: '00000000-0000-7000-8000-000000000001',
      personId: null,
    };
    expect(await acts.send(7, [good], { actor: key, requestId: 'x' })).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await acts.waiting('wrong')).toEqual([]);
  });

  it('under an Idempotency-Key gets its first answer again, and another body under it is refused', async () => {
    const context = (fingerprint: string) => ({
      ...acts.engineer(8),
      idempotency: { key: 'k', route: 'POST /outcomes', fingerprint, status: 200 },
    });
    const sent = acts.both('keyed', 'A', 0);
    await accepted(acts.send(8, sent, context('one')));
    await expect(acts.send(8, sent, context('one'))).rejects.toThrow(Replayed);
    expect(await acts.send(8, sent, context('two'))).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
  });
});

describe('a period', () => {
  beforeAll(() => {
    acts = laterDays(2);
  });

  it('has no run until its window has passed, to the millisecond, and then exactly one', async () => {
    const source = 'closing';
    await accepted(acts.send(0, acts.both(source, 'A', 0)));
    await accepted(acts.send(0, acts.both(source, 'B', 0, ['1.00', '2.00'])));
    await accepted(acts.send(0, [acts.told(source, 'legacy', 'C', 0, { fields: { amount: null } })]));
    expect(await acts.waiting(source)).toMatchObject([
      {
        context: 'payments',
        workload: null,
        windowSeconds: 900,
        periodSeconds: 3600,
        byDefault: true,
        waiting: [{ from: acts.at(0).toISOString(), closesAt: acts.at(closedMs).toISOString(), legacy: 3, target: 2 }],
        latest: null,
      },
    ]);
    await acts.pair(closedMs - 1);
    expect(await acts.runsOf(source)).toEqual([]);
    const workers = await Promise.all(Array.from({ length: 4 }, () => acts.pair(closedMs)));
    expect(workers.reduce((sum, { recorded }) => sum + recorded, 0)).toBeGreaterThanOrEqual(1);
    const [run, ...others] = await acts.runsOf(source);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      format: 'outcomes',
      layer: 'outcome',
      outcome: 'mismatch',
      windowFrom: acts.at(0),
      windowTo: acts.at(hour),
      itemisedExactly: true,
      complete: true,
      discrepancyCount: 2,
      totals: { legacy: 3, target: 2, compared: 2, matched: 1, mismatched: 1, missingInTarget: 1, missingInLegacy: 0 },
    });
    const found = await acts.discrepanciesOf(run?.id ?? '');
    expect(found.map(({ kind, correlationId, sent }) => [kind, correlationId, sent])).toEqual([
      ['value', 'B', 'both'],
      ['missing_in_target', 'C', 'none'],
    ]);
    const entries = await inSnapshot((db) => db.ledgerEntry.findMany({ where: { subjectId: run?.id ?? '' } }));
    expect(entries.map(({ type, actorId }) => [type, actorId])).toEqual([['run.recorded', 'system']]);
    expect(await acts.waiting(source)).toMatchObject([{ waiting: [], latest: { run: run?.id } }]);
  });

  it('is not counted where nothing arrived, nor where all of it belongs to the period before', async () => {
    const source = 'straddling';
    const start = 2 * hour;
    const sent = [
      acts.told(source, 'legacy', 'A', start + hour - 1),
      acts.told(source, 'target', 'A', start + hour + 1),
    ];
    await accepted(acts.send(start + hour + 2, sent));
    await acts.pair(start + 10 * hour);
    const runs = await acts.runsOf(source);
    expect(runs.map(({ windowFrom, totals }) => [windowFrom, totals])).toEqual([
      [acts.at(start), expect.objectContaining({ compared: 1, matched: 1 })],
    ]);
  });

  it('is counted apart by workload and by source', async () => {
    const start = 14 * hour;
    const sent = [
      acts.told('apart', 'legacy', 'A', start, { workload: 'reads' }),
      acts.told('apart', 'target', 'A', start, { workload: 'writes' }),
      acts.told('apart-2', 'target', 'A', start),
    ];
    await accepted(acts.send(start, sent));
    await acts.pair(start + closedMs);
    const found = [...(await acts.runsOf('apart')), ...(await acts.runsOf('apart-2'))];
    expect(found.map(({ workload, totals }) => [workload, (totals as { compared: number }).compared]).sort()).toEqual([
      [null, 0],
      ['reads', 0],
      ['writes', 0],
    ]);
  });

  it('has one run where the one who makes it dies on the way', async () => {
    const source = 'crashing';
    const start = 17 * hour;
    await accepted(acts.send(start, acts.both(source, 'A', start)));
    const owner = await connectAs(databaseUrl(), 'owner');
    await owner.query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'dead'; END $$;
      CREATE TRIGGER die BEFORE UPDATE OF run_id ON outcome_period FOR EACH ROW EXECUTE FUNCTION die()`);
    expect(await acts.pair(start + closedMs)).toMatchObject({ recorded: 0, failed: 1 });
    expect(await acts.runsOf(source)).toEqual([]);
    await owner.query('DROP TRIGGER die ON outcome_period; DROP FUNCTION die()');
    await owner.end();
    expect(await acts.pair(start + closedMs)).toMatchObject({ recorded: 1, failed: 0 });
    expect(await acts.runsOf(source)).toHaveLength(1);
    expect(await acts.pair(start + closedMs)).toMatchObject({ recorded: 0 });
  });

  it('keeps every discrepancy, however many there are', async () => {
    const source = 'many';
    const start = 20 * hour;
    const many = Array.from({ length: 20_000 }, (_, n) =>
      acts.told(source, n % 2 === 0 ? 'legacy' : 'target', `M-${n}`, start + n, {
        dimensions: { productLine: n % 3 === 0 ? 'motor' : 'home' },
      }),
    );
    expect(await accepted(acts.send(start + minute, many))).toMatchObject({ kept: 20_000 });
    await acts.pair(start + closedMs);
    const [run] = await acts.runsOf(source);
    expect(run).toMatchObject({ discrepancyCount: 20_000, itemisedExactly: true, discrepanciesSampled: false });
    expect(await inSnapshot((db) => db.discrepancy.count({ where: { runId: run?.id ?? '' } }))).toBe(20_000);
    expect(run?.cohorts.map(({ totals }) => (totals as { missingInTarget: number }).missingInTarget)).toEqual([
      6666, 3334,
    ]);
  }, 60_000);
});

describe('what is old', () => {
  it('goes after its months, but for what a run may still be made of; the runs stay', async () => {
    const source = 'old';
    const long = 400 * day;
    const now = { ...house.as.engineer };
    const line = (id: string, ms: number) => ({
      ...acts.told(source, 'legacy', id, 0),
      observedAt: new Date(Date.now() - ms).toISOString(),
    });
    expect(await accepted(acts.send(0, [line('A', long), line('B', long), line('C', hour)], now))).toMatchObject({
      kept: 3,
      tooLate: 2,
    });
    const kept = () =>
      inSnapshot((db) =>
        db.outcome.count({
          where: {
            correlationId: { in: ['A', 'B', 'C'] },
            fields: { equals: { amount: '1.00' } },
            observedAt: { lt: new Date(Date.now() - 300 * day) },
          },
        }),
      );
    expect(await kept()).toBe(2);
    expect(await accepted(letGoOutcomes(12))).toBe(2);
    expect(await kept()).toBe(0);
    expect(await accepted(letGoOutcomes(12))).toBe(0);
    expect((await acts.waiting(source)).map(({ tooLate, waiting: open }) => [tooLate, open.length])).toEqual([[2, 1]]);
  });
});
