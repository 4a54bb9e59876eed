import { expect, it } from 'vitest';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import { importedSubmission } from './submission';

const artifact = {
  metadata: { generated_at: '2026-11-20T02:00:00Z' },
  args: { which: 'test' },
  results: [{ unique_id: 'test.a.b', status: 'pass', failures: 0 }],
};
const query: ImportQuery = { context: 'payments', format: 'dbt-run-results', legacy: 'legacy', target: 'target' };
const window = { windowFrom: '2026-11-19T00:00:00Z', windowTo: '2026-11-20T00:00:00Z' };

const byToolsClock = (document: object, said: Partial<ImportQuery> = {}) => {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const read = importedSubmission({ ...query, ...said }, { mediaType: 'application/json', bytes });
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value.windowByToolsClock;
};

it('goes by the clock of the tool only where nobody says the window, and the tool gives times', () => {
  expect(byToolsClock(artifact)).toBe(true);
  expect(byToolsClock(artifact, window)).toBe(false);
  expect(byToolsClock({ ...artifact, metadata: {} })).toBe(false);
});
