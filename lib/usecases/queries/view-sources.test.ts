import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourcesFilter } from '@/lib/contract/views/sources';
import { inSnapshot, inTransaction } from '@/lib/store/database';
import { type EventState, insertEvent, type NewEvent, setState } from '@/lib/store/kept-events';
import { replaceMeasures } from '@/lib/store/lineage';
import { findProgram } from '@/lib/store/programs';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { actsIn, dayMs, goodRun } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { outcomesIn } from '@/lib/usecases/testing/outcomes';
import { viewSources } from './view-sources';

// What arrives in one program, from silence to everything that can wait.

let house: House;
beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      manifest.sources = [
        {
          kind: 'openlineage',
          name: 'spark',
          context: 'payments',
          jobs: [{ namespace: 'spark', name: 'statistics*' }],
          datasets: { legacy: [{ name: 'old.*' }], target: [{ name: 'new.*' }] },
        },
      ];
    }),
  );
});
afterAll(() => house?.drop());

const seen = (filter: SourcesFilter = {}) => accepted(viewSources(house.as.viewer, house.program, filter));

const rowOf = async (source: string) => (await seen()).rows.find((row) => row.source === source);

type Kept = { source?: string; type?: string; job?: string; run?: string; ends?: boolean; claimedBy?: string };

/** An event as the intake keeps it, and what became of it. */
const keep = (state: EventState, body: object, { source = 'spark', type = 'COMPLETE', ...more }: Kept) =>
  inTransaction(async (db) => {
    const program = await findProgram(db, house.program);
    const id = uuid();
    const event: NewEvent = {
      id,
      programId: program?.id ?? '',
      channel: more.job === undefined ? 'cloudevents' : 'openlineage',
      identity: id.replaceAll('-', '').padStart(64, '0'),
      digest: ''.padStart(64, '0'),
      source,
      eventId: id,
      type,
      eventAt: null,
      receivedAt: new Date(),
      mediaType: 'application/json',
      attributes: null,
      bytes: Buffer.from(JSON.stringify(body)),
    };
    await insertEvent(db, event, {
      job: more.job === undefined ? null : { namespace: source, name: more.job },
      lineageRun: more.run ?? null,
      ends: more.ends ?? false,
      says: true,
      claimedBy: more.claimedBy ?? null,
      lookedWith: ''.padStart(64, '0'),
      warnings: [],
    });
    await setState(db, id, { state, runId: null });
    return id;
  });

describe('what arrives', () => {
  it('names what is declared and silent before anything came, and expects nothing of a context that has not begun', async () => {
    const view = await seen();
    expect(view.rows).toMatchObject([
      { source: 'spark', standing: 'silent', way: 'openlineage', claims: 'jobs statistics* of spark', last: null },
    ]);
    expect(view).toMatchObject({
      empty: false,
      lede: 'No source has sent anything that counts; every event has an owner.',
    });
  });

  it('is for whoever may see the program, and for nobody else', async () => {
    const stranger = {
      ...house.as.viewer,
      actor: { ...house.as.viewer.actor, personId: '018f0000-0000-7000-8000-000000000000' },
    };
    expect(await viewSources(stranger as typeof house.as.viewer, house.program, {})).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });

  it('misses what is expected and never came, or came too long ago', async () => {
    const acts = actsIn(house);
    await acts.toShadow();
    expect(await rowOf('nightly')).toMatchObject({ standing: 'missing', last: null, next: null });
    await accepted(acts.send(goodRun('old', new Date(Date.now() - 3 * dayMs))));
    expect(await rowOf('nightly')).toMatchObject({ standing: 'missing', last: { run: 1, outcome: 'match' } });
    expect((await seen()).lede).toMatch(/^One source sends; one has been silent for /);
    await accepted(acts.send(goodRun('late', new Date(Date.now() - 1.1 * dayMs))));
    expect(await rowOf('nightly')).toMatchObject({ standing: 'late' });
    await accepted(acts.send(goodRun('new', new Date(Date.now() - 60_000))));
    expect(await rowOf('nightly')).toMatchObject({ standing: 'in_time', last: { run: 3 } });
  });

  it('shows who sends unasked, each layer and workload by itself, and narrows and counts by every filter', async () => {
    const acts = actsIn(house);
    const to = new Date(Date.now() - 60_000);
    await accepted(acts.send(goodRun('a', to, { source: 'extra', layer: 'dataset' })));
    await accepted(acts.send(goodRun('b', to, { source: 'extra', layer: 'row', workload: 'reads' })));
    const all = await seen();
    expect(all.rows.map(({ source, layer, standing }) => [source, layer, standing])).toEqual([
      ['spark', 'dataset', 'silent'],
      ['extra', 'dataset', 'unasked'],
      ['extra', 'row', 'unasked'],
      ['nightly', 'outcome', 'in_time'],
    ]);
    expect(all.standings.map(({ value, count }) => [value, count])).toEqual([
      ['silent', 1],
      ['unasked', 2],
      ['in_time', 1],
    ]);
    expect((await seen({ standing: 'unasked' })).rows).toHaveLength(2);
    expect((await seen({ way: 'openlineage' })).rows).toMatchObject([{ source: 'spark' }]);
    expect((await seen({ context: 'moon' })).rows).toEqual([]);
    expect((await seen({ cursor: 'o50' })).rows).toEqual([]);
    expect((await seen({ cursor: 'nonsense' })).rows).toHaveLength(4);
  });
});

describe('events that nobody claims', () => {
  it('stand together by job, else by source and type, with why and what would claim them', async () => {
    const inputs = [{ namespace: 'db2', name: 'CLAIMS.REFUND' }];
    await keep('unclaimed', { inputs }, { job: 'refunds', type: 'START' });
    const newest = await keep('unclaimed', { inputs }, { job: 'refunds' });
    for (const type of ['moon.rose', 'moon.rose', 'moon.set']) await keep('unclaimed', {}, { source: '/moon', type });
    await keep('unclaimed', 5 as unknown as object, { source: 'elsewhere', job: 'statistics.all' });
    const { unclaimed, unclaimedEvents, channels, lede } = await seen();
    expect(unclaimedEvents).toEqual({ count: 6, atLeast: false });
    expect(lede).toContain('six events have no owner');
    expect(channels).toMatchObject([
      { value: 'openlineage', count: 3 },
      { value: 'cloudevents', count: 3 },
    ]);
    expect(unclaimed.map(({ from, count, why }) => [from, count, why])).toEqual([
      ['statistics.all', 1, 'spark takes jobs of this name in spark, and not in this namespace.'],
      ['/moon', 1, expect.stringContaining('declares no source of CloudEvents')],
      ['/moon', 2, expect.any(String)],
      ['refunds', 2, 'spark takes statistics* of this namespace, and no job of this name.'],
    ]);
    expect(unclaimed.at(-1)).toMatchObject({
      types: ['COMPLETE', 'START'],
      claim: { kind: 'openlineage', name: 'refunds', namespace: 'spark', job: 'refunds', datasets: inputs },
      body: `/api/v1/programs/${house.program}/events/${newest}/body`,
    });
    expect((await seen({ channel: 'cloudevents' })).unclaimed).toHaveLength(2);
  });

  it('are paged by who sent them, none twice and none left out', async () => {
    for (let n = 0; n < 25; n += 1) await keep('unclaimed', {}, { source: `/many/${n}`, type: 't' });
    const first = await seen();
    expect(first.unclaimed).toHaveLength(20);
    const second = await seen({ events: first.unclaimedPage.next ?? '' });
    const names = [...first.unclaimed, ...second.unclaimed].map(({ from, types }) => `${from} ${types.join()}`);
    expect(new Set(names).size).toBe(29);
    expect(second.unclaimedPage).toEqual({ next: null, previous: 'o0', total: 29 });
  });
});

describe('lineage that waits', () => {
  it('says for which side, for which end, or that nothing tells', async () => {
    const claimed = { job: 'statistics.claims', claimedBy: 'spark' };
    await keep('pending', {}, { ...claimed, run: 'begun', type: 'START' });
    await keep('pending', {}, { ...claimed, run: 'half', ends: true });
    await keep('pending', {}, { ...claimed, run: 'timeless', ends: true });
    const period = '2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z';
    const measure = {
      period,
      dataset: 'db2 old.claims',
      endedAt: new Date(),
      window: null,
      metrics: [],
      key: 'claims',
    };
    await inTransaction(async (db) => {
      const program = await findProgram(db, house.program);
      const of = { programId: program?.id ?? '', source: 'spark' };
      await replaceMeasures(db, of, 'half', [{ ...measure, side: 'legacy' }], new Date());
    });
    const { waiting, lede } = await seen();
    expect(waiting.map(({ run, missing, waits }) => [run, missing, waits.join()])).toEqual([
      ['timeless', [], expect.stringContaining('no nominal time')],
      ['half', ['target'], 'db2 old.claims was measured for 2026-11-19; the target side was not.'],
      ['begun', [], 'It has not said that it is over.'],
    ]);
    expect(lede).toMatch(/Three lineage runs wait for what is still to come\.$/);
  });

  it('takes a source whose events came for none that is silent', async () => {
    expect(await rowOf('spark')).toMatchObject({
      standing: 'unasked',
      note: expect.stringContaining('its events came'),
    });
  });
});

describe('outcomes of one side', () => {
  it('show open periods with what came of either side, what is stuck, what came too late, and the run made last', async () => {
    await accepted(beginDemoLoading());
    const acts = outcomesIn(house);
    const hour = 3_600_000;
    const both = (id: string, ms: number) => [
      acts.told('bus', 'legacy', id, ms),
      acts.told('bus', 'target', id, ms + 1_000),
    ];
    await accepted(acts.send(0, both('A', 0)));
    await acts.pair(1.3 * hour);
    await accepted(acts.send(2 * hour, [...both('B', 2 * hour), acts.told('bus', 'legacy', 'C', 2 * hour)]));
    const { streams, lede } = await seen();
    const [run] = await acts.runsOf('bus');
    expect(streams).toMatchObject([
      {
        source: 'bus',
        byDefault: true,
        matching: 'pairs within 15 min, one run each 1 h',
        open: 1,
        stuck: 0,
        periods: [{ from: acts.at(2 * hour).toISOString(), legacy: 2, target: 1, atLeast: false, corrects: null }],
        latest: { run: run?.number, outcome: 'match' },
      },
    ]);
    expect(lede).toMatch(/^Three sources send;/);
    await inTransaction((db) =>
      db.outcomePeriod.updateMany({ where: { dueAt: { not: null } }, data: { stuck: 'somebody superseded its run' } }),
    );
    await inTransaction((db) => db.outcomeStream.updateMany({ data: { tooLate: 4, tooLateAt: new Date() } }));
    const after = await seen();
    expect(after.streams).toMatchObject([
      { stuck: 1, tooLate: 4, periods: [{ stuck: 'somebody superseded its run' }] },
    ]);
    expect(after.lede).toContain('One period of outcomes is stuck');
    expect(await inSnapshot((db) => db.outcomePeriod.count())).toBe(2);
  });
});
