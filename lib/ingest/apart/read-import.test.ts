import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import { importedSubmission } from '@/lib/ingest/submission';
import { readImport } from './read-import';

const query: ImportQuery = { format: 'molt-verify', context: 'payments', legacy: 'source', target: 'target' };

const logOf = (rows: number): Uint8Array =>
  Buffer.from(
    Array.from({ length: rows }, (_, i) =>
      JSON.stringify({
        level: 'warn',
        type: 'data',
        table_schema: 'public',
        table_name: 'payment',
        source_values: { amount: `${i}.01` },
        target_values: { amount: `${i}.02` },
        primary_key: [String(i)],
        message: 'mismatching row value',
      }),
    ).join('\n'),
  );

describe('a large import', () => {
  it('is read in a thread of its own, to the same as beside everybody else', async () => {
    for (const bytes of [logOf(5_001), Buffer.from(`{"nothing": "${'x'.repeat(70_000)}"}`)]) {
      const sent = { mediaType: 'text/plain', bytes };
      expect(await readImport(query, sent)).toEqual(importedSubmission(query, sent));
    }
  });

  it('keeps nobody else waiting', async () => {
    const sent = { mediaType: 'text/plain', bytes: logOf(60_000) };
    const alone = performance.now();
    importedSubmission(query, sent);
    const ms = performance.now() - alone;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    expect((await readImport(query, sent)).ok).toBe(true);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(ms / 3);
  });

  it('with more checks than stand in memory is refused', async () => {
    const results = Array.from({ length: 100_001 }, (_, i) => ({ unique_id: `test.a.${i}`, status: 'pass' }));
    const bytes = Buffer.from(JSON.stringify({ metadata: {}, args: { which: 'test' }, results }));
    const dbt = { ...query, format: 'dbt-run-results', legacy: 'legacy', target: 'target' } as const;
    const many = await readImport(dbt, { mediaType: 'application/json', bytes });
    expect(many).toMatchObject({ ok: false, refusal: { code: 'body_too_large' } });
  });

  it('with more differences than stand in memory is refused, and the next one is read', async () => {
    const rows = Buffer.from(Array.from({ length: 100_001 }, (_, i) => `["-",["${i}","a"]]`).join('\n'));
    const many = await readImport(
      { ...query, format: 'data-diff', legacy: 'A', target: 'B' },
      { mediaType: 'text/plain', bytes: rows },
    );
    expect(many).toMatchObject({ ok: false, refusal: { code: 'body_too_large' } });
    expect((await readImport(query, { mediaType: 'text/plain', bytes: logOf(1_000) })).ok).toBe(true);
  });
});
