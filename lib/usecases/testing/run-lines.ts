import type { RunLine } from '@/lib/store/read-models/run-lines';

const at = new Date('2026-11-20T12:00:00Z');

/** A completed run of outcomes as lists read it, without totals, of which a test changes what it is about. */
export const givenRunLine = (change: Partial<RunLine> = {}): RunLine => ({
  id: 'run',
  number: 613,
  contextId: 'context',
  source: 'outcomes',
  externalId: 'nightly',
  layer: 'outcome',
  workload: 'writes',
  windowFrom: new Date('2026-11-19T12:00:00Z'),
  windowTo: at,
  receivedAt: at,
  status: 'completed',
  outcome: 'mismatch',
  totals: null,
  accepted: 0,
  discrepancyCount: 0,
  announced: null,
  baseline: false,
  superseded: false,
  warnings: 0,
  ...change,
});
