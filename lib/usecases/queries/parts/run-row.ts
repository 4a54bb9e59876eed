import type { ContextRef } from '@/lib/contract/views/parts';
import type { RunRow } from '@/lib/contract/views/run';
import { differingOf, recordsOf, type Totals } from '@/lib/domain/comparison/run-facts';
import { shareText } from '@/lib/domain/criteria/share';
import type { RunLine } from '@/lib/store/read-models/run-lines';

/** The share that counts for a criterion: matched and accepted, of all that was looked for on either side. */
export const shareOf = (totals: Totals | null, accepted: number): string | null =>
  totals === null ? null : shareText({ good: totals.matched + accepted, n: recordsOf(totals) });

export const runRowOf = (run: RunLine, context: ContextRef): RunRow => ({
  id: run.id,
  number: run.number,
  source: run.source,
  externalId: run.externalId,
  context,
  layer: run.layer,
  workload: run.workload,
  window: { from: run.windowFrom.toISOString(), to: run.windowTo.toISOString() },
  receivedAt: run.receivedAt.toISOString(),
  status: run.status,
  outcome: run.outcome,
  compared: run.totals?.compared ?? null,
  share: shareOf(run.totals, run.accepted),
  differing: run.totals === null ? null : differingOf(run.totals) - run.accepted,
  accepted: run.accepted,
  discrepancyCount: run.discrepancyCount,
  outstanding: Math.max(0, (run.announced ?? 0) - run.discrepancyCount),
  baseline: run.baseline,
  superseded: run.superseded,
  warnings: run.warnings,
});
