import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runBody } from '@/lib/contract/v1/run';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import { runFromNeutral } from '@/lib/ingest/neutral';
import { readConfig } from './config';
import { connected, databaseNames, urlOf } from './data/databases';
import { prepare, release } from './data/prepare';
import { topUp } from './data/top-up';
import { compareProgram, type RunBody, windowAt } from './runs';

const config = readConfig(fileURLToPath(new URL('./reconcile.yaml', import.meta.url)));
// The names are those of the demo; they belong to this test's own server.
const server = inject('postgresUrl');
const window = windowAt(new Date(), 60, 24);

type Discrepant = { kind: string; field?: string; legacy?: string; target?: string };
type Judged = {
  totals: Record<string, number>;
  discrepancies: Discrepant[];
  checks: { key: string; reported: string }[];
};
const comparisonOf = async (program: string, context: string): Promise<(layer: string) => RunBody & Judged> => {
  const runs = await compareProgram(server, config, program, ({ slug }) => slug === context, window);
  return (layer) => runs.find((run) => run.layer === layer) as RunBody & Judged;
};
const fieldsOf = (run: Judged): string[] => [...new Set(run.discrepancies.map((one) => one.field ?? one.kind))].sort();

beforeAll(async () => {
  await prepare({ server, seed: 7, days: 2, recreate: true });
}, 60_000);

afterAll(async () => {
  await connected(server, async (client) => {
    for (const name of Object.values(databaseNames)) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
});

describe('the two demo databases', () => {
  it('drift in claims intake as two real systems would, and in no other way', async () => {
    const run = (await comparisonOf('claims', 'claims-intake'))('outcome');
    expect(run.totals.legacy).toBeGreaterThan(1_000);
    const fields = fieldsOf(run).filter((field) => field !== 'missing_in_target');
    expect(fields).toEqual(['claimantName', 'phone', 'receivedAt']);
    for (const { field, legacy, target } of run.discrepancies) {
      if (field === 'claimantName') expect(target?.startsWith(legacy ?? '-')).toBe(true);
      if (field === 'phone') expect([legacy, target]).toEqual(['', null]);
      if (field === 'receivedAt') expect(legacy).not.toContain('Z');
    }
  });

  it('hold the rule that nobody wrote down: small travel claims bear no excess on legacy', async () => {
    const run = (await comparisonOf('claims', 'coverage-validation'))('outcome');
    const excess = run.discrepancies.filter(({ field }) => field === 'excess');
    expect(excess.length).toBeGreaterThan(5);
    for (const { legacy, target } of excess) expect([legacy, target]).toEqual(['0.00', '25.00']);
  });

  it('lose cents of settlements in instalments until the fix is out, and in every layer', async () => {
    const broken = await comparisonOf('claims', 'payment-decisioning');
    expect(fieldsOf(broken('outcome'))).toContain('amount');
    expect(broken('dataset').checks.find(({ key }) => key === 'amount.sum')?.reported).toBe('fail');
    expect(broken('query').checks.some(({ reported }) => reported === 'fail')).toBe(true);

    expect(await release(server, 'fixed')).toBeGreaterThan(0);
    const fixed = await comparisonOf('claims', 'payment-decisioning');
    expect(fieldsOf(fixed('outcome'))).not.toContain('amount');
    expect(
      [...fixed('dataset').checks, ...fixed('query').checks].filter(({ reported }) => reported === 'fail'),
    ).toEqual([]);
    expect(fixed('outcome').target).toMatchObject({ version: '2.14.1' });

    await release(server, 'broken');
    expect(fieldsOf((await comparisonOf('claims', 'payment-decisioning'))('outcome'))).toContain('amount');
  });

  it('say every cohort exactly', async () => {
    const run = (await comparisonOf('claims', 'reserve-estimation'))('outcome');
    const cohorts = run.cohorts as { totals: Record<string, number> }[];
    expect(cohorts).toHaveLength(6);
    expect(cohorts.reduce((sum, { totals }) => sum + (totals.matched ?? 0), 0)).toBe(run.totals.matched);
  });

  it('receive each event once, however often they are topped up', async () => {
    const later = new Date(Date.now() + 3_600_000);
    expect(await topUp(server, 2, later)).toBeGreaterThan(100);
    expect(await topUp(server, 2, later)).toBe(0);
  });

  it('tell of an order on its way to target once, and have the same statistics of all others', async () => {
    const late = `DELETE FROM shop_order WHERE order_id =
      (SELECT max(order_id) FROM shop_order WHERE committed_at < $1) RETURNING order_id`;
    const { rows } = await connected(urlOf(server, 'target'), (client) => client.query(late, [window.to]));
    const run = await comparisonOf('orders-streaming', 'order-capture');
    expect(run('outcome').discrepancies).toContainEqual(
      expect.objectContaining({ kind: 'missing_in_target', correlationId: rows[0]?.order_id }),
    );
    expect(run('dataset').checks.filter(({ reported }) => reported === 'fail')).toEqual([]);
  });

  it('compare every context of both programs, in runs that the API takes and that add up', async () => {
    for (const { slug, contexts } of config.programs) {
      const runs = await compareProgram(server, config, slug, () => true, window);
      const outcomes = runs.filter((run) => run.externalId.includes('/outcome/'));
      expect(outcomes.map((run) => run.context)).toEqual(contexts.map((context) => context.slug));
      expect(new Set(runs.map((run) => run.externalId)).size).toBe(runs.length);
      for (const run of runs) {
        const facts = runFromNeutral(runBody.parse(JSON.parse(JSON.stringify(run))));
        expect(checkConsistency(facts)).toMatchObject({ ok: true });
        expect(JSON.stringify(run).length).toBeLessThan(1_048_576);
      }
    }
  });
});
