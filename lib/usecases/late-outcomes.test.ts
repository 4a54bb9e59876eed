import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { draftRules } from './commands/draft-rules';
import { recordRun } from './commands/record-run';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { actsIn, goodRun, submissionOf } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { closedMs, laterDaysIn, type outcomesIn } from './testing/outcomes';

// What comes after its period had its run, and rules that cut a period: corrected in the open, and nothing counted twice.

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

describe('what comes late', () => {
  beforeAll(() => {
    acts = laterDays(12);
  });

  it('corrects its period by a run that takes the place of the first, once for all that came together', async () => {
    const source = 'late';
    await accepted(acts.send(0, [acts.told(source, 'legacy', 'A', 0), acts.told(source, 'legacy', 'B', 0)]));
    await acts.pair(closedMs);
    const [first] = await acts.runsOf(source);
    expect(first?.totals).toMatchObject({ missingInTarget: 2 });
    const target = (id: string) => acts.told(source, 'target', id, 1_000);
    expect(await accepted(acts.send(2 * hour, [target('A')]))).toMatchObject({ late: 1, tooLate: 0 });
    await accepted(acts.send(2 * hour + minute, [target('B')]));
    await acts.pair(2 * hour + 15 * minute - 1);
    expect(await acts.runsOf(source)).toHaveLength(1);
    await acts.pair(2 * hour + 15 * minute);
    const [was, is, ...more] = await acts.runsOf(source);
    expect(more).toEqual([]);
    expect(was).toMatchObject({ id: first?.id, supersededBy: is?.id, totals: first?.totals });
    expect(is).toMatchObject({ supersedes: first?.id, totals: { compared: 2, matched: 2 } });
    expect(JSON.stringify(is?.warnings)).toMatch(/after the period had closed/);
    await acts.pair(5 * hour);
    expect(await acts.runsOf(source)).toHaveLength(2);
  });

  it('in the next period also corrects the one before it, where its other side waits there', async () => {
    const source = 'reaching';
    const start = 6 * hour;
    await accepted(acts.send(start + hour, [acts.told(source, 'legacy', 'A', start + hour - 1_000)]));
    await acts.pair(start + closedMs);
    expect((await acts.runsOf(source)).map(({ totals }) => totals)).toMatchObject([{ missingInTarget: 1 }]);
    const slow = [acts.told(source, 'target', 'A', start + hour + 5_000)];
    expect(await accepted(acts.send(start + hour + 20 * minute, slow))).toMatchObject({ late: 0 });
    await acts.pair(start + 10 * hour);
    expect(await acts.finalRuns(source)).toMatchObject([{ totals: { compared: 1, matched: 1 } }]);
    expect(await acts.runsOf(source)).toHaveLength(2);
  });

  it('leaves an empty run, and never none, where all that a run counted turns out to belong elsewhere', async () => {
    const source = 'emptied';
    const start = 18 * hour;
    const target = acts.told(source, 'target', 'A', start + hour + 1_000, { dimensions: { productLine: 'motor' } });
    await accepted(acts.send(start + hour + 2_000, [target]));
    await acts.pair(start + hour + closedMs);
    await accepted(acts.send(start + 4 * hour, [acts.told(source, 'legacy', 'A', start + hour - 1_000)]));
    await acts.pair(start + 6 * hour);
    const final = (await acts.runsOf(source)).filter(({ supersededBy }) => supersededBy === null);
    expect(final.map(({ totals, outcome }) => [(totals as { compared: number }).compared, outcome]).sort()).toEqual([
      [0, 'inconclusive'],
      [1, 'match'],
    ]);
  });

  it('too late is kept and told, and no run counts it', async () => {
    const source = 'too-late';
    const start = 2 * day;
    await accepted(acts.send(start, acts.both(source, 'A', start)));
    await acts.pair(start + closedMs);
    const over = start + closedMs + 7 * day;
    expect(await accepted(acts.send(over, [acts.told(source, 'legacy', 'B', start)]))).toMatchObject({ late: 1 });
    await acts.pair(over + hour);
    expect(await acts.runsOf(source)).toHaveLength(2);
    const after = await accepted(acts.send(over + hour, [acts.told(source, 'legacy', 'C', start)]));
    expect(after).toMatchObject({ kept: 1, late: 0, tooLate: 1 });
    expect(after.warnings.join()).toMatch(/7 days/);
    expect(await accepted(acts.send(over + hour, [acts.told(source, 'legacy', 'C', start)]))).toMatchObject({
      tooLate: 0,
    });
    await acts.pair(over + 3 * hour);
    expect(await acts.runsOf(source)).toHaveLength(2);
    expect(await acts.waiting(source)).toMatchObject([{ tooLate: 1, waiting: [] }]);
  });

  it('is told as stuck where somebody replaced the period’s run by one of their own', async () => {
    const source = 'replaced';
    const start = 10 * day;
    await accepted(acts.send(start, acts.both(source, 'A', start)));
    await acts.pair(start + closedMs);
    const [made] = await acts.runsOf(source);
    const window = { from: acts.at(start), to: acts.at(start + hour) };
    const own = goodRun('own', window.to, { source, window, supersedes: made?.externalId ?? '' });
    await accepted(recordRun(acts.engineer(start + closedMs), house.program, submissionOf(own)));
    await accepted(acts.send(start + closedMs, [acts.told(source, 'legacy', 'B', start)]));
    expect(await acts.pair(start + 2 * hour)).toMatchObject({ stuck: 1 });
    expect(await acts.waiting(source)).toMatchObject([
      { waiting: [{ stuck: expect.stringMatching(/superseded before/) }] },
    ]);
  });
});

describe('rules that match otherwise', () => {
  it('cut the period in which they come into force; what lies behind the cut is of the next one, and nothing twice', async () => {
    acts = laterDays(2);
    const source = 'cut';
    const people = actsIn(house);
    people.goForward((acts.at(20 * minute).getTime() - Date.now()) / day);
    const change = people.instant().getTime() - acts.at(0).getTime();
    const ahead = [acts.told(source, 'legacy', 'B', change + 4 * minute)];
    await accepted(acts.send(change, [...acts.both(source, 'A', change - minute), ...ahead]));
    const document = { fields: {}, classify: [], matching: { window: 'PT2M', period: 'PT30M' } };
    const { version } = await accepted(draftRules(people.as('engineer'), house.program, 'payments', { document }));
    const told = {
      kind: 'activate_rules',
      context: 'payments',
      title: 'Rules',
      rationale: 'As agreed.',
      version,
    } as const;
    await accepted(people.execute(await people.signed(await accepted(people.propose(told)), 'business')));
    const rules = await inSnapshot((db) =>
      db.ruleSetVersion.findFirstOrThrow({ where: { version, state: 'in_force' } }),
    );
    const cut = rules.inForceFrom;
    await accepted(acts.send(40 * minute, [acts.told(source, 'target', 'B', change + 5 * minute)]));
    await acts.pair(hour + closedMs);
    const runs = (await acts.runsOf(source)).sort((a, b) => a.windowFrom.getTime() - b.windowFrom.getTime());
    expect(runs.map((run) => [run.windowFrom, run.windowTo, run.ruleSetVersion, run.outcome])).toEqual([
      [acts.at(0), cut, version, 'match'],
      [cut, acts.at(30 * minute), version, 'match'],
    ]);
  });
});
