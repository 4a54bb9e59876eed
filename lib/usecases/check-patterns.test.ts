import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckFacts, RunFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { listPatternFacts } from '@/lib/store/evidence-facts';
import { audit } from '@/lib/store/testing/audit';
import { addDiscrepancies } from './commands/add-discrepancies';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { backtestRules } from './queries/backtest-rules';
import { readCriteria } from './queries/read-criteria';
import { viewPattern } from './queries/view-pattern';
import { actsIn, badRun, dayMs, goodRun } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { patternsIn } from './testing/patterns';

// What only a check shows stands as a pattern until a later run of that check shows it gone, and by nothing else.

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

const { list, one, patch } = patternsIn(
  () => house,
  () => acts,
);

const sum = (key: string, target: string, rest: Partial<CheckFacts> = {}): CheckFacts => ({
  key,
  kind: 'aggregate',
  metric: 'sum',
  field: 'amount',
  legacy: '9912001.10',
  target,
  reported: null,
  tolerance: null,
  totals: null,
  ...rest,
});
const right = (key: string) => sum(key, '9912001.10');
const wrong = (key: string) => sum(key, '8812001.09');
const said = (key: string, reported: string, rest: Partial<CheckFacts> = {}): CheckFacts => {
  const { legacy: _legacy, target: _target, ...check } = sum(key, '');
  return { ...check, metric: null, field: null, reported, ...rest };
};

let sent = 0;
/** A run with some checks in which every record agrees, a little later than the one before. */
const send = async (
  checks: CheckFacts[],
  change: Partial<RunFacts> = {},
): Promise<{ id: string; to: Date; name: string }> => {
  acts.goForward(0.01);
  sent += 1;
  const name = `r-${sent}`;
  const run = goodRun(name, change.window?.to ?? acts.justNow(), { checks, ...change });
  const { answer } = await accepted(acts.send(run));
  return { id: answer.id, to: run.window.to, name };
};

const ofCheck = async (key: string) =>
  (await list({ q: `check ${key}` })).find(({ sentence }) => sentence.startsWith(`The check ${key} `));
const stateOf = async (key: string) => (await ofCheck(key))?.state;

const counted = (mismatched: number): Totals => ({
  legacy: 100,
  target: 100,
  compared: 100,
  matched: 100 - mismatched,
  mismatched,
  missingInTarget: 0,
  missingInLegacy: 0,
});

describe('a sum that differs while every record matches', () => {
  const ceiling = async () => {
    const { evaluations } = await accepted(
      readCriteria(acts.as('lead'), house.program, 'payments', { transition: 'validated>selective' }),
    );
    return evaluations.find(({ kind }) => kind === 'discrepancy_ceiling')?.outcome;
  };

  it('is a pattern with a person’s name to put on it, and keeps its gate shut', async () => {
    // What is read is read by the real clock, which is behind.
    const start = Date.now() - dayMs;
    const day = (hour: number) => ({
      window: { from: new Date(start - dayMs), to: new Date(start + hour * 3_600_000) },
    });
    await send([right('gate.sum')], day(1));
    expect(await ceiling()).toBe('met');
    await send([wrong('gate.sum')], day(2));
    expect(await ceiling()).toBe('not_met');
    const pattern = await ofCheck('gate.sum');
    if (pattern === undefined) throw new Error('there is no such pattern');
    expect(pattern).toMatchObject({ state: 'open', open: 1, total: 1, itemised: false, highestSeverity: 'critical' });
    await accepted(patch(pattern, { note: 'Fees are left out.', category: 'genuine', severity: 'major' }));
    await send([right('gate.sum')], day(3));
    expect(await ceiling()).toBe('met');
  });

  it('is gone by a later run of its check, and comes back with the next that differs', async () => {
    await send([wrong('back.sum')]);
    await send([right('back.sum')]);
    expect(await stateOf('back.sum')).toBe('gone');
    const { id = '' } = (await ofCheck('back.sum')) ?? {};
    expect((await one(id)).standings).toMatchObject([{ passed: true }]);
    await send([wrong('back.sum')]);
    expect(await ofCheck('back.sum')).toMatchObject({ state: 'open', reopened: 1, total: 2 });
    await send([right('back.sum')]);
  });

  it('stays while its check is not judged, errs, is forgiven by its tool alone, or is of another stream', async () => {
    const { to } = await send([wrong('stays.sum')]);
    const older = { window: { from: new Date(to.getTime() - 2 * dayMs), to: new Date(to.getTime() - dayMs) } };
    await send([]);
    for (const word of ['error', 'skipped', 'pending', 'ignored', 'what']) await send([said('stays.sum', word)]);
    await send([sum('stays.sum', '9912001.09', { tolerance: { absolute: '0.05' } })]);
    await send([right('stays.sum')], older);
    await send([right('stays.sum')], { status: 'failed' });
    await send([right('stays.sum')], { baseline: true });
    await send([right('stays.sum')], { source: 'hourly' });
    await send([right('stays.sum')], { legacy: { dataset: 'other', position: null, version: null } });
    const right1 = await send([right('stays.sum')]);
    expect(await stateOf('stays.sum')).toBe('gone');
    await send([wrong('stays.sum')], { supersedes: right1.name, window: { from: new Date(0), to: right1.to } });
    expect(await stateOf('stays.sum')).toBe('open');
    await send([right('stays.sum')]);
    expect(await stateOf('stays.sum')).toBe('gone');
  });

  it('opens nothing where legacy was compared with legacy', async () => {
    await send([wrong('noise.sum')], { baseline: true });
    expect(await ofCheck('noise.sum')).toMatchObject({ state: 'gone', baseline: true });
  });

  it('says what was not told apart until each such check agrees', async () => {
    const tests = (word: string, last = word) =>
      Array.from({ length: 103 }, (_, index) => said(`t-${index}`, index === 102 ? last : word));
    await send(tests('fail'), { source: 'many', totals: null });
    const rest = async () => (await list({ q: 'More checks of many' }))[0];
    expect(await rest()).toMatchObject({ state: 'open', open: 3 });
    await send(tests('pass', 'skipped'), { source: 'many', totals: null });
    expect(await rest()).toMatchObject({ state: 'open' });
    expect(await stateOf('t-0')).toBe('gone');
    await send(tests('pass'), { source: 'many', totals: null });
    expect(await rest()).toMatchObject({ state: 'gone' });
  });
});

describe('records that a check counted', () => {
  const follow = async (run: string, part: RunFacts['discrepancies'], name: string) => {
    const batches = (async function* () {
      yield part;
    })();
    const context = acts.as('engineer');
    const digest = createHash('sha256').update(name).digest('hex');
    return accepted(
      addDiscrepancies(context, house.program, run, { batches, digest: () => digest, contextFor: () => context }),
    );
  };
  const amounts = [
    ['103.42', '103.41'],
    ['12.00', '15.00'],
  ] as const;
  const itemsOf = (table: string) =>
    badRun('', new Date(0), amounts).discrepancies.map((item) => ({ ...item, dimensions: { table } }));

  it('stand open while another check errs, and are gone once its table is itemised or agrees', async () => {
    const broken = said('claim', 'error');
    const tables = (payment: CheckFacts) => ({ checks: [payment, broken], source: 'tables', totals: null });
    const run = await send([], tables(said('payment', 'fail', { totals: counted(4) })));
    expect(await ofCheck('payment')).toMatchObject({ state: 'open', open: 4 });
    await follow(run.id, itemsOf('payment'), 'first');
    expect(await ofCheck('payment')).toMatchObject({ state: 'open', open: 2, total: 2 });
    await follow(
      run.id,
      itemsOf('payment').map((item) => ({ ...item, correlationId: `${item.correlationId}+` })),
      'second',
    );
    expect(await ofCheck('payment')).toMatchObject({ state: 'gone', open: 0 });
    await send([], tables(said('payment', 'fail', { totals: counted(1) })));
    expect(await ofCheck('payment')).toMatchObject({ state: 'open', open: 1 });
    await send([], tables(said('payment', 'pass', { totals: counted(0) })));
    expect(await stateOf('payment')).toBe('gone');
  });

  it('come to light where what follows is of another field', async () => {
    const column = said('status', 'fail', { field: 'status', totals: counted(2) });
    const run = await send([column], { source: 'columns', totals: counted(2) });
    expect(await ofCheck('status')).toBeUndefined();
    await follow(run.id, itemsOf('x'), 'amounts');
    expect(await ofCheck('status')).toMatchObject({ state: 'open', open: 2 });
  });
});

it('a pattern of a check says what it measured and in which run, and shows no examples', async () => {
  await send([wrong('seen.sum')], { source: 'seen' });
  const { number = 0, id = '' } = (await ofCheck('seen.sum')) ?? {};
  const view = await accepted(viewPattern(acts.as('engineer'), house.program, number));
  expect(view).toMatchObject({
    examples: [],
    example: null,
    tolerance: null,
    itemised: false,
    check: { key: 'seen.sum', legacy: '9912001.10', target: '8812001.09' },
    occurrences: [{ exact: true, count: 1 }],
  });
  expect(await one(id)).toMatchObject({ check: 'seen.sum', examples: [] });
});

it('a check of another layer than its run counts at both', async () => {
  await send([{ ...wrong('layer.sum'), layer: 'state' }], { source: 'layers' });
  const { id = '' } = (await ofCheck('layer.sum')) ?? {};
  const places = await inSnapshot(async (db) => {
    const contexts = await db.context.findMany();
    const facts = await listPatternFacts(
      db,
      contexts.map((context) => context.id),
    );
    return facts.find((fact) => fact.id === id)?.places.map(({ layer }) => layer);
  });
  expect(places?.sort()).toEqual(['outcome', 'state']);
});

it('a backtest says of how many patterns it says nothing', async () => {
  const draft = { draft: { document: { fields: { 'seen.sum': { type: 'text' } } } } };
  const answer = await accepted(backtestRules(acts.as('lead'), house.program, 'payments', draft));
  expect(answer.sentences.at(-1)).toMatch(/^Checks are not judged again: nothing is said of \d+ open patterns/);
});
