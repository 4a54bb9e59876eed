import type { PatternDetail, PatternView } from '@/lib/contract/v1/patterns';
import type { DiscrepancyView } from '@/lib/contract/v1/runs';
import {
  categories,
  checkOutcomes,
  discrepancyKinds,
  layers,
  patternStates,
  severities,
  workloads,
} from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { type DiscrepancyRow, listExamples } from '@/lib/store/discrepancies';
import { listOccurrences, type PatternRow } from '@/lib/store/patterns';
import { findPerson } from '@/lib/store/people';
import { wordOf } from '@/lib/store/words';

/** A pattern as lists show it; `owner` is the person's name where there is one. */
export const patternView = (row: PatternRow, context: string, owner: string | null): PatternView => ({
  id: row.id,
  number: row.number,
  context,
  layer: wordOf(layers, row.layer),
  kind: wordOf(discrepancyKinds, row.kind),
  field: row.field,
  sentence: row.sentence,
  state: wordOf(patternStates, row.state),
  category: wordOf(categories, row.category),
  severity: wordOf(severities, row.severity),
  highestSeverity: wordOf(severities, row.highestSeverity),
  triaged: row.triaged,
  itemised: row.itemised,
  baseline: row.baseline,
  owner: row.ownerId === null ? null : { id: row.ownerId, name: owner ?? '' },
  note: row.note,
  source: row.source,
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
  firstSeenAt: row.firstSeenAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  total: Number(row.total),
  revision: row.revision,
});

/** One discrepancy as sent and as judged. */
export const discrepancyView = (row: DiscrepancyRow): DiscrepancyView => ({
  run: row.runId,
  position: row.position,
  pattern: row.patternId,
  correlationId: row.correlationId,
  kind: wordOf(discrepancyKinds, row.kind),
  field: row.field,
  legacy: row.legacy,
  target: row.target,
  dimensions: row.dimensions as Record<string, string>,
  observedAt: row.observedAt?.toISOString() ?? null,
  outcome: wordOf(checkOutcomes, row.outcome),
});

/** A pattern with where it was seen and a few examples. */
export const describePattern = async (db: Db, row: PatternRow, context: string): Promise<PatternDetail> => {
  const owner = row.ownerId === null ? null : await findPerson(db, row.ownerId);
  const occurrences = await listOccurrences(db, row.id, 100);
  return {
    ...patternView(row, context, owner?.name ?? null),
    fingerprint: row.fingerprint,
    runs: occurrences.map(({ runId, windowTo, count, exact }) => ({
      run: runId,
      windowTo: windowTo.toISOString(),
      count,
      exact,
    })),
    examples: (await listExamples(db, row.id, 20)).map(discrepancyView),
  };
};
