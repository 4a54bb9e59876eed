import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { addDiscrepancies } from './commands/add-discrepancies';
import { letGoDiscrepancies, monthFrom } from './commands/let-go-discrepancies';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { listDiscrepancies, readRun } from './queries/list-runs';
import { viewPatterns } from './queries/view-patterns';
import { actsIn, badRun } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';

// Single discrepancies go when their months have passed: on record, whole months at a time, and what was counted stays.

let house: House;
let acts: ReturnType<typeof actsIn>;
let owner: pg.Client;
beforeAll(async () => {
  house = await buildHouse();
  owner = await connectAs(databaseUrl(), 'owner');
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await owner?.end();
  await house?.drop();
});

const months = async (): Promise<string[]> =>
  (await owner.query<{ month: string }>('SELECT list_discrepancy_months() AS month')).rows.map(({ month }) => month);
const nameOf = (month: Date): string => month.toISOString().slice(0, 7).replace('-', '');

describe('discrepancies whose months have passed', () => {
  it('are let go on record, with their partition, and what was counted of them stays', async () => {
    const { answer } = await accepted(acts.send(badRun('old', acts.justNow(), [['10.01', '12.00']])));
    const now = new Date();
    // As if it had come two years ago: only who owns the database can say so.
    const received = monthFrom(now, -24);
    await owner.query('SELECT ensure_discrepancy_month($1)', [received]);
    await owner.query('BEGIN');
    await owner.query('SET LOCAL session_replication_role = replica');
    await owner.query('UPDATE discrepancy SET received_at = $1 WHERE run_id = $2', [received, answer.id]);
    await owner.query('UPDATE run_batch SET received_at = $1 WHERE run_id = $2', [received, answer.id]);
    await owner.query('COMMIT');
    await accepted(acts.send(badRun('new', acts.justNow(), [['10.01', '12.00']])));
    const patterns = () => inSnapshot((db) => db.pattern.findMany({ include: { runs: true, examples: true } }));
    const before = await patterns();

    await accepted(letGoDiscrepancies(25));
    expect(await months()).toContain(nameOf(received));
    await accepted(letGoDiscrepancies(13));
    expect(await months()).toEqual([nameOf(now), nameOf(monthFrom(now, 1))]);

    // Counted anew without what is gone, the run would say less than it did.
    const nothing = (async function* () {
      yield [];
    })();
    const context = house.as.engineer;
    const more = { batches: nothing, digest: () => 'f'.repeat(64), contextFor: () => context };
    expect(await addDiscrepancies(context, house.program, answer.id, more)).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });

    const page = await accepted(listDiscrepancies(house.as.viewer, house.program, answer.id, {}));
    expect(page.items).toEqual([]);
    const run = await accepted(readRun(house.as.viewer, house.program, answer.id));
    expect(run).toMatchObject({ discrepancyCount: 1, letGoAt: expect.any(String), digest: expect.any(String) });
    expect(await patterns()).toEqual(before);
    await accepted(viewPatterns(house.as.viewer, house.program, {}));
    const entries = await inSnapshot((db) => db.ledgerEntry.findMany({ where: { type: 'discrepancies.let_go' } }));
    expect(entries.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()).data)).toEqual([
      { month: received.toISOString().slice(0, 7), runs: 1, discrepancies: 1, keptMonths: 13 },
    ]);
    await accepted(letGoDiscrepancies(13));
    expect(await inSnapshot((db) => db.ledgerEntry.count({ where: { type: 'discrepancies.let_go' } }))).toBe(1);
  });
});

describe('the database', () => {
  it.each([
    ['drops no month of which anything is kept', `SELECT drop_discrepancy_month(now())`, 'LG041'],
    ['changes no discrepancy', `UPDATE discrepancy SET target = legacy`, '42501'],
    ['removes no discrepancy', `DELETE FROM discrepancy`, '42501'],
    ['lets nothing go without an entry', `UPDATE run_batch SET let_go_at = now() WHERE let_go_at IS NULL`, 'LG019'],
    ['changes no batch', `UPDATE run_batch SET digest = 'x', let_go_at = now()`, 'LG016'],
    ['makes no months in the far future', `SELECT ensure_discrepancy_month(now() + interval '1 year')`, 'LG040'],
    ['lets nobody itemise a run without a batch', `UPDATE run SET discrepancy_count = discrepancy_count + 1`, 'LG016'],
  ])('%s', async (_, sql, code) => {
    const app = await connectAs(databaseUrl(), 'lockgate_app');
    try {
      await app.query('BEGIN');
      const refused = await app
        .query(sql)
        .then(() => app.query('SET CONSTRAINTS ALL IMMEDIATE'))
        .then(() => null)
        .catch((error: { code?: string }) => error.code);
      expect(refused).toBe(code);
    } finally {
      await app.query('ROLLBACK');
      await app.end();
    }
  });
});
