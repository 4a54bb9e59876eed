import { describe, expect, it } from 'vitest';
import { factsOfRun, type LineageRun } from '@/lib/domain/events/lineage-facts';
import { mergeRun } from '@/lib/domain/events/merge-run';
import type { LineageSource } from '@/lib/domain/events/source';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { readLineage } from './openlineage';

const source: LineageSource = {
  kind: 'openlineage',
  name: 'spark-tests',
  context: 'payments',
  jobs: [{ namespace: 'spark', name: '*' }],
  datasets: {
    legacy: [{ namespace: 'db2*', name: '*' }],
    target: [{ namespace: 'pg*', name: '*' }],
  },
  layer: 'dataset',
  period: 'nominal',
  expected: 'legacy',
};

const event = (facets: object, inputs: unknown[] = [], eventType = 'COMPLETE') => ({
  eventType,
  eventTime: '2026-11-20T02:00:00.000Z',
  run: { runId: '0f0e8b9c-1111-7000-8000-000000000001', facets },
  job: { namespace: 'spark', name: 'tests' },
  inputs,
});

const read = (value: unknown) => {
  const lineage = readLineage(new TextEncoder().encode(JSON.stringify(value)));
  if (!lineage.ok) throw new Error(JSON.stringify(lineage.refusal));
  return lineage.value;
};

const runOf = (...events: unknown[]): LineageRun => {
  const merged = mergeRun(events.map(read));
  const own = merged === null ? null : factsOfRun(source, merged).own;
  if (own === null) throw new Error('It says nothing.');
  return own;
};

const tests = (...items: unknown[]) => event({ test: { tests: items } });
describe('a text that is cut', () => {
  const face = '😀';

  it('is never cut through a character, and can be kept', () => {
    const kept = [
      runOf(event({ test: { tests: [{ name: `${'n'.repeat(999)}${face}`, status: 'pass' }] } })),
      runOf(event({ errorMessage: { message: `${'m'.repeat(7_999)}${face}` } }, [], 'FAIL')),
      runOf(
        event({ test: { tests: [{ name: 'a', status: 'pass' }] } }, [
          { namespace: 'pg://host', name: `${'d'.repeat(489)}${face}`, facets: {} },
        ]),
      ),
    ];
    for (const run of kept) expect(() => canonicalJson(JSON.parse(JSON.stringify(run)))).not.toThrow();
    expect(read(event({}, [], `${'x'.repeat(59)}${face}`)).warnings.every((warning) => warning.isWellFormed())).toBe(
      true,
    );
  });

  it('stays apart from another that begins alike, where it is a name', () => {
    const long = 'n'.repeat(1_200);
    const { checks } = runOf(tests({ name: `${long}1`, status: 'pass' }, { name: `${long}2`, status: 'pass' }));
    expect(new Set(checks.map(({ key }) => key)).size).toBe(2);
    expect(checks.every(({ key }) => !key.includes('#'))).toBe(true);
  });
});
