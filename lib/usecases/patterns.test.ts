import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { draftRules } from './commands/draft-rules';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { triagePattern, triagePatterns } from './commands/triage-pattern';
import { listKnowledge, viewKnowledge } from './queries/view-knowledge';
import { viewPattern } from './queries/view-pattern';
import { actsIn, badRun, goodRun } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';
import { larger, lastPlace, patternsIn, shifted } from './testing/patterns';

// Patterns with a person’s name on them: triage, what they taught, and their return.

const seed = printedSeed('patterns', process.env.SEED);
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

const { send, list, called, one, patch, entries, gateFacts } = patternsIn(
  () => house,
  () => acts,
);

describe('triage', () => {
  it('keeps who, what it taught, who fixes it and until when, and puts old and new on record', async () => {
    await send('t-1', [lastPlace, lastPlace, larger, shifted]);
    const pattern = await called('one in the last place');
    expect(pattern).toMatchObject({ state: 'open', open: 2, total: 2, reopened: 0, resolution: null, members: 0 });
    const after = await accepted(
      patch(pattern, {
        owner: house.people.owner,
        category: 'rounding',
        severity: 'minor',
        resolution: 'hidden_legacy_rule',
        hiddenLegacyRule: 'Legacy rounds half down on motor.',
        taught: 'Rounding differs by product line.',
        fixer: { person: house.people.engineer },
        due: '2030-02-28',
        links: ['https://tracker.example/PAY-1'],
      }),
    );
    expect(after).toMatchObject({
      revision: pattern.revision + 1,
      owner: { id: house.people.owner },
      fixer: { person: house.people.engineer, name: 'Person of engineer' },
      due: '2030-02-28',
      resolution: 'hidden_legacy_rule',
      lessons: [{ resolution: 'hidden_legacy_rule', endedAt: null, fixer: 'Person of engineer' }],
    });
    const [entry] = await entries('pattern.triaged', pattern.id);
    expect(entry.data.changes).toContainEqual({ member: 'category', from: 'unclassified', to: 'rounding' });
    expect(entry.data.changes).toContainEqual({ member: 'links', from: [], to: ['https://tracker.example/PAY-1'] });
    expect(entry.data.changes).toContainEqual({ member: 'due', from: null, to: '2030-02-28' });
  });

  it('refuses an old look, a stranger, a link that is none, and a change of nothing', async () => {
    const pattern = await called('one in the last place');
    const refusals = [
      [await patch({ ...pattern, revision: pattern.revision - 1 }, { note: 'Late.' }), 'stale_view'],
      [await patch(pattern, { owner: '00000000-0000-7000-8000-000000000000' }), 'invalid_body'],
      [await patch(pattern, { fixer: { person: '00000000-0000-7000-8000-000000000000' } }), 'invalid_body'],
      [await patch(pattern, { links: ['http://tracker.example/1'] }), 'invalid_body'],
      [await patch(pattern, { severity: 'minor' }), 'nothing_to_change'],
      [await triagePattern(acts.as('viewer'), house.program, pattern.id, { revision: 1, note: 'x' }), 'role_missing'],
    ] as const;
    for (const [result, code] of refusals) expect(result).toMatchObject({ ok: false, refusal: { code } });
    expect((await one(pattern.id)).revision).toBe(pattern.revision);
  });

  it('a resolution makes no gate greener: it is open for gates, at the worst it ever was', async () => {
    const pattern = await called('is larger on target');
    const before = await gateFacts();
    await accepted(patch(pattern, { resolution: 'variance_accepted', taught: 'It may differ.' }));
    expect(await gateFacts()).toEqual(before);
    const worse = await accepted(patch(await one(pattern.id), { severity: 'major', category: 'genuine' }));
    await accepted(patch(worse, { severity: 'info', category: 'known_variance' }));
    expect(await one(pattern.id)).toMatchObject({ severity: 'info', highestSeverity: 'major', state: 'open' });
    expect(await gateFacts()).toContain('major known_variance');
  });

  it('of two people at once one is heard, and the other is told to look again', async () => {
    const pattern = await called('10^1 times');
    const results = await Promise.all(
      chance
        .shuffled(['engineer', 'lead', 'owner', 'business'] as const)
        .map((role) =>
          triagePattern(acts.as(role), house.program, pattern.id, { revision: pattern.revision, note: `By ${role}.` }),
        ),
    );
    const heard = results.flatMap((result) => (result.ok ? [result.value.note] : []));
    expect(heard).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.refusal.code).toBe('stale_view');
    expect((await one(pattern.id)).note).toBe(heard[0]);
    expect(await entries('pattern.triaged', pattern.id)).toHaveLength(1);
  });
});

describe('many at once', () => {
  it('get the same change, or none does', async () => {
    const all = await list();
    const named = all.map(({ id, revision }) => ({ id, revision }));
    const [first, ...others] = named;
    if (first === undefined) throw new Error('no patterns');
    const stale = [...others, { ...first, revision: first.revision + 1 }];
    const change = { owner: house.people.lead };
    expect(await triagePatterns(acts.as('lead'), house.program, { patterns: stale, change })).toMatchObject({
      ok: false,
      refusal: { code: 'stale_view', errors: [{ pointer: `/patterns/${others.length}/revision` }] },
    });
    expect(await list()).toEqual(all);
    const { items } = await accepted(triagePatterns(acts.as('lead'), house.program, { patterns: named, change }));
    expect(items.map(({ owner }) => owner?.id)).toEqual(items.map(() => house.people.lead));
    expect(items.map(({ revision, id }) => revision - (named.find((each) => each.id === id)?.revision ?? 0))).toEqual(
      items.map(() => 1),
    );
    const again = items.map(({ id, revision }) => ({ id, revision }));
    expect(await triagePatterns(acts.as('lead'), house.program, { patterns: again, change })).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_to_change' },
    });
    expect(await triagePatterns(acts.as('lead'), house.program, { patterns: [first, first], change })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_body' },
    });
  });
});

describe('a pattern that comes back', () => {
  it('says so, keeps what it was resolved as and its highest severity, and is not resolved any more', async () => {
    await send('back-gone', []);
    const gone = await called('is larger on target');
    expect(gone).toMatchObject({ state: 'gone', resolution: 'variance_accepted', open: 0 });
    expect((await accepted(viewPattern(acts.as('lead'), house.program, gone.number))).closedBy).toBe(
      'It is gone now: a later complete run no longer shows it.',
    );
    await send('back', [larger]);
    const back = await one(gone.id);
    expect(back).toMatchObject({
      state: 'open',
      reopened: 1,
      resolution: null,
      taught: null,
      highestSeverity: 'major',
      lessons: [{ resolution: 'variance_accepted', endedBecause: 'reopened' }],
    });
    expect((await entries('pattern.reopened', gone.id)).map(({ data }) => data)).toMatchObject([
      { was: 'gone', resolution: 'variance_accepted', times: 1 },
    ]);
    expect((await accepted(viewPattern(acts.as('lead'), house.program, gone.number))).returned).toMatch(
      /^It came back on .*, for the first time, after it was resolved as variance accepted\.$/,
    );
    expect((await list({ reopened: 'true' })).map(({ id }) => id)).toEqual([gone.id]);
  });

  it('is not a pattern that is open again only because the run that lacked it lost its place', async () => {
    await send('lacks', []);
    const { answer } = await send('again', [larger]);
    expect(answer.context).toBe('payments');
    const before = await called('is larger on target');
    const to = acts.justNow();
    await accepted(acts.send(goodRun('gone-for-now', to)));
    expect((await one(before.id)).state).toBe('gone');
    const sampled = badRun('instead', to, [shifted], { discrepanciesSampled: true, supersedes: 'gone-for-now' });
    await accepted(acts.send(sampled));
    expect(await one(before.id)).toMatchObject({ state: 'open', reopened: before.reopened });
  });

  it('was fixed, as somebody said, and a window that began later shows it all the same', async () => {
    const pattern = await called('is larger on target');
    await accepted(patch(pattern, { resolution: 'target_defect_fixed' }));
    await send('same-window', [larger]);
    expect(await one(pattern.id)).toMatchObject({ resolution: 'target_defect_fixed', reopened: pattern.reopened });
    acts.goForward(1.1);
    await send('window-after', [larger]);
    expect(await one(pattern.id)).toMatchObject({ resolution: null, reopened: pattern.reopened + 1, state: 'open' });
    const reopenings = await entries('pattern.reopened', pattern.id);
    expect(reopenings.at(-1).data).toMatchObject({ was: 'resolved', resolution: 'target_defect_fixed' });
  });
});

describe('a baseline', () => {
  it('marks legacy’s own noise, says how often, and explains nothing', async () => {
    const gate = await gateFacts();
    await send('b-1', [shifted], { baseline: true });
    await send('b-2', [shifted, shifted], { baseline: true });
    const pattern = await called('10^1 times');
    expect(pattern).toMatchObject({ baseline: true });
    expect(await gateFacts()).toEqual(gate);
    const { baselineNoise } = await one(pattern.id);
    expect(baselineNoise).toMatchObject({ runs: 2, total: 3 });
    expect(baselineNoise?.rate).toBeCloseTo(3 / 2_000, 6);
    expect(baselineNoise?.comparedRate).toBeGreaterThan(0);
    const view = await accepted(viewPattern(acts.as('lead'), house.program, pattern.number));
    expect(view.noise?.words).toMatch(/3 times in 2 baseline runs.* Only a signed-off rule explains it\.$/);
    expect((await list({ baseline: 'true' })).map(({ id }) => id)).toEqual([pattern.id]);
  });
});

describe('knowledge', () => {
  it('has what patterns of a context taught, what stands and what did not hold', async () => {
    await send('k-1', [lastPlace]);
    const { items } = await accepted(listKnowledge(acts.as('viewer'), house.program, 'payments', {}));
    expect(items.map(({ resolution, endedBecause }) => [resolution, endedBecause])).toEqual([
      ['target_defect_fixed', 'reopened'],
      ['variance_accepted', 'reopened'],
      ['hidden_legacy_rule', 'reopened'],
    ]);
    const pattern = await called('one in the last place');
    const rule = { resolution: 'hidden_legacy_rule', hiddenLegacyRule: 'It cuts.', fixer: { name: 'Vendor' } } as const;
    await accepted(patch(pattern, rule));
    const standing = await accepted(listKnowledge(acts.as('viewer'), house.program, 'payments', { standing: 'true' }));
    expect(standing.items).toMatchObject([
      {
        hiddenLegacyRule: 'It cuts.',
        fixer: 'Vendor',
        learntBy: 'Person of engineer',
        pattern: { number: pattern.number },
      },
    ]);
    const first = await accepted(listKnowledge(acts.as('viewer'), house.program, 'payments', { limit: 1 }));
    const cursor = first.nextCursor ?? '';
    const second = await accepted(listKnowledge(acts.as('viewer'), house.program, 'payments', { limit: 9, cursor }));
    expect([...first.items, ...second.items]).toHaveLength(4);
    const view = await accepted(viewKnowledge(acts.as('viewer'), house.program, 'payments', {}));
    expect(view.lede).toBe(
      'Comparing the two sides taught 4 things about Payments. 2 are rules of legacy that nobody had written down.',
    );
  });
});

describe('rules', () => {
  it('explain a pattern that nobody resolved, and the pattern comes back when other rules come into force', async () => {
    const activate = async (version: number) => {
      const body = {
        kind: 'activate_rules',
        context: 'payments',
        title: 'Rules',
        rationale: 'As agreed.',
        version,
      } as const;
      await accepted(acts.execute(await acts.signed(await accepted(acts.propose(body)), 'business')));
    };
    acts.goForward(0.01);
    await activate(1);
    await send('r-1', [lastPlace]);
    const pattern = await called('one in the last place');
    expect(pattern).toMatchObject({ state: 'explained', open: 0 });
    const strict = { fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even' } }, classify: [] };
    const { version } = await accepted(
      draftRules(acts.as('engineer'), house.program, 'payments', { document: strict }),
    );
    acts.goForward(0.01);
    await activate(version);
    await send('r-2', [lastPlace]);
    expect(await one(pattern.id)).toMatchObject({ state: 'open', reopened: pattern.reopened + 1 });
    expect((await entries('pattern.reopened', pattern.id)).at(-1).data).toMatchObject({ was: 'explained' });
  });
});
