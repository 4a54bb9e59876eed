import { describe, expect, it } from 'vitest';
import { runBody } from '@/lib/contract/v1/run';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import { runFromNeutral } from './neutral';

const sent = {
  source: 'claims-nightly',
  externalId: '2026-11-20T02:00Z',
  context: 'payment-decisioning',
  layer: 'outcome',
  workload: 'writes',
  engine: 'spark-3.5',
  baseline: false,
  window: { from: '2026-11-19T00:00:00Z', to: '2026-11-20T01:00:00+01:00' },
  period: '2026-11-19',
  startedAt: '2026-11-20T02:00:00Z',
  finishedAt: '2026-11-20T02:14:09Z',
  status: 'completed',
  legacy: { dataset: 'db2.CLAIMS.PAYMENT', position: 'lsn:88120' },
  target: { dataset: 'pg.payments.decision', position: 'offset:4410021', version: '2.14.0' },
  totals: {
    legacy: 120000,
    target: 119998,
    compared: 119998,
    matched: 119954,
    mismatched: 44,
    missingInTarget: 2,
    missingInLegacy: 0,
  },
  checks: [
    {
      key: 'amount.sum',
      kind: 'aggregate',
      metric: 'sum',
      field: 'amount',
      legacy: '9912001.10',
      target: '9912001.09',
      reported: 'fail',
      tolerance: { absolute: '0.00' },
    },
  ],
  discrepancies: [
    {
      correlationId: 'CLM-88121',
      kind: 'value',
      field: 'amount',
      legacy: '103.42',
      target: null,
      dimensions: { productLine: 'motor' },
      observedAt: '2026-11-19T11:02:11Z',
    },
    { correlationId: 'CLM-88122', kind: 'missing_in_target' },
  ],
  artifact: { uri: 's3://recon/2026-11-20/full.parquet', sha256: 'a'.repeat(64), bytes: 9120331 },
  coverage: ['peak', 'month-end'],
};

const pointers = (body: unknown) => {
  const parsed = runBody.safeParse(body);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => [...issue.path, ...('keys' in issue ? issue.keys : [])].join('/'));
};

describe('a neutral run', () => {
  it('is read as the contract shows it', () => {
    const run = runFromNeutral(runBody.parse(sent));
    expect(checkConsistency(run).ok).toBe(true);
    expect(run.window.to).toEqual(new Date('2026-11-20T00:00:00Z'));
    expect(run.target).toEqual({ dataset: 'pg.payments.decision', position: 'offset:4410021', version: '2.14.0' });
    expect(judgeRun(run, null)).toMatchObject({ outcome: 'mismatch', unitemised: 44, accepted: 0 });
  });

  it('keeps a null value apart from one that was not sent', () => {
    const [value, missing] = runFromNeutral(runBody.parse(sent)).discrepancies;
    expect(value).toHaveProperty('target', null);
    expect(missing).not.toHaveProperty('target');
  });

  it('is refused where a member is unknown, a number is no count, an amount is no text or a time has no offset', () => {
    expect(pointers({ ...sent, verdict: 'good' })).toEqual(['verdict']);
    expect(pointers({ ...sent, totals: { ...sent.totals, matched: -1 } })).toEqual(['totals/matched']);
    expect(pointers({ ...sent, totals: { ...sent.totals, matched: 1.5 } })).toEqual(['totals/matched']);
    expect(pointers({ ...sent, totals: { ...sent.totals, matched: 2 ** 53 } })).toEqual(['totals/matched']);
    expect(pointers({ ...sent, checks: [{ key: 'k', kind: 'x', legacy: 1.5 }] })).toEqual(['checks/0/legacy']);
    expect(pointers({ ...sent, startedAt: '2026-11-20T02:00:00' })).toEqual(['startedAt']);
    expect(pointers({ ...sent, totals: {} }).length).toBe(7);
    expect(pointers({ ...sent, discrepancies: [{ kind: 'value' }] })).toEqual(['discrepancies/0/correlationId']);
  });
});
