import { z } from 'zod';
import { checkOutcomes, discrepancyKinds, layers, runStatuses, workloads } from '@/lib/domain/words';
import { importFormats } from './import-formats';
import { count, digest, dimensions, instant, page, pageQuery, slug } from './primitives';

export const runTotals = z
  .strictObject({
    legacy: count,
    target: count,
    compared: count,
    matched: count,
    mismatched: count,
    missingInTarget: count,
    missingInLegacy: count,
  })
  .meta({ id: 'RunTotals' });

export const outcomeCounts = z.partialRecord(z.enum(checkOutcomes), count).meta({ description: 'Checks by outcome' });

/** The first answer to a run; sending the run again gets it again. */
export const runAnswer = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    externalId: z.string(),
    context: slug,
    ruleSetVersion: z.int().nullable(),
    outcome: z.enum(checkOutcomes),
    counts: outcomeCounts,
    warnings: z.array(z.string()).meta({ description: 'What was understood only in part' }),
  })
  .meta({ id: 'RunAnswer' });
export type RunAnswer = z.infer<typeof runAnswer>;

/** What more discrepancies of a run made of it. */
export const itemisedAnswer = z
  .strictObject({
    run: z.string(),
    lines: count.meta({ description: 'What this body brought' }),
    discrepancyCount: count.meta({ description: 'What the run has by now' }),
    announced: count.nullable(),
    outcome: z.enum(checkOutcomes),
    complete: z.boolean().meta({ description: 'Every difference that the run counted is itemised' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ItemisedAnswer' });
export type ItemisedAnswer = z.infer<typeof itemisedAnswer>;

const runHead = {
  id: z.string(),
  number: z.int(),
  source: z.string(),
  externalId: z.string(),
  context: slug,
  format: z.string().meta({ description: '`neutral`, or the format it was imported from' }),
  layer: z.enum(layers),
  workload: z.enum(workloads).nullable(),
  engine: z.string().nullable(),
  baseline: z.boolean(),
  window: z.strictObject({ from: instant, to: instant }),
  period: z.string().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  receivedAt: instant,
  status: z.enum(runStatuses),
  outcome: z.enum(checkOutcomes),
  totals: runTotals.nullable(),
  accepted: count.nullable().meta({ description: 'Differences that a signed-off rule accepts, counted exactly' }),
  discrepancyCount: count,
  announced: count.nullable().meta({ description: 'How many there are in all, where more were to follow' }),
  discrepanciesSampled: z.boolean(),
  ruleSetVersion: z.int().nullable(),
  supersededBy: z.string().nullable(),
};

export const runSummary = z.strictObject(runHead).meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummary>;

export const runCheckView = z
  .strictObject({
    key: z.string(),
    kind: z.string(),
    layer: z.enum(layers),
    metric: z.string().nullable(),
    field: z.string().nullable(),
    legacy: z.string().nullable(),
    target: z.string().nullable(),
    reported: z.string().nullable().meta({ description: 'The tool’s verdict, word for word' }),
    outcome: z.enum(checkOutcomes).meta({ description: 'Lockgate’s' }),
    counts: z.unknown().nullable(),
    tolerance: z.unknown().nullable(),
    finding: z.string().nullable(),
    evidence: z.enum(['complete', 'sampled', 'reported_only']),
  })
  .meta({ id: 'RunCheck' });
export type RunCheckView = z.infer<typeof runCheckView>;

const sideView = z.record(z.string(), z.unknown()).meta({ description: 'As sent: dataset, position, version' });

export const runDetail = z
  .strictObject({
    ...runHead,
    legacy: sideView,
    target: sideView,
    digest,
    coverage: z.array(z.string()),
    cohorts: z.array(z.strictObject({ dimensions, totals: runTotals.partial(), accepted: count.nullable() })),
    checks: z.array(runCheckView),
    warnings: z.array(z.string()),
    letGoAt: instant.nullable().meta({ description: 'When its discrepancies were let go; counts and hashes stay' }),
    artifact: z.unknown().nullable(),
    supersedes: z.string().nullable(),
    body: z.string().meta({ description: 'Path of what was sent, as it was sent' }),
  })
  .meta({ id: 'Run' });
export type RunDetail = z.infer<typeof runDetail>;

export const discrepancyView = z
  .strictObject({
    run: z.string(),
    position: count,
    pattern: z.string().nullable(),
    correlationId: z.string().nullable(),
    kind: z.enum(discrepancyKinds),
    field: z.string().nullable(),
    legacy: z.string().nullable(),
    target: z.string().nullable(),
    dimensions,
    observedAt: instant.nullable(),
    outcome: z.enum(checkOutcomes),
  })
  .meta({ id: 'Discrepancy' });
export type DiscrepancyView = z.infer<typeof discrepancyView>;

export const runsQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  source: z.string().max(200).optional(),
  layer: z.enum(layers).optional(),
  workload: z.enum(workloads).optional(),
});
export type RunsQuery = z.infer<typeof runsQuery>;
export const runList = page(runSummary).meta({ id: 'RunList' });

export const discrepanciesQuery = z.strictObject({ ...pageQuery, pattern: z.string().max(64).optional() });
export type DiscrepanciesQuery = z.infer<typeof discrepanciesQuery>;
export const discrepancyList = page(discrepancyView).meta({ id: 'DiscrepancyList' });

/** `legacy` and `target` say what that tool called each side; nothing is guessed from order. */
export const importQuery = z.strictObject({
  format: z
    .union([z.enum(importFormats), z.templateLiteral(['mapped:', slug])])
    .meta({ description: 'Of a tool; or `mapped:` and the name of a map in the manifest’s `formats`' }),
  context: slug,
  legacy: z.string().min(1).max(200).meta({ example: 'source' }),
  target: z.string().min(1).max(200).meta({ example: 'target' }),
  source: z.string().min(1).max(200).optional(),
  externalId: z.string().min(1).max(200).optional(),
  layer: z.enum(layers).optional(),
  workload: z.enum(workloads).optional(),
  windowFrom: instant.optional().meta({ description: 'Where the tool does not say which data it compared' }),
  windowTo: instant.optional(),
  baseline: z.enum(['true', 'false']).optional().meta({ description: 'Legacy compared with legacy' }),
});
export type ImportQuery = z.infer<typeof importQuery>;
