import { describe, expect, it } from 'vitest';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
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

const judged = (...events: unknown[]) => {
  const run = runOf(...events);
  const judgement = judgeRun({ ...run, window: { from: new Date(0), to: new Date(1) } }, null);
  return { outcome: judgement.outcome, checks: judgement.checks.map(({ key, outcome }) => `${key} ${outcome}`) };
};

const tests = (...items: unknown[]) => event({ test: { tests: items } });
const assertions = (...items: unknown[]) =>
  event({}, [{ namespace: 'db2://host', name: 'A', inputFacets: { dataQualityAssertions: { assertions: items } } }]);

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

describe('a test or assertion that cannot be read', () => {
  it('stays one, and is never left out so that the others make a match', () => {
    expect(judged(tests({ name: 'a', status: 'pass' }, { name: 'b' }))).toEqual({
      outcome: 'unknown',
      checks: ['a match', 'b unknown'],
    });
    expect(judged(assertions({ assertion: 'e', success: true }, { assertion: 'f', success: 'false' }))).toEqual({
      outcome: 'unknown',
      checks: ['A.e match', 'A.f unknown'],
    });
    expect(judged(tests({ status: 'pass' }, 'x', { name: ' ', status: 'skip' })).checks).toEqual([
      'unnamed test unknown',
      'unnamed test #2 skipped',
    ]);
    expect(judged(assertions({ success: true }, { column: 'c' })).checks).toEqual([
      'A.unnamed assertion unknown',
      'A.unnamed assertion.c unknown',
    ]);
    expect(judged(event({ test: { tests: { a: 'fail' } } })).outcome).toBe('unknown');
  });

  it('speaks against the run where it says so, named or not', () => {
    expect(judged(tests({ status: 'fail' })).outcome).toBe('mismatch');
    expect(judged(assertions({ success: false })).outcome).toBe('mismatch');
    expect(judged(tests({ name: 'sum', expected: '1', actual: '2' })).outcome).toBe('mismatch');
    expect(judged(tests({ name: 'sum', expected: '1', actual: '1' })).outcome).toBe('unknown');
  });

  it('is no match by a word that nobody knows, though both values are the same', () => {
    expect(judged(tests({ name: 'sum', status: 'aborted', expected: '1', actual: '1' })).outcome).toBe('unknown');
  });

  it('takes no failure back that was told before, and is itself not taken back', () => {
    const [failed, unread] = [{ assertion: 'e', success: false }, { assertion: 'e' }];
    const passed = { assertion: 'e', success: true };
    expect(judged(assertions(failed), assertions(unread)).checks).toEqual(['A.e mismatch']);
    expect(judged(assertions(unread), assertions(passed)).checks).toEqual(['A.e unknown']);
    expect(judged(assertions(unread), assertions(failed)).checks).toEqual(['A.e mismatch']);
  });

  it('stands for all of them beyond the first ten thousand, and that is said', () => {
    const many = (item: object) => Array.from({ length: 10_001 }, () => item);
    const asserted = assertions(...many({ assertion: 'e', success: true }).slice(1), {
      assertion: 'z',
      success: false,
    });
    const tested = tests(...many({ name: 'a', status: 'pass' }));
    expect(judged(asserted)).toEqual({
      outcome: 'unknown',
      checks: ['A.e match', 'A.assertions beyond the first 10000 unknown'],
    });
    expect(judged(tested).checks).toEqual(['a match', 'tests beyond the first 10000 unknown']);
    expect([asserted, tested].map((one) => read(one).warnings)).toEqual([
      ['Of 10001 assertions only the first 10000 were read; what the others say is not known.'],
      ['Of 10001 tests only the first 10000 were read; what the others say is not known.'],
    ]);
  });
});
