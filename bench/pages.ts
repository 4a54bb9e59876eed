import pg from 'pg';
import { setEnv } from '@/lib/env';
import { closeDatabase } from '@/lib/store/database';
import { system } from '@/lib/usecases/context';
import { viewPatterns } from '@/lib/usecases/queries/view-patterns';
import { viewRun } from '@/lib/usecases/queries/view-run';
import { viewRuns } from '@/lib/usecases/queries/view-runs';
import { median } from './figures';
import type { Place } from './place';
import { program } from './program';
import { sampleRun } from './run-bodies';

export type PageLoad = { times: number; small: Size; large: Size };

/** So many runs in all, each with so many times the discrepancies of the first. */
export type Size = { runs: number; fold: number };

/** Server time of a page in milliseconds, among few discrepancies and among many. */
export type PageFigure = { name: string; few: number; many: number; ratio: number };
export type PagesMeasured = { few: number; many: number; pages: PageFigure[] };

const sampleSize = 500;

/** The first run, sent as anybody would: what is filled in by SQL is made of copies of it. */
const sendSample = async (place: Place, key: string): Promise<string> => {
  const response = await fetch(`${place.door.url}/api/v1/programs/${program}/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: sampleRun('pages-first', sampleSize),
  });
  const answer = (await response.json()) as { id: string };
  if (response.status !== 201) throw new Error(`POST /runs: ${response.status} ${JSON.stringify(answer)}`);
  return answer.id;
};

const atOnce = 20;

/** Runs from `from` on, each a day before the one before, received as its window ended; months begin with the first of each. */
const copyRuns = (run: string, from: number, fold: number) => `
  SET session_replication_role = replica;
  CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', t.number + n,
             'external_id', 'pages-' || n, 'digest', md5(n::text) || md5(n::text),
             'window_from', t.window_from - n * interval '6 hours', 'window_to', t.window_to - n * interval '6 hours',
             'received_at', t.received_at - n * interval '6 hours', 'discrepancy_count', t.discrepancy_count * ${fold}))).*
      FROM run t, generate_series(${from}, ${from + atOnce - 1}) n WHERE t.id = '${run}';
  SELECT ensure_discrepancy_month(received_at) FROM made;
  INSERT INTO run SELECT * FROM made;
  INSERT INTO run_body SELECT m.id, b.media_type, b.bytes FROM run_body b, made m WHERE b.run_id = '${run}';
  INSERT INTO run_batch (run_id, batch, first, lines, digest, received_at)
    SELECT id, 0, 0, discrepancy_count, digest, received_at FROM made;
  INSERT INTO pattern_run SELECT (jsonb_populate_record(s, jsonb_build_object('run_id', m.id, 'window_to', m.window_to,
      'count', s.count * ${fold}, 'open', s.open * ${fold}))).* FROM pattern_run s, made m WHERE s.run_id = '${run}';
  INSERT INTO pattern_cohort SELECT (jsonb_populate_record(c, jsonb_build_object('run_id', m.id, 'count', c.count * ${fold},
      'open', c.open * ${fold}))).* FROM pattern_cohort c, made m WHERE c.run_id = '${run}';
  INSERT INTO discrepancy (run_id, received_at, position, pattern_id, correlation_id, kind, field, legacy, target, sent,
                           dimensions, observed_at, outcome)
    SELECT m.id, m.received_at, d.position + turn * ${sampleSize}, d.pattern_id, d.correlation_id || '-' || turn, d.kind, d.field,
           d.legacy, d.target, d.sent, d.dimensions, d.observed_at, d.outcome
      FROM made m, generate_series(0, ${fold - 1}) AS turn, discrepancy d WHERE d.run_id = '${run}';`;

const fill = async (client: pg.Client, run: string, from: number, { runs, fold }: Size): Promise<number> => {
  for (let next = from; next < runs; next += atOnce) {
    await client.query('BEGIN');
    await client.query(copyRuns(run, next, fold));
    await client.query('COMMIT');
  }
  await client.query(`UPDATE program SET run_count = (SELECT max(number) FROM run WHERE program_id = program.id)`);
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM discrepancy');
  return Number(rows[0]?.count);
};

const context = system('bench');

const pagesOf = (run: number, deep: number) => ({
  'the inbox': () => viewPatterns(context, program, {}),
  runs: () => viewRuns(context, program, {}),
  'one run': () => viewRun(context, program, run),
  'one run, its last page': () => viewRun(context, program, run, { cursor: `b${deep}` }),
});

const timed = async (page: () => Promise<{ ok: boolean }>, times: number): Promise<number> => {
  const taken: number[] = [];
  for (let time = 0; time < times + 5; time++) {
    const began = performance.now();
    const shown = await page();
    if (!shown.ok) throw new Error('a page was refused');
    if (time >= 5) taken.push(performance.now() - began);
  }
  return median(taken);
};

/** Pages by their own use cases, on a database that holds few discrepancies and then many. */
export const measurePages = async (place: Place, key: string, load: PageLoad): Promise<PagesMeasured> => {
  setEnv({ databaseUrl: place.databaseUrl });
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const run = await sendSample(place, key);
    const { rows } = await client.query<{ number: number }>('SELECT number FROM run WHERE id = $1', [run]);
    const first = rows[0]?.number ?? 0;
    const measure = async (number: number, { fold }: Size) => {
      const found: Record<string, number> = {};
      const pages = pagesOf(number, fold * sampleSize - 50);
      for (const [name, page] of Object.entries(pages)) found[name] = await timed(page, load.times);
      return found;
    };
    const few = await fill(client, run, 1, load.small);
    const before = await measure(first + 1, load.small);
    const many = await fill(client, run, load.small.runs + 1, load.large);
    const after = await measure(first + load.small.runs + 1, load.large);
    const pages = Object.entries(before).map(([name, value]) => {
      const then = after[name] ?? 0;
      return { name, few: value, many: then, ratio: then / value };
    });
    return { few, many, pages };
  } finally {
    await client.end();
    await closeDatabase();
  }
};
