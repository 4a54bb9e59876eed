import { z } from 'zod';
import { evidenceWords } from '@/lib/domain/comparison/run-facts';
import { discrepancyKinds, layers, runStatuses, workloads } from '@/lib/domain/words';
import { count, digest, instant, slug } from './primitives';
import { runTotals } from './runs';

const name = z.string().min(1).max(200);
const short = z.string().max(512);

/** A value as one side holds it: text, so that no digit is lost; null is a value of its own. */
const value = z
  .string()
  .max(65_536)
  .nullable()
  .optional()
  .meta({ description: 'As text, whatever its type; null is a value, and a value that is left out was not sent' });

const amount = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'a decimal text that is not negative, such as "0.01"');

/** Dimension names as the manifest may declare them. */
const dimensions = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,62}$/, 'a dimension name'), z.string().max(256))
  .meta({ description: 'Values by dimension name', example: { productLine: 'motor' } });

const side = z.strictObject({
  dataset: short.optional(),
  position: short.optional(),
  version: short.optional(),
});

const tolerance = z
  .strictObject({ absolute: amount.optional(), relative: amount.optional() })
  .meta({ description: 'What the tool forgave before its verdict: `relative` is a share of legacy, 0.01 for 1 %' });

const bin = z.strictObject({ label: name, legacy: z.string().max(60), target: z.string().max(60) });

export const runCheck = z
  .strictObject({
    key: name.meta({ description: 'The same in every run; expected checks name it' }),
    kind: name,
    metric: name.optional(),
    field: name.optional(),
    legacy: value,
    target: value,
    reported: short.optional().meta({ description: 'The tool’s verdict, word for word' }),
    tolerance: tolerance.optional(),
    counts: runTotals.optional(),
    layer: z.enum(layers).optional().meta({ description: 'Where it is of another layer than its run' }),
    query: name.optional().meta({ description: 'A consumer’s query, by its name' }),
    engine: name.optional().meta({ description: 'The engine that ran it, where it is not the run’s' }),
    bins: z.array(bin).min(1).max(200).optional().meta({ description: 'A distribution, bin by bin, in order' }),
    evidence: z.enum(evidenceWords).optional().meta({ description: 'How much of what was counted is shown' }),
    error: z.string().max(8_000).optional().meta({ description: 'What broke, where the comparison itself did' }),
  })
  .meta({ id: 'SentCheck' });

/** The database knows no year 0. */
const earliest = Date.parse('0001-01-01T00:00:00Z');

export const runDiscrepancy = z
  .strictObject({
    correlationId: short.min(1),
    kind: z.enum(discrepancyKinds),
    field: name.optional(),
    legacy: value,
    target: value,
    dimensions: dimensions.default({}),
    observedAt: instant.refine((text) => Date.parse(text) >= earliest, 'an instant from the year 1 on').optional(),
  })
  .meta({ id: 'SentDiscrepancy' });

/** One reconciliation run in neutral form. `source` and `externalId` are its identity. */
export const runBody = z
  .strictObject({
    source: name,
    externalId: name,
    context: slug,
    layer: z.enum(layers),
    workload: z.enum(workloads).optional(),
    engine: name.optional(),
    baseline: z.boolean().default(false).meta({ description: 'Legacy compared with legacy' }),
    window: z.strictObject({ from: instant, to: instant }),
    period: name.optional(),
    startedAt: instant.optional(),
    finishedAt: instant.optional(),
    status: z.enum(runStatuses),
    legacy: side.default({}),
    target: side.default({}),
    totals: runTotals.optional().meta({
      description:
        'Exact: legacy = compared + missingInTarget, target = compared + missingInLegacy, compared = matched + mismatched',
    }),
    cohorts: z
      .array(z.strictObject({ dimensions, totals: runTotals }))
      .max(1_000)
      .default([]),
    checks: z.array(runCheck).max(10_000).default([]),
    discrepancies: z.array(runDiscrepancy).max(10_000).default([]),
    discrepanciesSampled: z.boolean().default(false).meta({ description: 'The discrepancies are only a sample' }),
    discrepanciesAnnounced: count.optional().meta({
      description: 'How many there are in all, where more follow by `POST /runs/{run}/discrepancies`',
    }),
    artifact: z.strictObject({ uri: z.string().min(1).max(2_048), sha256: digest, bytes: count }).optional(),
    coverage: z.array(name).max(100).default([]).meta({ description: 'Conditions that the window saw' }),
    supersedes: name.optional().meta({ description: 'An earlier `externalId` of the same source' }),
  })
  .meta({ id: 'SentRun' });
export type RunBody = z.infer<typeof runBody>;
