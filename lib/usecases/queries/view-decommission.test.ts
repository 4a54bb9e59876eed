import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { recordObservations } from '@/lib/usecases/commands/record-observations';
import { actsIn } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { viewBoard } from './view-board';
import { viewDecommission } from './view-decommission';

// What must go, in what order it is shown, and what may be said of the end.

const item = (slug: string, dueOn: string) => ({
  slug,
  kind: 'report' as const,
  title: slug,
  owner: 'owner@house.example',
  dueOn,
});

let house: House;
beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      const [payments] = manifest.contexts;
      const [runbook] = payments?.criteria?.transitions['planned>shadow'] ?? [];
      if (payments === undefined || runbook === undefined) throw new Error('the test manifest has a criterion');
      runbook.title = 'The way back was rehearsed';
      payments.subscribers = ['treasury', 'mart'].map((slug) => ({
        slug,
        name: slug,
        workloads: ['reads'],
        owner: 'finance@house.example',
      }));
      manifest.routers = [{ slug: 'edge', name: 'Edge', staleAfterSeconds: 60 }];
      manifest.retirementItems = [
        item('first-gone', '2030-01-31'),
        item('open-late', '2030-12-31'),
        item('open-soon', '2030-06-30'),
        item('last-gone', '2030-02-28'),
      ];
    }),
  );
  const { items } = await shown();
  for (const slug of ['first-gone', 'last-gone']) {
    const id = items.find((each) => each.slug === slug)?.id ?? '';
    await accepted(markRetirementItem(house.as.lead, house.program, id, { state: 'done', evidence: 'It is off.' }));
  }
});
afterAll(() => house?.drop());

const shown = () => accepted(viewDecommission(house.as.viewer, house.program, {}));
const board = () => accepted(viewBoard(house.as.viewer, house.program));

describe('the items', () => {
  it('that are open come first by their day, then what is done, the latest first; and each keeps its day', async () => {
    const { items, burn } = await shown();
    expect(items.map(({ slug }) => slug)).toEqual(['open-soon', 'open-late', 'last-gone', 'first-gone']);
    expect(items.at(-1)).toMatchObject({ state: 'done', dueAt: '2030-01-31T23:59:59.999Z' });
    expect(burn.map(({ remaining }) => remaining)).toEqual([4, 3, 2]);
  });

  it('are led to from what is due', async () => {
    const { items, due } = await shown();
    const [first] = due.filter(({ kind }) => kind === 'retirement_item');
    expect(first).toMatchObject({ title: 'open-soon', about: null });
    expect(first?.href?.split('#')).toEqual(['/programs/claims/decommission', items[0]?.id]);
  });
});

describe('who still reads from legacy', () => {
  it('was last seen there when a router last counted one of its requests on legacy, or is not observed', async () => {
    const to = new Date(Date.now() - 60_000);
    const place = { context: 'payments', workload: 'reads' as const, count: 3 };
    const window = { from: new Date(to.getTime() - 30_000).toISOString(), to: to.toISOString() };
    const heard = { actor: { kind: 'system' as const, name: 'Edge' }, requestId: 'heard' };
    await accepted(
      recordObservations(heard, house.program, {
        router: 'edge',
        ...window,
        items: [
          { ...place, audience: 'subscriber:treasury', side: 'legacy' },
          { ...place, audience: 'subscriber:mart', side: 'target' },
        ],
      }),
    );
    const { readers } = await shown();
    const minute = new Date(Math.floor((to.getTime() - 1) / 60_000) * 60_000).toISOString();
    expect(readers.map(({ name, lastSeenAt }) => [name, lastSeenAt])).toEqual([
      ['treasury', minute],
      ['mart', null],
    ]);
  });
});

describe('that legacy is gone', () => {
  it('is not said while a context has no date, on the board as on the page of its end', async () => {
    const { title } = await shown();
    expect(title).toMatch(
      /^The items are gone by \d.* at today’s pace, but Payments has no date on which it can move$/,
    );
    expect((await board()).lede).toBe(`One context has yet to move. ${title}.`);
  });

  it('is said once every context can move; what its gate stands on ends by its criterion’s title, once by its owner', async () => {
    await actsIn(house).attestRunbook();
    const { title, due } = await shown();
    expect(title).toMatch(/^Legacy is gone .* early, at today’s pace$/);
    expect(due.find(({ kind }) => kind === 'attestation')).toMatchObject({
      title: 'An attestation for Payments ends',
      about: 'The way back was rehearsed',
      owner: 'Person of operations',
      href: '/programs/claims/contexts/payments#attestations',
    });
    expect(due.at(-1)).toMatchObject({ title: 'Hard date', about: 'legacy must be gone' });
  });
});
