import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { draftRules } from './commands/draft-rules';
import { recordRun } from './commands/record-run';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { listPatterns } from './queries/list-patterns';
import { readRun } from './queries/list-runs';
import { actsIn, badRun, goodRun, submissionOf } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';

// Runs: once for their identity, judged by the rules of their window, and the patterns that they open and close.

const seed = printedSeed('runs', process.env.SEED);
const chance = chanceOf(seed);

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const kept = (externalId: string) =>
  inSnapshot((db) => db.run.findMany({ where: { externalId }, include: { body: true, patterns: true } }));

describe('the identity of a run', () => {
  it('the same run sent again changes nothing and gets the first answer', async () => {
    const facts = goodRun('again', acts.justNow());
    const first = await accepted(acts.send(facts));
    const entries = (await audit(databaseUrl())).entries;
    const second = await accepted(acts.send(facts));
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.answer).toEqual(first.answer);
    expect((await audit(databaseUrl())).entries).toBe(entries);
  });

  it('another body under the same identity is refused and the first one kept', async () => {
    const facts = goodRun('conflict', acts.justNow());
    await accepted(acts.send(facts));
    const other = badRun('conflict', facts.window.to, [['1.00', '2.00']]);
    expect(await acts.send(other)).toMatchObject({ ok: false, refusal: { code: 'run_conflict' } });
    const [run] = await kept('conflict');
    expect(Buffer.from(run?.body?.bytes ?? []).toString()).toBe(JSON.stringify(facts));
  });

  it('twenty at once are one run, and of two bodies under one identity one is kept', async () => {
    const facts = goodRun('at-once', acts.justNow());
    const answers = await Promise.all(Array.from({ length: 20 }, () => accepted(acts.send(facts))));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    for (const { answer } of answers) expect(answer).toEqual(answers[0]?.answer);
    expect(await kept('at-once')).toHaveLength(1);

    const other = goodRun('two-bodies', facts.window.to, { engine: 'other' });
    const bodies = chance.shuffled(Array.from({ length: 20 }, (_, i) => (i % 2 ? other : { ...other, engine: null })));
    const results = await Promise.all(bodies.map((body) => acts.send(body)));
    const [winner] = await kept('two-bodies');
    for (const [index, result] of results.entries()) {
      const same = bodies[index]?.engine === winner?.engine;
      expect(result.ok ? 'kept' : result.refusal.code).toBe(same ? 'kept' : 'run_conflict');
    }
    expect(results.filter((result) => result.ok && result.value.created)).toHaveLength(1);
  });

  it('a run that contradicts itself, the future or its context leaves nothing', async () => {
    const to = acts.justNow();
    const totals = {
      legacy: 5,
      target: 5,
      compared: 5,
      matched: 4,
      mismatched: 0,
      missingInTarget: 0,
      missingInLegacy: 0,
    };
    for (const [facts, code] of [
      [goodRun('wrong', to, { totals }), 'run_invalid'],
      [goodRun('wrong', new Date(acts.instant().getTime() + 60_000)), 'run_invalid'],
      [goodRun('wrong', to, { workload: 'streaming' }), 'run_invalid'],
      [goodRun('wrong', to, { context: 'nowhere' }), 'run_unknown_context'],
      [goodRun('wrong', to, { supersedes: 'never-sent' }), 'supersedes_refused'],
    ] as const) {
      expect(await acts.send(facts)).toMatchObject({ ok: false, refusal: { code } });
    }
    expect(await recordRun(house.as.viewer, house.program, submissionOf(goodRun('wrong', to)))).toMatchObject({
      ok: false,
      refusal: { code: 'role_missing' },
    });
    expect(await kept('wrong')).toEqual([]);
  });

  it('a run whose tool’s clock is ahead is kept at the moment of its receipt, and no other from the future', async () => {
    const to = new Date(acts.instant().getTime() + 5_000);
    const submission = submissionOf(goodRun('ahead', to));
    const send = (windowByToolsClock: boolean) =>
      recordRun(house.as.engineer, house.program, { ...submission, windowByToolsClock });
    expect(await send(false)).toMatchObject({ ok: false, refusal: { code: 'run_invalid' } });
    const { answer } = await accepted(send(true));
    expect(answer.warnings.join(' ')).toContain('after this moment by the clock here');
    const [run] = await kept('ahead');
    expect(run?.windowTo).toEqual(run?.receivedAt);
    expect(await accepted(send(true))).toMatchObject({ created: false, answer });
  });

  it('a run takes the place of one that it covers, once', async () => {
    const to = acts.justNow();
    await accepted(acts.send(goodRun('first', to)));
    const short = { from: new Date(to.getTime() - 1_000), to };
    expect(await acts.send(goodRun('short', to, { supersedes: 'first', window: short }))).toMatchObject({ ok: false });
    const { answer } = await accepted(acts.send(goodRun('second', to, { supersedes: 'first' })));
    expect((await kept('first')).map(({ supersededBy }) => supersededBy)).toEqual([answer.id]);
    expect(await acts.send(goodRun('third', to, { supersedes: 'first' }))).toMatchObject({
      ok: false,
      refusal: { code: 'supersedes_refused' },
    });
  });
});

describe('a pattern', () => {
  const amounts = [
    ['103.42', '103.41'],
    ['12.00', '11.99'],
  ] as const;
  const patterns = async () =>
    (await accepted(listPatterns(house.as.engineer, house.program, { limit: 100 }))).items.map(
      ({ state, severity, category, field }) => ({ state, severity, category, field }),
    );
  const run = async (externalId: string, differing: readonly (readonly [string, string])[] = []) => {
    acts.goForward(0.01);
    return accepted(acts.send(badRun(externalId, acts.justNow(), differing)));
  };
  const activate = async (version: number) => {
    const step = {
      kind: 'activate_rules',
      context: 'payments',
      title: 'Rules',
      rationale: 'As agreed.',
      version,
    } as const;
    return accepted(acts.execute(await acts.signed(await accepted(acts.propose(step)), 'business')));
  };

  it('is open and critical until a later complete run shows it gone, and opens again when it comes back', async () => {
    const { answer } = await run('p-1', amounts);
    expect(answer).toMatchObject({ outcome: 'mismatch', ruleSetVersion: null });
    expect(await patterns()).toEqual([
      { state: 'open', severity: 'critical', category: 'unclassified', field: 'amount' },
    ]);
    await run('p-2');
    expect((await patterns()).map(({ state }) => state)).toEqual(['gone']);
    await run('p-3', amounts);
    expect((await patterns()).map(({ state }) => state)).toEqual(['open']);
  });

  it('is not gone because a run failed, was of another source or another table, or only a sample', async () => {
    acts.goForward(0.01);
    await accepted(acts.send(goodRun('p-failed', acts.justNow(), { status: 'failed', totals: null })));
    await accepted(acts.send(goodRun('p-other', acts.justNow(), { source: 'other' })));
    const table = { dataset: 'another', position: null, version: null };
    await accepted(acts.send(goodRun('p-table', acts.justNow(), { target: table })));
    await accepted(acts.send(badRun('p-sample', acts.justNow(), amounts.slice(0, 1), { discrepanciesSampled: true })));
    expect((await patterns()).filter(({ field }) => field === 'amount').map(({ state }) => state)).toEqual(['open']);
  });

  it('is explained by rules that a business owner signed off, from the next window on and not before', async () => {
    const before = acts.justNow();
    acts.goForward(0.01);
    const activation = await activate(1);
    expect(activation.state).toBe('executed');
    const again = await acts.propose({
      kind: 'activate_rules',
      context: 'payments',
      title: 'Again',
      rationale: 'No.',
      version: 1,
    });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'rules_not_draft' } });

    const late = await accepted(acts.send(badRun('p-late', before, amounts)));
    expect(late.answer).toMatchObject({ outcome: 'mismatch', ruleSetVersion: null });
    const { answer } = await run('p-4', amounts);
    expect(answer).toMatchObject({ outcome: 'match_within_tolerance', ruleSetVersion: 1 });
    expect((await patterns()).filter(({ field }) => field === 'amount').map(({ state }) => state)).toEqual([
      'explained',
    ]);
    const [first] = await kept('p-1');
    expect(await accepted(readRun(house.as.viewer, house.program, first?.id ?? ''))).toMatchObject({
      outcome: 'mismatch',
      ruleSetVersion: null,
    });
  });

  it('is judged by the version of its window, whatever came into force since', async () => {
    const inVersionOne = acts.justNow();
    const strict = { fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even' } }, classify: [] };
    acts.goForward(0.01);
    const { version } = await accepted(
      draftRules(acts.as('engineer'), house.program, 'payments', { document: strict }),
    );
    expect(version).toBe(2);
    await activate(version);
    const past = await accepted(acts.send(badRun('p-5', inVersionOne, amounts)));
    expect(past.answer).toMatchObject({ outcome: 'match_within_tolerance', ruleSetVersion: 1 });
    const { answer } = await run('p-6', amounts);
    expect(answer).toMatchObject({ outcome: 'mismatch', ruleSetVersion: 2 });
    expect((await patterns()).filter(({ field }) => field === 'amount').map(({ state }) => state)).toEqual(['open']);
    const versions = await inSnapshot((db) => db.ruleSetVersion.findMany({ orderBy: { version: 'asc' } }));
    expect(versions.map(({ state }) => state)).toEqual(['superseded', 'in_force']);
    expect(versions[0]?.inForceUntil).toEqual(versions[1]?.inForceFrom);
  });
});

describe('a correction', () => {
  it('takes the place of evidence only with evidence: not by breaking off, and not without counts or checks', async () => {
    const to = acts.justNow();
    const check = { key: 'sum', kind: 'aggregate', metric: 'sum', field: 'amount', legacy: '1', target: '1' };
    const checks = [{ ...check, reported: null, tolerance: null, totals: null }];
    await accepted(acts.send(badRun('weighed', to, [['1.00', '2.00']], { checks })));
    const nothing = {
      legacy: 0,
      target: 0,
      compared: 0,
      matched: 0,
      mismatched: 0,
      missingInTarget: 0,
      missingInLegacy: 0,
    };
    for (const change of [
      { status: 'failed' as const, checks },
      { totals: null, checks },
      { totals: nothing, cohorts: [], checks },
      { checks: [] },
    ]) {
      expect(await acts.send(goodRun('lighter', to, { ...change, supersedes: 'weighed' }))).toMatchObject({
        ok: false,
        refusal: { code: 'supersedes_refused' },
      });
    }
    expect((await kept('weighed')).map(({ supersededBy }) => supersededBy)).toEqual([null]);
    await accepted(acts.send(goodRun('as-heavy', to, { checks, supersedes: 'weighed' })));
  });
});
