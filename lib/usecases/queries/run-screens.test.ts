import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckFacts, RunFacts } from '@/lib/domain/comparison/run-facts';
import { actsIn, badRun, dayMs, goodRun } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { viewContext } from './view-context';
import { viewRun } from './view-run';
import { viewRuns } from './view-runs';

// What the screens of runs say, asked of a program to which runs of several layers came.

let house: House;
const send = (facts: RunFacts) => accepted(actsIn(house).send(facts));
const daysAgo = (days: number) => new Date(Date.now() - 60_000 - days * dayMs);

const check = (key: string, change: Partial<CheckFacts> = {}): CheckFacts => ({
  key,
  kind: 'aggregate',
  metric: null,
  field: null,
  legacy: '1',
  target: '1',
  reported: 'pass',
  tolerance: null,
  totals: null,
  ...change,
});

const without = { totals: null, workload: null } as const;

beforeAll(async () => {
  house = await buildHouse(testManifest(() => undefined));
  await send(goodRun('old', daysAgo(200)));
  await send(goodRun('base', daysAgo(4), { baseline: true, source: 'noise' }));
  await send(
    badRun(
      'late',
      daysAgo(3),
      Array.from({ length: 60 }, (_, at) => [`${at}.00`, `${at}.90`] as const),
      { announced: 75, source: 'stream', engine: 'spark' },
    ),
  );
  await send(
    goodRun('columns', daysAgo(2), {
      ...without,
      layer: 'dataset',
      source: 'columns',
      legacy: { dataset: 'a', position: 'lsn 10', version: null },
      target: { dataset: 'b', position: 'lsn 9', version: null },
      checks: [
        check('rows', { kind: 'row_count', metric: 'COUNT' }),
        check('amount.max', { metric: 'Maximum', field: 'amount', legacy: '9.10', target: '9.20', reported: 'pass' }),
        check('amount.kurtosis', { metric: 'kurtosis', field: 'amount' }),
      ],
    }),
  );
  await send(
    goodRun('queries', daysAgo(1), {
      ...without,
      layer: 'query',
      source: 'queries',
      engine: 'postgresql',
      checks: [
        check('ledger.paid', { kind: 'query_result', query: 'ledger.paid' }),
        check('ledger.paid@trino', { kind: 'query_result', query: 'ledger.paid', engine: 'trino', target: '2' }),
        check('portal.open', { kind: 'query_result', query: 'portal.open' }),
      ],
    }),
  );
});
afterAll(() => house?.drop());

const list = (filter: Parameters<typeof viewRuns>[2]) => accepted(viewRuns(house.as.viewer, house.program, filter));
const numbers = async (filter: Parameters<typeof viewRuns>[2]) => (await list(filter)).rows.map(({ number }) => number);

describe('the list of runs', () => {
  it('shows a period, narrows by what runs are, and counts what each choice would show', async () => {
    expect(await numbers({})).toEqual([5, 4, 3, 2]);
    expect(await numbers({ period: 'any' })).toEqual([5, 4, 3, 2, 1]);
    expect(await numbers({ standing: 'baseline' })).toEqual([2]);
    expect(await numbers({ engine: 'spark' })).toEqual([3]);
    expect(await numbers({ layer: 'dataset', outcome: 'mismatch' })).toEqual([4]);
    expect(await numbers({ source: 'nobody' })).toEqual([]);
    const shown = await list({});
    expect(shown.standings).toEqual([
      { value: 'baseline', label: 'baseline', count: 1 },
      { value: 'counted', label: 'counted', count: 3 },
    ]);
    expect(shown.engines.map(({ value }) => value)).toEqual(['postgresql', 'spark']);
    expect(shown.rows.find(({ number }) => number === 3)).toMatchObject({ differing: 60, outstanding: 15 });
  });

  it('stands in the order that was asked for', async () => {
    expect((await numbers({ sort: 'differing' })).at(0)).toBe(3);
    expect(await numbers({ sort: 'window', period: 'any' })).toEqual([5, 4, 3, 2, 1]);
    expect(await numbers({ sort: 'nonsense', cursor: 'nonsense' })).toEqual([5, 4, 3, 2]);
  });

  it('asks for no run before both systems run beside one another', async () => {
    expect((await list({})).streams).toEqual([]);
    const acts = actsIn(house);
    await acts.attestRunbook();
    await acts.carryOut({ to: 'shadow', title: 'Shadow' }, 'owner');
    const { streams, streamsText } = await list({});
    expect(streams).toMatchObject([{ source: 'nightly', standing: 'missing', last: null, next: null }]);
    expect(streamsText).toBe('Of 1 expected source, 1 is missing.');
    await send(goodRun('today', daysAgo(0)));
    expect((await list({})).streams).toMatchObject([{ standing: 'in_time', last: { run: 6, outcome: 'match' } }]);
  });
});

describe('one run', () => {
  it('pages what it lists forth and back, narrowed by field, and says how much is still to come', async () => {
    const at = (cursor?: string, more = {}) =>
      accepted(viewRun(house.as.viewer, house.program, 3, { ...more, ...(cursor === undefined ? {} : { cursor }) }));
    const first = await at();
    expect(first.announced).toMatchObject({ total: 75, received: 60 });
    expect(first.lede).toContain('Of 75 announced discrepancies, 15 are still to come');
    expect(first.discrepancies).toHaveLength(50);
    expect(first.discrepanciesPage).toMatchObject({ previous: null, total: 60 });
    const second = await at(first.discrepanciesPage.next ?? '');
    expect(second.discrepancies.map(({ place }) => place)).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
    expect(second.discrepanciesPage.next).toBeNull();
    const back = await at(second.discrepanciesPage.previous ?? '');
    expect(back.discrepancies.map(({ place }) => place)).toEqual(first.discrepancies.map(({ place }) => place));
    expect(first.fieldChoices).toEqual([{ value: 'amount', label: 'amount', count: 60 }]);
    expect((await at(undefined, { field: 'amount' })).discrepanciesPage.total).toBe(60);
    expect(await at(undefined, { field: 'other' })).toMatchObject({
      discrepancies: [],
      discrepanciesPage: { total: 0 },
    });
    const [choice] = first.patternChoices;
    const narrowed = await at(undefined, { pattern: choice?.value });
    expect(narrowed.discrepanciesPage.total).toBe(choice?.count);
  });

  it('says where the tool and Lockgate part, first', async () => {
    const run = await accepted(viewRun(house.as.viewer, house.program, 4));
    expect(run.checks[0]).toMatchObject({ key: 'amount.max', outcome: 'mismatch', reported: 'pass' });
    expect(run.verdicts[0]).toEqual({ reported: 'pass', outcome: 'mismatch', opposed: true, count: 1 });
    expect(run.statistics?.columns[0]).toMatchObject({ column: 'amount', outcome: 'mismatch' });
    expect(run.statistics?.columns[0]?.measures.map(({ name }) => name)).toEqual(['max', 'kurtosis']);
    expect(run.lede).toMatch(/2 of 3 measures of 1 column agree; amount\.max does not\. Of 1 check the tool said/);
  });
});

describe('a context', () => {
  it('tells its layers apart, outcome first, and says where positions part', async () => {
    const view = await accepted(viewContext(house.as.viewer, house.program, 'payments'));
    expect(view.levels).toEqual({ layer: 'outcome', days: 14 });
    expect(view.layers.map(({ layer }) => layer)).toEqual(['outcome', 'query', 'dataset']);
    expect(view.layers.at(-1)).toMatchObject({ outcome: 'mismatch', apart: { legacy: 'lsn 10', target: 'lsn 9' } });
    expect(view.silentLayers).toBe(
      'Nobody compares state, event, row, schema and position here, and no check expects it.',
    );
    expect(view.queries?.engines).toEqual(['postgresql', 'trino']);
    expect(view.queries?.rows.map(({ query, cells }) => [query, ...cells.map(({ outcome }) => outcome)])).toEqual([
      ['ledger.paid', 'match', 'mismatch'],
      ['portal.open', 'match', null],
    ]);
  });
});
