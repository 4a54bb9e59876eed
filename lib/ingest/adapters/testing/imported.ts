import { judgeRun } from '@/lib/domain/comparison/judge-run';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import type { Adapter, ImportOptions } from '@/lib/ingest/adapters/adapter';

/** What stands for the moment of receipt where a tool does not say what it compared. */
export const receivedWindow = { from: new Date('2026-11-20T00:00:00Z'), to: new Date('2026-11-20T00:00:01Z') };

/** Reads a document as an import would, and judges it raw; throws what was refused. */
export const imported = (adapter: Adapter, bytes: Uint8Array, options: Partial<ImportOptions> = {}) => {
  const [legacy = '', target = ''] = adapter.sides;
  const read = adapter.read(bytes, { context: 'payments', legacy, target, ...options });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const run = { ...read.value.run, window: read.value.run.window ?? receivedWindow };
  const consistent = checkConsistency(run);
  if (!consistent.ok) throw new Error(JSON.stringify(consistent.refusal));
  return { ...read.value, run, judged: judgeRun(run, null) };
};

/** The code and first pointer of a refusal, or `accepted`. */
export const refusalOf = (adapter: Adapter, bytes: Uint8Array, options: Partial<ImportOptions> = {}): string => {
  const [legacy = '', target = ''] = adapter.sides;
  const read = adapter.read(bytes, { context: 'payments', legacy, target, ...options });
  return read.ok ? 'accepted' : `${read.refusal.code} ${read.refusal.errors?.[0]?.pointer ?? ''}`.trim();
};
