import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { mergePattern, unmergePattern } from './commands/merge-pattern';
import { joinPattern, splitPattern } from './commands/split-pattern';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { listPatterns } from './queries/list-patterns';
import { viewContext } from './queries/view-context';
import { viewPattern } from './queries/view-pattern';
import { viewPatterns } from './queries/view-patterns';
import { actsIn } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { larger, lastPlace, patternsIn, shifted, shorter } from './testing/patterns';

// Patterns that are one, and one that is several; and the list of all of them.

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  await send('first', [lastPlace, lastPlace, larger, shifted]);
  const owner = house.people.lead;
  const rule = { resolution: 'hidden_legacy_rule', hiddenLegacyRule: 'It cuts.' } as const;
  await accepted(
    patch(await called('one in the last place'), { owner, severity: 'minor', category: 'rounding', ...rule }),
  );
  const loud = await accepted(patch(await called('is larger on target'), { owner, severity: 'major' }));
  await accepted(patch(loud, { severity: 'info', category: 'known_variance' }));
  await accepted(patch(await called('10^1 times'), { owner }));
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const { send, list, called, one, patch, entries, gateFacts } = patternsIn(
  () => house,
  () => acts,
);

/** What the database says to a split that is taken back with nothing judged; null where it lets it be. */
const joinedByHand = async (id: string): Promise<string | null> => {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`UPDATE pattern SET split_by = NULL, state = 'open' WHERE id = $1`, [id]);
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? null;
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
};

describe('merged patterns', () => {
  it('are one line that counts for all, and gates go on counting each', async () => {
    await send('m-1', [lastPlace, lastPlace, larger, shifted]);
    const [small, big] = [await called('one in the last place'), await called('is larger on target')];
    const before = { gate: await gateFacts(), list: await list({ state: 'open' }) };
    const head = await accepted(
      mergePattern(acts.as('lead'), house.program, small.id, { revision: small.revision, into: big.id }),
    );
    expect(await gateFacts()).toEqual(before.gate);
    expect(head).toMatchObject({
      number: big.number,
      members: 1,
      open: small.open + big.open,
      total: small.total + big.total,
      highestSeverity: 'major',
      merged: [{ number: small.number }],
    });
    const listed = await list({ state: 'open' });
    expect(listed.map(({ id }) => id)).toEqual(before.list.map(({ id }) => id).filter((id) => id !== small.id));
    const view = await accepted(viewPatterns(acts.as('lead'), house.program, {}));
    expect(view.page.total).toBe(listed.length);
    expect(view.lede).toMatch(new RegExp(`^4 open discrepancies are ${listed.length} patterns`));
    const context = await accepted(viewContext(acts.as('lead'), house.program, 'payments'));
    expect([context.openPatterns, context.openMerged]).toEqual([listed.length, 1]);
    expect(context.openPatterns + context.openMerged).toBe(before.gate.length);
    expect((await one(small.id)).mergedInto).toBe(big.number);
    expect((await entries('pattern.merged', small.id)).at(-1).data.into.number).toBe(big.number);
  });

  it('are triaged at their head, severity by severity', async () => {
    const [small, head] = [await called('is larger on target'), await called('is larger on target')];
    const member = (await one(head.id)).merged[0];
    expect(await patch(await one(member?.id ?? ''), { note: 'Not here.' })).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });
    await accepted(patch(small, { severity: 'major' }));
    expect(await one(member?.id ?? '')).toMatchObject({ severity: 'major', highestSeverity: 'major' });
  });

  it('of two people who merge the same one, one does; and each can be taken out again', async () => {
    const [head, other] = [await called('is larger on target'), await called('10^1 times')];
    const results = await Promise.all(
      (['lead', 'engineer', 'owner'] as const).map((role) =>
        mergePattern(acts.as(role), house.program, other.id, { revision: other.revision, into: head.id }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const gate = await gateFacts();
    for (const { id } of (await one(head.id)).merged) {
      const { revision } = await one(id);
      await accepted(unmergePattern(acts.as('lead'), house.program, id, { revision }));
    }
    expect(await gateFacts()).toEqual(gate);
    expect(await one(head.id)).toMatchObject({ members: 0, merged: [] });
    expect((await list({ state: 'open' })).map(({ mergedInto }) => mergedInto)).toEqual([null, null, null]);
  });

  it('take along what was merged into them before', async () => {
    const [a, b, c] = [await called('one in the last place'), await called('is larger on'), await called('10^1 times')];
    await accepted(mergePattern(acts.as('lead'), house.program, a.id, { revision: a.revision, into: b.id }));
    const { revision } = await one(b.id);
    const head = await accepted(mergePattern(acts.as('lead'), house.program, b.id, { revision, into: c.id }));
    expect(head.merged.map(({ number }) => number)).toEqual([a.number, b.number].sort((x, y) => x - y));
    for (const { id } of head.merged) {
      await accepted(unmergePattern(acts.as('lead'), house.program, id, { revision: (await one(id)).revision }));
    }
  });
});

describe('a split pattern', () => {
  const whole = () => called('one in the last place');

  it('stands in its parts, which have all of it and begin with its triage; gates see no less', async () => {
    const pattern = await whole();
    const before = await gateFacts();
    const split = await accepted(
      splitPattern(acts.as('lead'), house.program, pattern.id, {
        revision: pattern.revision,
        dimension: 'productLine',
      }),
    );
    expect(split).toMatchObject({ state: 'split', splitBy: 'productLine' });
    expect((await accepted(viewPattern(acts.as('lead'), house.program, pattern.number))).closedBy).toBe(
      'It is split by productLine now: its parts stand for it.',
    );
    const parts = await Promise.all(split.parts.map(({ id }) => one(id)));
    expect(new Set(split.parts.map(({ value }) => value))).toEqual(new Set(['motor', 'home', null]));
    expect(parts.reduce((sum, { total }) => sum + total, 0)).toBe(pattern.total);
    expect(parts.reduce((sum, { open }) => sum + open, 0)).toBe(pattern.open);
    for (const part of parts) {
      expect(part).toMatchObject({
        partOf: pattern.number,
        severity: pattern.severity,
        highestSeverity: pattern.highestSeverity,
        category: pattern.category,
        owner: pattern.owner,
      });
    }
    const after = await gateFacts();
    expect(after.length).toBeGreaterThanOrEqual(before.length);
    expect(parts.some(({ state }) => state === 'open')).toBe(true);
    expect((await list()).map(({ id }) => id)).not.toContain(pattern.id);
    expect((await list({ state: 'split' })).map(({ id }) => id)).toEqual([pattern.id]);
  });

  it('goes on in its parts when runs come, and a part that is lacked is gone', async () => {
    // In order: motor, home, none.
    await send('s-1', [lastPlace]);
    const [pattern] = await list({ state: 'split' });
    if (pattern === undefined) throw new Error('no split pattern');
    const { parts } = await one(pattern.id);
    const state = async (value: string | null) =>
      (await one(parts.find((part) => part.value === value)?.id ?? '')).state;
    expect([await state('motor'), await state('home'), await state(null)]).toEqual(['open', 'gone', 'gone']);
    await send('s-2', [lastPlace, lastPlace, lastPlace]);
    expect([await state('motor'), await state('home'), await state(null)]).toEqual(['open', 'open', 'open']);
    const sums = await Promise.all(parts.map(({ id }) => one(id)));
    expect(sums.reduce((sum, { total }) => sum + total, 0)).toBe((await one(pattern.id)).total);
    expect(sums.map(({ examples }) => examples.every(({ pattern: of }) => sums.some(({ id }) => id === of)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is joined again at the worst that it or a part ever was, and splits into the same parts', async () => {
    const [pattern] = await list({ state: 'split' });
    if (pattern === undefined) throw new Error('no split pattern');
    const { parts } = await one(pattern.id);
    const motor = await one(parts.find(({ value }) => value === 'motor')?.id ?? '');
    await accepted(patch(motor, { severity: 'critical' }));
    const joined = await accepted(
      joinPattern(acts.as('lead'), house.program, pattern.id, { revision: (await one(pattern.id)).revision }),
    );
    expect(joined).toMatchObject({ state: 'open', splitBy: null, highestSeverity: 'critical', parts: [] });
    expect((await list()).map(({ partOf }) => partOf)).toEqual((await list()).map(() => null));
    const again = await accepted(
      splitPattern(acts.as('lead'), house.program, pattern.id, {
        revision: joined.revision,
        dimension: 'productLine',
        value: 'motor',
      }),
    );
    expect(again.parts).toMatchObject([{ id: motor.id, value: 'motor' }, { value: null }]);
    const sums = await Promise.all(again.parts.map(({ id }) => one(id)));
    expect(sums.reduce((sum, { total }) => sum + total, 0)).toBe(joined.total);
    await accepted(joinPattern(acts.as('lead'), house.program, pattern.id, { revision: again.revision }));
  });

  it('that nobody had judged keeps, joined again, what one of its parts was judged', async () => {
    await send('fresh', [shorter, shorter, lastPlace, larger, shifted]);
    const pattern = await called('cut');
    const split = await accepted(
      splitPattern(acts.as('lead'), house.program, pattern.id, {
        revision: pattern.revision,
        dimension: 'productLine',
      }),
    );
    const home = split.parts.find(({ value }) => value === 'home');
    await accepted(patch(await one(home?.id ?? ''), { severity: 'critical', category: 'genuine' }));
    expect(await joinedByHand(pattern.id)).toBe('LG070');
    const { revision } = await one(pattern.id);
    const joined = await accepted(joinPattern(acts.as('lead'), house.program, pattern.id, { revision }));
    expect(joined).toMatchObject({ triaged: true, category: 'unclassified', highestSeverity: 'critical' });
    const minor = await accepted(patch(joined, { severity: 'minor', owner: house.people.lead }));
    expect(minor).toMatchObject({ severity: 'minor', highestSeverity: 'critical' });
  });

  it('is not split by what it was never seen with', async () => {
    const pattern = await whole();
    const by = (dimension: string, value?: string) =>
      splitPattern(acts.as('lead'), house.program, pattern.id, {
        revision: pattern.revision,
        dimension,
        ...(value === undefined ? {} : { value }),
      });
    for (const result of [await by('geography'), await by('productLine', 'travel')]) {
      expect(result).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    }
  });
});

describe('the list', () => {
  it('pages through every order without repeating or leaving out, forth and back, and counts exactly', async () => {
    for (const sort of ['severity', 'count', 'recent', 'oldest', 'trend'] as const) {
      const whole = await accepted(listPatterns(acts.as('lead'), house.program, { sort, limit: 200 }));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await accepted(
          listPatterns(acts.as('lead'), house.program, { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) }),
        );
        seen.push(...page.items.map(({ id }) => id));
        expect(page.total).toBe(whole.items.length);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole.items.map(({ id }) => id));
    }
  });

  it('takes no cursor for another order, and none that is broken, for a place', async () => {
    const first = await accepted(listPatterns(acts.as('lead'), house.program, { sort: 'count', limit: 1 }));
    const whole = await list({ sort: 'recent' });
    for (const cursor of [
      first.nextCursor ?? '',
      'b41',
      'WyJyZWNlbnQiXQ',
      Buffer.from('["recent","after",["1;--"],0]').toString('base64url'),
    ]) {
      expect(await list({ sort: 'recent', cursor })).toEqual(whole);
    }
  });

  it('finds what each filter says', async () => {
    const all = await list();
    expect(await list({ owner: 'me' })).toEqual([]);
    expect((await accepted(listPatterns(acts.as('lead'), house.program, { owner: 'me' }))).items).toHaveLength(
      all.length,
    );
    expect(await list({ owner: 'none' })).toEqual([]);
    expect(await list({ resolution: 'hidden_legacy_rule' })).toHaveLength(1);
    expect(await list({ resolution: 'none' })).toHaveLength(all.length - 1);
    expect(await list({ layer: 'row' })).toEqual([]);
    expect(await list({ q: `P-${all[0]?.number}` })).toMatchObject([{ id: all[0]?.id }]);
    expect(await list({ q: '100%_' })).toEqual([]);
    const { items, total } = await accepted(listPatterns(acts.as('lead'), house.program, { state: 'open', limit: 1 }));
    expect([items.length, total]).toEqual([1, (await list({ state: 'open' })).length]);
  });
});
