import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { draftRules } from './commands/draft-rules';
import { mergePattern, unmergePattern } from './commands/merge-pattern';
import { splitPattern } from './commands/split-pattern';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { backtestRules } from './queries/backtest-rules';
import { listPatterns } from './queries/list-patterns';
import { previewRules } from './queries/preview-rules';
import { actsIn, badRun, goodRun } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { lastPlace, patternsIn } from './testing/patterns';

// Rules tried on what is stored: nothing is written, and what was not looked at is said.

let house: House;
let acts: ReturnType<typeof actsIn>;

const amounts: [string, string][] = [
  ['103.42', '103.41'],
  ['12.00', '11.99'],
  ['500.00', '600.00'],
];
const decimal = (tolerance: object) => ({ type: 'decimal', scale: 2, rounding: 'half_even', tolerance });
const wide = { fields: { amount: decimal({ absolute: '0.01' }) } };

beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  const to = acts.justNow();
  await accepted(acts.send(badRun('first', new Date(to.getTime() - 2 * 86_400_000), amounts)));
  await accepted(acts.send(badRun('second', to, amounts.slice(0, 2))));
  await accepted(acts.send(badRun('row', to, amounts, { layer: 'row', source: 'rows', discrepanciesSampled: true })));
  await accepted(acts.send(goodRun('noise', to, { ...badRun('noise', to, amounts), source: 'noise', baseline: true })));
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const backtest = (body: Parameters<typeof backtestRules>[3], who: keyof House['as'] = 'engineer') =>
  backtestRules(acts.as(who), house.program, 'payments', body);
const patterns = async () => (await accepted(listPatterns(house.as.engineer, house.program, { limit: 100 }))).items;

describe('a backtest', () => {
  it('says what a draft would newly accept, pattern by pattern, with every step, and writes nothing', async () => {
    const before = await inSnapshot((db) =>
      db.discrepancy.findMany({ orderBy: [{ runId: 'asc' }, { position: 'asc' }] }),
    );
    const entries = (await audit(databaseUrl())).entries;
    const found = await accepted(backtest({ draft: { document: wide } }));
    expect(found).toMatchObject({
      against: { version: null, digest: null },
      runs: { found: 3, judged: 3, sampled: 1, letGo: 0 },
      discrepancies: { stored: 8, judged: 8, complete: true, stopped: null },
      open: { before: 8, after: 2 },
      newlyFlagged: { count: 0, patterns: 0 },
    });
    expect(found.newlyAccepted).toMatchObject({ count: 6, critical: 6, patterns: 2 });
    const [first] = found.newlyAccepted.items;
    expect(first).toMatchObject({ count: 4, critical: 4, pattern: { severity: 'critical', state: 'open' } });
    expect(first?.examples).toHaveLength(3);
    expect(first?.examples[0]).toMatchObject({
      field: 'amount',
      before: { outcome: 'mismatch', category: 'unclassified', severity: 'critical' },
      after: { outcome: 'match_within_tolerance', category: 'rounding', severity: 'info' },
    });
    expect(first?.examples[0]?.after.steps.map(({ step }) => step)).toEqual(['as_sent', 'read', 'round', 'compare']);
    expect(found.sentences).toEqual([
      'The draft against no rules, over 3 runs: 8 discrepancies, all that they itemised.',
      'It would newly accept 6 discrepancies of 2 patterns, 6 of them critical.',
      'It would newly flag nothing.',
      '1 run sent only a sample of what differs, so that counts are of what was sent.',
    ]);
    const after = await inSnapshot((db) =>
      db.discrepancy.findMany({ orderBy: [{ runId: 'asc' }, { position: 'asc' }] }),
    );
    expect(after).toEqual(before);
    expect((await audit(databaseUrl())).entries).toBe(entries);
  });

  it('says the match rate before and after, exactly, and leaves out what a sample cannot say', async () => {
    const { rates } = await accepted(backtest({ draft: { document: wide } }));
    expect(rates).toContainEqual({
      layer: 'outcome',
      workload: null,
      runs: 2,
      leftOut: 0,
      records: 2000,
      before: '0.997500',
      after: '0.999500',
    });
    expect(rates).toContainEqual(expect.objectContaining({ layer: 'row', before: '0.997000', after: '0.997000' }));
  });

  it('says how far it came where it was not to judge more', async () => {
    const found = await accepted(backtest({ draft: { document: wide }, limit: 1 }));
    expect(found.discrepancies).toMatchObject({ complete: false, stopped: 'limit' });
    expect(found.discrepancies.judged).toBeLessThan(found.discrepancies.stored);
    expect(found.sentences[0]).toContain('of the rest nothing is known');
    expect(found.rates.every(({ leftOut, runs }) => leftOut + runs > 0)).toBe(true);
  });

  it('looks at the period, layer and workload that it is asked about', async () => {
    const draft = { document: wide };
    const outcome = await accepted(backtest({ draft, layer: 'outcome' }));
    expect(outcome.runs.found).toBe(2);
    const yesterday = new Date(acts.justNow().getTime() - 86_400_000).toISOString();
    expect((await accepted(backtest({ draft, to: yesterday }))).runs.found).toBe(1);
    expect((await accepted(backtest({ draft, workload: 'reads' }))).runs.found).toBe(0);
    expect(await backtest({ draft, from: '2020-01-01T00:00:00Z' })).toMatchObject({
      refusal: { code: 'invalid_body' },
    });
    expect(await backtest({ draft, from: yesterday, to: yesterday })).toMatchObject({
      refusal: { code: 'invalid_body' },
    });
  });

  it('says of a stricter draft what it would flag, and of other classes what changes its name', async () => {
    const version = 1;
    const strict = {
      fields: { amount: decimal({}) },
      classify: [{ field: 'amount', category: 'genuine', severity: 'major' }],
    };
    const found = await accepted(backtest({ draft: { document: strict }, against: version }));
    expect(found.newlyFlagged).toMatchObject({ count: 6, patterns: 2 });
    expect(found.newlyAccepted.count).toBe(0);
    expect(found.reclassified).toMatchObject({
      count: 2,
      items: expect.arrayContaining([
        expect.objectContaining({
          before: { category: 'unclassified', severity: 'critical' },
          after: { category: 'genuine', severity: 'major' },
        }),
      ]),
    });
    const same = await accepted(backtest({ draft: { version }, against: version }));
    expect([same.newlyAccepted.count, same.newlyFlagged.count, same.reclassified.count]).toEqual([0, 0, 0]);
  });

  it('is for everybody who sees the program, of a version; a document is for who may draft', async () => {
    expect(await backtest({ draft: { version: 1 } }, 'business')).toMatchObject({ ok: true });
    expect(await backtest({ draft: { document: wide } }, 'business')).toMatchObject({
      refusal: { code: 'role_missing' },
    });
    expect(await backtest({ draft: { version: 99 } })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await backtest({ draft: { version: 1 }, against: 99 })).toMatchObject({ refusal: { code: 'not_found' } });
    const hostile = { fields: { amount: decimal({ absolute: '-1' }) } };
    const refused = await backtest({ draft: { document: hostile } });
    expect(refused).toMatchObject({
      refusal: { code: 'invalid_body', errors: [{ pointer: '/draft/document/fields/amount/tolerance/absolute' }] },
    });
  });

  it('runs at most twice at a time', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => backtest({ draft: { document: wide } })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(2);
    expect(results.filter((result) => !result.ok && result.refusal.code === 'throttled')).toHaveLength(4);
    expect(await backtest({ draft: { document: wide } })).toMatchObject({ ok: true });
  });
});

describe('a pattern that a draft would hide', () => {
  const { send, one, patch } = patternsIn(
    () => house,
    () => acts,
  );
  const hidden = async () => {
    const { newlyAccepted } = await accepted(backtest({ draft: { document: wide } }));
    return newlyAccepted.items.map(({ pattern }) => ({ number: pattern?.number, severity: pattern?.severity }));
  };
  const [minor, critical] = [{ severity: 'minor' } as const, { severity: 'critical' } as const];

  it('is told as what a gate takes it for, whatever it is merged into', async () => {
    const [first, second] = (await hidden()).map(({ number }) => number);
    const all = await patterns();
    const [head, member] = [first, second].map((number) => all.find((each) => each.number === number)?.id ?? '');
    await accepted(patch(await one(head ?? ''), minor));
    const { revision } = await one(member ?? '');
    await accepted(mergePattern(acts.as('lead'), house.program, member ?? '', { revision, into: head ?? '' }));
    expect(await hidden()).toMatchObject([{ number: first, severity: 'critical' }]);
    await accepted(patch(await one(head ?? ''), minor));
    expect(await hidden()).toMatchObject([{ number: first, severity: 'minor' }]);
    const apart = { revision: (await one(member ?? '')).revision };
    await accepted(unmergePattern(acts.as('lead'), house.program, member ?? '', apart));
  });

  it('is told as its worst part where it is split', async () => {
    await send('lines', [lastPlace, lastPlace, lastPlace]);
    const numbers = (await hidden()).map(({ number }) => number);
    const whole = (await patterns()).find(({ number, layer }) => numbers.includes(number) && layer === 'outcome');
    const { parts } = await accepted(
      splitPattern(acts.as('lead'), house.program, whole?.id ?? '', {
        revision: (await one(whole?.id ?? '')).revision,
        dimension: 'productLine',
      }),
    );
    expect((await hidden()).map(({ severity }) => severity)).toEqual(['minor', 'minor']);
    await accepted(patch(await one(parts[0]?.id ?? ''), critical));
    expect(await hidden()).toMatchObject([{ number: whole?.number, severity: 'critical' }, { severity: 'minor' }]);
  });
});

describe('a preview', () => {
  it('tells each example of a pattern, or one discrepancy, before and after', async () => {
    const [pattern] = (await patterns()).filter(({ layer, field }) => layer === 'outcome' && field === 'amount');
    const found = await accepted(
      previewRules(acts.as('engineer'), house.program, 'payments', {
        draft: { document: wide },
        of: { pattern: pattern?.number ?? 0 },
      }),
    );
    expect(found.items.length).toBeGreaterThan(0);
    for (const item of found.items)
      expect(item).toMatchObject({ recorded: 'mismatch', before: { outcome: 'mismatch' } });
    const [item] = found.items;
    const run = { run: item?.run ?? 0, position: 0 };
    const one = await accepted(
      previewRules(acts.as('business'), house.program, 'payments', { draft: { version: 1 }, of: run }),
    );
    expect(one.items).toMatchObject([
      { legacy: '103.42', target: '103.41', after: { outcome: 'match_within_tolerance' } },
    ]);
  });

  it('and a draft take no rule that says what has no effect', async () => {
    const item = { ...decimal({}), negativeZero: 'differs' };
    const document = { fields: { amount: { type: 'list', written: 'json', order: 'ordered', item } } };
    const pointer = 'document/fields/amount/item/negativeZero';
    const previewed = previewRules(acts.as('engineer'), house.program, 'payments', {
      draft: { document },
      of: { run: 1, position: 0 },
    });
    expect(await previewed).toMatchObject({ refusal: { errors: [{ pointer: `/draft/${pointer}` }] } });
    expect(await draftRules(acts.as('engineer'), house.program, 'payments', { document })).toMatchObject({
      refusal: { code: 'invalid_body', errors: [{ pointer: `/${pointer}` }] },
    });
  });

  it('knows nothing of what is not there', async () => {
    for (const of of [{ pattern: 999 }, { run: 999, position: 0 }, { run: 1, position: 999 }]) {
      expect(
        await previewRules(acts.as('engineer'), house.program, 'payments', { draft: { version: 1 }, of }),
      ).toMatchObject({ refusal: { code: 'not_found' } });
    }
  });
});
