import type { RunBody } from '@/lib/contract/v1/run';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, RunFacts, SideFacts } from '@/lib/domain/comparison/run-facts';

const side = (sent: RunBody['legacy']): SideFacts => ({
  dataset: sent.dataset ?? null,
  position: sent.position ?? null,
  version: sent.version ?? null,
});

const instant = (sent: string | undefined): Date | null => (sent === undefined ? null : new Date(sent));

/** Keeps null, a value, apart from a value that was not sent. */
const values = (sent: { legacy?: string | null | undefined; target?: string | null | undefined }) => ({
  ...(sent.legacy === undefined ? {} : { legacy: sent.legacy }),
  ...(sent.target === undefined ? {} : { target: sent.target }),
});

const check = (sent: RunBody['checks'][number]): CheckFacts => ({
  key: sent.key,
  kind: sent.kind,
  metric: sent.metric ?? null,
  field: sent.field ?? null,
  ...values(sent),
  reported: sent.reported ?? null,
  tolerance: sent.tolerance ?? null,
  totals: sent.counts ?? null,
  layer: sent.layer,
  query: sent.query,
  engine: sent.engine,
  bins: sent.bins,
  evidence: sent.evidence,
  error: sent.error,
});

/** One discrepancy in neutral form, as the domain sees it. */
export const discrepancyFromNeutral = (sent: RunBody['discrepancies'][number]): Discrepancy => ({
  correlationId: sent.correlationId,
  kind: sent.kind,
  field: sent.field ?? null,
  ...values(sent),
  dimensions: sent.dimensions,
  observedAt: instant(sent.observedAt),
});

/** A run in neutral form, as the domain sees it. Instants keep milliseconds. */
export const runFromNeutral = (body: RunBody): RunFacts => ({
  source: body.source,
  externalId: body.externalId,
  context: body.context,
  layer: body.layer,
  workload: body.workload ?? null,
  engine: body.engine ?? null,
  baseline: body.baseline,
  window: { from: new Date(body.window.from), to: new Date(body.window.to) },
  period: body.period ?? null,
  startedAt: instant(body.startedAt),
  finishedAt: instant(body.finishedAt),
  status: body.status,
  legacy: side(body.legacy),
  target: side(body.target),
  totals: body.totals ?? null,
  cohorts: body.cohorts,
  checks: body.checks.map(check),
  discrepancies: body.discrepancies.map(discrepancyFromNeutral),
  discrepanciesSampled: body.discrepanciesSampled,
  announced: body.discrepanciesAnnounced ?? null,
  artifact: body.artifact ?? null,
  coverage: body.coverage,
  supersedes: body.supersedes ?? null,
});
