import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '@/lib/domain/kernel/refusal';
import { neutralSubmission } from '@/lib/ingest/submission';
import { closeDatabase, inTransaction } from '@/lib/store/database';
import { ensureInstallation } from '@/lib/store/installation';
import { testDatabase } from '@/lib/store/test-database';
import { recordRun } from '@/lib/usecases/commands/record-run';
import { type Context, system } from '@/lib/usecases/context';
import { listDecisions } from '@/lib/usecases/queries/list-decisions';
import { readCriteria } from '@/lib/usecases/queries/read-criteria';
import { calendarOf, movedToToday } from './calendar';
import { claimsHistory } from './history/claims';
import { nightlyRuns } from './history/nightly-runs';
import { loadDemo } from './load-demo';

const asker = system('test');
const value = async <T>(result: Promise<Result<T>>): Promise<T> => {
  const found = await result;
  if (!found.ok) throw new Error(`${found.refusal.code}: ${found.refusal.detail}`);
  return found.value;
};
const query = <T>(sql: string): Promise<T[]> => inTransaction((db) => db.$queryRawUnsafe<T[]>(sql));

/** A signal that is aborted once it has been looked at so many times. */
const abortedAfter = (looks: number): AbortSignal => {
  const controller = new AbortController();
  let left = looks;
  return Object.defineProperty(controller.signal, 'aborted', {
    get: () => {
      left -= 1;
      return left < 0;
    },
  });
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let steps = 0;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  await inTransaction((db) => ensureInstallation(db, 'Test'));
  // Interrupted twice on the way, the second time on the next day: the third load ends it.
  expect(await loadDemo({ signal: abortedAfter(60) })).toBe('interrupted');
  expect(await loadDemo({ signal: abortedAfter(500), now: new Date(Date.now() + 86_400_000) })).toBe('interrupted');
  const say = (line: string): void => {
    steps = Number.parseInt(line, 10);
  };
  expect(await loadDemo({ say })).toBe('loaded');
}, 240_000);

afterAll(async () => {
  await closeDatabase();
  await database?.drop();
});

test('the demo loads once, whole, whatever interrupted it', async () => {
  expect(steps).toBeGreaterThan(1_000);
  expect(steps).toBeLessThan(1_500);
  const runs = await query<{ n: bigint }>('SELECT count(*) AS n FROM run');
  // Every night of every context, but for two; the last night's come at a quarter past two.
  const nightIsOver = new Date().toISOString().slice(11, 16) >= '02:15';
  expect(Number(runs[0]?.n)).toBe(nightIsOver ? 929 : 907);
  expect(await loadDemo()).toBe('already_there');
  expect(await query('SELECT demo, loading_demo FROM installation')).toEqual([{ demo: true, loading_demo: false }]);
});

test('the contexts stand at different stages', async () => {
  const rows = await query<{ slug: string; stage: string }>('SELECT slug, stage FROM context');
  expect(Object.fromEntries(rows.map(({ slug, stage }) => [slug, stage]))).toEqual({
    'claims-intake': 'selective',
    'coverage-validation': 'selective',
    'reserve-estimation': 'validated',
    'fraud-assessment': 'shadow',
    'payment-decisioning': 'validated',
    'financial-posting': 'planned',
    'order-capture': 'full',
    'order-state': 'selective',
    'stock-reservation': 'validated',
    'customer-notices': 'shadow',
  });
});

test('a lane of claims intake is on target with its window open, and payments are wholly on legacy', async () => {
  const onTarget = await query<{ context: string; lane: string; open: boolean }>(`
    SELECT c.slug AS context, l.workload || '/' || a.slug AS lane, w.closes_at > now() AND w.ended_at IS NULL AS open
    FROM authority_interval i JOIN lane l ON l.id = i.lane_id JOIN audience a ON a.id = l.audience_id
      JOIN context c ON c.id = l.context_id
      JOIN rollback_window w ON w.lane_id = l.id AND w.decision_id = i.decision_id
    WHERE i.ends_at IS NULL AND i.side = 'target'`);
  expect(onTarget).toContainEqual({ context: 'claims-intake', lane: 'writes/eu-motor', open: true });
  expect(onTarget.filter(({ context }) => context === 'payment-decisioning')).toEqual([]);
});

test('decisions of every fate are on record, with rollbacks reviewed, a hold in force and one lifted', async () => {
  const decisions = [
    ...(await value(listDecisions(asker, 'claims', { limit: 100 }))).items,
    ...(await value(listDecisions(asker, 'orders-streaming', { limit: 100 }))).items,
  ];
  const fates = new Set(decisions.map(({ kind, state }) => `${kind} ${state}`));
  for (const fate of ['advance executed', 'advance rejected', 'advance open', 'activate_rules executed']) {
    expect(fates).toContain(fate);
  }
  expect(decisions.filter(({ kind, state }) => kind === 'rollback' && state === 'executed')).toHaveLength(2);
  expect(decisions.filter(({ kind, state }) => kind === 'review_rollback' && state === 'executed')).toHaveLength(2);
  const holds = await query<{ lifted: boolean }>('SELECT lifted_at IS NOT NULL AS lifted FROM hold ORDER BY placed_at');
  expect(holds.map(({ lifted }) => lifted)).toEqual([true, false]);
});

test('the history carries its simulated times in order, beside the real ones, and says so first', async () => {
  const entries = await query<{ type: string; simulated: boolean; ordered: boolean }>(`
    SELECT e.type, convert_from(e.bytes, 'UTF8')::json ->> 'at' < convert_from(e.bytes, 'UTF8')::json ->> 'recordedAt'
      AS simulated, e.at >= coalesce(lag(e.at) OVER (PARTITION BY e.ledger_id ORDER BY e.index), e.at) AS ordered
    FROM ledger_entry e JOIN ledger l ON l.id = e.ledger_id WHERE l.program_id IS NOT NULL ORDER BY e.index`);
  expect(entries.length).toBeGreaterThan(1_000);
  expect(entries.every(({ simulated, ordered }) => simulated && ordered)).toBe(true);
  expect(entries.slice(0, 2).map(({ type }) => type)).toEqual(['demo.clock_simulated', 'demo.clock_simulated']);
});

test('the gate of payment decisioning is shut by the defect alone, and opens with the first runs after its fix', async () => {
  const shut = await value(readCriteria(asker, 'claims', 'payment-decisioning', {}));
  expect(shut.open).toBe(false);
  const failing = shut.evaluations.filter(({ outcome }) => outcome !== 'met');
  expect(new Set(failing.map(({ kind }) => kind))).toEqual(new Set(['match_rate', 'discrepancy_ceiling']));

  const calendar = calendarOf(new Date());
  const history = claimsHistory(calendar).find(({ context }) => context === 'payment-decisioning');
  if (history?.queries === undefined || history.columns === undefined) throw new Error('no history of payments');
  const fixed = {
    ...history,
    drifts: history.drifts.filter(({ field }) => field !== 'amount'),
    queries: { ...history.queries, checks: history.queries.checks.map(({ fails: _, ...check }) => check) },
    columns: { ...history.columns, checks: history.columns.checks.map(({ fails: _, ...check }) => check) },
  };
  const [{ id } = { id: '' }] = await query<{ id: string }>(`SELECT id FROM api_key LIMIT 1`);
  const job: Context = {
    actor: { kind: 'key', keyId: id, name: 'job', programId: null, scopes: ['runs:write'], personId: null },
    requestId: 'test',
  };
  const to = new Date();
  for (const run of nightlyRuns(calendar, fixed, -1)) {
    const window = { from: new Date(to.getTime() - 86_400_000).toISOString(), to: to.toISOString() };
    const { startedAt: _started, finishedAt: _finished, ...rest } = run;
    const body = { ...rest, externalId: `${run.externalId}/live`, window };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    await value(recordRun(job, 'claims', neutralSubmission(body, { mediaType: 'application/json', bytes }, body)));
  }
  const open = await value(readCriteria(asker, 'claims', 'payment-decisioning', {}));
  expect(open.evaluations.filter(({ outcome }) => outcome !== 'met')).toEqual([]);
  expect(open.open).toBe(true);
});

test('dates of a template move with the day, and nothing else does', () => {
  const calendar = calendarOf(new Date('2027-02-01T15:00:00Z'));
  const text = '# anchor: 2026-11-21\ndueOn: 2026-12-21\nname: CLM-2026-1\n';
  expect(movedToToday(text, calendar)).toBe('# anchor: 2027-02-01\ndueOn: 2027-03-03\nname: CLM-2026-1\n');
  expect(() => movedToToday('dueOn: 2026-12-21', calendar)).toThrow('anchor');
});
