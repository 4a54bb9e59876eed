import { describe, expect, it } from 'vitest';
import { dataDiff } from '@/lib/ingest/adapters/data-diff';
import { readLineage } from '@/lib/ingest/openlineage';
import type { Discrepancy } from '../compare/keyed';
import type { RunBody } from '../runs';
import { dataDiffDocument } from './data-diff';
import { lineageEvent } from './lineage';

const about = {
  source: 's',
  externalId: '1',
  context: 'customer-notices',
  window: { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
  finishedAt: '2026-11-21T00:01:00.000Z',
  legacy: { dataset: 'cluster-a.notices.sent' },
  target: { dataset: 'cluster-b.notices.sent.v2' },
};

const bytesOf = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

describe('a comparison as data-diff tells it', () => {
  const discrepancies: Discrepancy[] = [
    { correlationId: 'A', kind: 'value', field: 'template', legacy: 'x', target: 'y', dimensions: {} },
    { correlationId: 'A', kind: 'value', field: 'note', legacy: '', target: null, dimensions: {} },
    { correlationId: 'B', kind: 'missing_in_target', dimensions: {} },
  ];
  const totals = {
    ...{ legacy: 10, target: 9, compared: 9, matched: 8, mismatched: 1 },
    ...{ missingInTarget: 1, missingInLegacy: 0 },
  };
  const run: RunBody = { ...about, layer: 'outcome', totals, discrepancies };

  it('is read back as what was compared, sides and counts and all', () => {
    const options = { context: 'customer-notices', legacy: 'dataset1', target: 'dataset2' };
    const read = dataDiff.read(bytesOf(dataDiffDocument(run, ['template', 'note'])), options);
    if (!read.ok) throw new Error(read.refusal.detail);
    expect(read.value.unplaced).toEqual([]);
    expect(read.value.run.totals).toMatchObject(totals);
    const found = read.value.run.discrepancies.map(({ kind, field, legacy, target }) => [kind, field, legacy, target]);
    expect(found).toEqual([
      ['value', 'template', 'x', 'y'],
      ['value', 'note', '', null],
      ['missing_in_target', null, undefined, undefined],
    ]);
  });
});

describe('statistics as a scheduler tells them', () => {
  it('are one event that the reader of OpenLineage understands whole, the same one however often it is told', () => {
    const checks = [
      { key: 'rows', kind: 'row_count', metric: 'count', legacy: '10', target: '9', reported: 'fail' },
      {
        key: 'score.min',
        kind: 'aggregate',
        metric: 'min',
        field: 'score',
        legacy: '0.1',
        target: '0.1',
        reported: 'pass',
      },
      {
        key: 'band.nulls',
        kind: 'aggregate',
        metric: 'nulls',
        field: 'band',
        legacy: '0',
        target: '0',
        reported: 'pass',
      },
    ];
    const job = {
      namespace: 'claims-scheduler',
      job: 'fraud.compare_scores',
      datasets: { legacy: { namespace: 'db2://m', name: 'A' }, target: { namespace: 'postgres://p', name: 'b' } },
    };
    const event = lineageEvent({ ...about, layer: 'dataset', checks }, job);
    expect(lineageEvent({ ...about, layer: 'dataset', checks }, job)).toEqual(event);
    const read = readLineage(bytesOf(event));
    if (!read.ok) throw new Error(read.refusal.detail);
    expect(JSON.stringify(read.value)).toContain('fraud.compare_scores');
  });
});
