import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckFacts, RunFacts } from '@/lib/domain/comparison/run-facts';
import { databaseUrl } from '@/lib/env';
import { type Db, inSnapshot } from '@/lib/store/database';
import { listPatternFacts } from '@/lib/store/evidence-facts';
import { loadPatternStandings } from '@/lib/store/pattern-standings';
import { audit } from '@/lib/store/testing/audit';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { actsIn, badRun, dayMs, goodRun } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House } from './testing/house';
import { shorter } from './testing/patterns';

// What stands of a pattern is kept as runs come in. It must always be what a walk through all of history would find: with
// runs that come late and out of order, baselines, runs that supersede others, and complete runs that lack a pattern.

const seed = printedSeed('pattern standings', process.env.SEED);
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

type Stand = { pattern: string; open: number; category: string; severity: string; passed: boolean };

/** The slow way: every sighting of every run, the newest of each stream, and every later run asked whether it lacks it. */
const walked = (db: Db): Promise<Stand[]> =>
  db.$queryRaw`
    SELECT p.id::text AS pattern, latest.open, latest.category, latest.severity,
           EXISTS (SELECT 1 FROM run later LEFT JOIN run_check k ON k.run_id = later.id AND k.key = p.check_key
                    WHERE later.context_id = p.context_id AND later.source = latest.source AND later.layer = latest.layer
                      AND later.workload IS NOT DISTINCT FROM latest.workload
                      AND (later.legacy->'dataset', later.target->'dataset') = (latest.legacy, latest.target)
                      AND (later.layer <> 'query' OR later.engine IS NOT DISTINCT FROM latest.engine)
                      AND CASE WHEN p.check_key IS NULL THEN later.complete
                               ELSE later.status = 'completed' AND k.outcome = 'match' END AND NOT later.baseline AND later.superseded_by IS NULL
                      AND later.window_to > latest.window_to
                      AND NOT EXISTS (SELECT 1 FROM pattern_run seen WHERE seen.pattern_id = p.id AND seen.run_id = later.id)
                  ) AS passed
      FROM pattern p
      JOIN LATERAL (
        SELECT DISTINCT ON (r.source, r.layer, r.workload, r.legacy->'dataset', r.target->'dataset', asked.engine)
               r.source, r.layer, r.workload, r.legacy->'dataset' AS legacy, r.target->'dataset' AS target,
               asked.engine, r.window_to, s.open, s.category, s.severity
          FROM pattern_run s JOIN run r ON r.id = s.run_id
          CROSS JOIN LATERAL (SELECT CASE WHEN r.layer = 'query' THEN r.engine END AS engine) AS asked
         WHERE s.pattern_id = p.id AND NOT r.baseline AND r.superseded_by IS NULL
         ORDER BY r.source, r.layer, r.workload, r.legacy->'dataset', r.target->'dataset', asked.engine,
                  r.window_to DESC, r.number DESC
      ) AS latest ON true`;

type Figure = { pattern: string; baseline: boolean; stream: string; runs: number; total: number; first: Date };

const walkedFigures = (db: Db): Promise<Figure[]> =>
  db.$queryRaw`
    SELECT s.pattern_id::text AS pattern, r.baseline, concat_ws('/', r.source, r.layer, COALESCE(r.workload, '')) AS stream,
           count(*)::int AS runs, sum(s.count)::int AS total, min(s.window_to) AS first
      FROM pattern_run s JOIN run r ON r.id = s.run_id WHERE r.superseded_by IS NULL
     GROUP BY 1, 2, 3, r.legacy->'dataset', r.target->'dataset', CASE WHEN r.layer = 'query' THEN r.engine END
     ORDER BY 1, 2, 3, 4, 5, 6`;

const keptFigures = (db: Db): Promise<Figure[]> =>
  db.$queryRaw`
    SELECT pattern_id::text AS pattern, baseline, concat_ws('/', source, layer, workload) AS stream, runs,
           total::int AS total, first_seen_at AS first FROM pattern_standing ORDER BY 1, 2, 3, 4, 5, 6`;

const totals = (db: Db): Promise<{ kept: number; walked: number }[]> =>
  db.$queryRaw`
    SELECT p.total::int AS kept, COALESCE((SELECT sum(s.count) FROM pattern_run s JOIN run r ON r.id = s.run_id
             WHERE s.pattern_id = p.id AND r.superseded_by IS NULL), 0)::int AS walked FROM pattern p`;

const stateOf = (stands: readonly Stand[]): string => {
  const standing = stands.filter(({ passed }) => !passed);
  if (standing.some(({ open }) => open > 0)) return 'open';
  return standing.length > 0 ? 'explained' : 'gone';
};

const inOrder = (stands: readonly Stand[]): string[] => stands.map((stand) => JSON.stringify(stand)).sort();

const agree = async (): Promise<void> => {
  const found = await inSnapshot(async (db) => {
    const [context] = await db.context.findMany();
    const kept = await loadPatternStandings(db, context?.id ?? '');
    return {
      walked: await walked(db),
      kept: kept.map(({ patternId: pattern, open, category, severity, laterComplete: passed }) => ({
        pattern,
        open,
        category,
        severity,
        passed,
      })),
      figures: [await keptFigures(db), await walkedFigures(db)],
      totals: await totals(db),
      states: await db.pattern.findMany({ select: { id: true, state: true } }),
      facts: await listPatternFacts(db, [context?.id ?? '']),
    };
  });
  expect(inOrder(found.kept)).toEqual(inOrder(found.walked));
  expect(found.figures[0]).toEqual(found.figures[1]);
  for (const { kept, walked: sum } of found.totals) expect(kept).toBe(sum);
  for (const { id, state } of found.states) {
    expect(state).toBe(stateOf(found.walked.filter(({ pattern }) => pattern === id)));
  }
  for (const { id, ruled } of found.facts) {
    const open = found.walked.filter(({ pattern, passed, open }) => pattern === id && !passed && open > 0);
    expect(ruled).toEqual([...new Set(open.map(({ category }) => category))].sort());
  }
};

// Three ways to differ, each a pattern of its own.
const amounts = [
  ['103.42', '103.41'],
  ['12.00', '15.00'],
  ['7.00', '0.70'],
] as const;

const pick = <T>(things: readonly T[]): T => {
  const thing = things[chance.below(things.length)];
  if (thing === undefined) throw new Error('nothing to pick from');
  return thing;
};

/** Some of two sums, each of which agrees, differs or breaks. One that supersedes another has its sums already. */
const sums = (older: RunFacts | null): CheckFacts[] =>
  older !== null
    ? []
    : ['amount.sum', 'fee.sum']
        .filter(() => chance.below(2) === 0)
        .map((key) => ({
          ...{ key, kind: 'aggregate', metric: 'sum', field: null, tolerance: null, totals: null },
          ...{ legacy: '10', target: pick(['10', '12']), reported: pick([null, null, 'error']) },
        }));

it('what stands of a pattern is what a walk through all runs finds, whatever came and in whatever order', async () => {
  const start = acts.justNow().getTime() - 40 * dayMs;
  const sent: RunFacts[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const older = chance.below(4) === 0 ? pick([...sent, null]) : null;
    const to = older?.window.to ?? new Date(start + chance.below(40) * dayMs);
    const differing = amounts.filter(() => chance.below(2) === 0);
    const facts = badRun(`history-${turn}`, to, differing, {
      source: older?.source ?? pick(['nightly', 'hourly']),
      layer: older?.layer ?? pick(['outcome', 'row', 'query'] as const),
      engine: older === null ? pick([null, 'spark-3.5', 'trino-435']) : older.engine,
      workload: older === null ? pick([null, 'reads', 'writes'] as const) : older.workload,
      legacy: older?.legacy ?? { dataset: pick(['claim', 'payment', null]), position: null, version: null },
      baseline: older?.baseline ?? chance.below(4) === 0,
      discrepanciesSampled: differing.length > 0 && chance.below(3) === 0,
      checks: (older?.checks ?? []).concat(sums(older)),
      supersedes: older?.externalId ?? null,
    });
    const run =
      differing.length === 0 ? goodRun(facts.externalId, to, { ...facts, totals: goodRun('', to).totals }) : facts;
    await accepted(acts.send(run));
    sent.push(run);
    if (older !== null) sent.splice(sent.indexOf(older), 1);
    if (turn % 6 === 5) await agree();
  }
  await agree();
}, 120_000);

it('a complete run of one engine shows no pattern gone from another', async () => {
  const patterns = () => inSnapshot((db) => db.pattern.findMany({ where: { sentence: { contains: 'cut short' } } }));
  const ask = (name: string, engine: string, differing: boolean, hour: number) => {
    const to = new Date(acts.justNow().getTime() - (10 - hour) * 3_600_000);
    const change = { source: 'consumers', layer: 'query', engine } as const;
    return accepted(acts.send(differing ? badRun(name, to, [shorter], change) : goodRun(name, to, change)));
  };
  await ask('spark-1', 'spark-3.5', true, 1);
  const [before] = await patterns();
  await ask('trino-1', 'trino-435', false, 2);
  expect(before?.state).toBe('open');
  expect(await patterns()).toMatchObject([{ state: 'open' }]);
  await ask('spark-2', 'spark-3.5', false, 3);
  expect(await patterns()).toMatchObject([{ state: 'gone', reopened: 0 }]);
});

it('an installation that is migrated begins with the same', async () => {
  const sqlOf = (name: string) => readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8');
  const fillOf = (sql: string) => /WITH sighting AS[^;]*;/.exec(sql)?.[0] ?? '';
  const engines = sqlOf('20261121138610_standing_engines');
  const rows = 'SELECT * FROM pattern_standing ORDER BY pattern_id, baseline, source, layer, workload, datasets';
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query('BEGIN');
    const kept = await client.query(rows);
    await client.query('DELETE FROM pattern_standing');
    await client.query(fillOf(sqlOf('20261121137100_standing_datasets')));
    await client.query(/DELETE FROM pattern_standing[^;]*;/.exec(engines)?.[0] ?? '');
    await client.query(fillOf(engines));
    expect((await client.query(rows)).rows).toEqual(kept.rows);
    expect(kept.rows.length).toBeGreaterThan(0);
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
});
