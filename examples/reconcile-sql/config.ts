import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { metrics } from './compare/columns';

const sides = <T extends z.ZodType>(schema: T) => z.strictObject({ legacy: schema, target: schema });

const workload = z.enum(['reads', 'writes', 'batch', 'streaming']);

const context = z.strictObject({
  slug: z.string(),
  /** On a schedule, compared at every so many turns; a new release of the target is compared at once. */
  turns: z.int().min(1).default(5),
  dataset: sides(z.string()),
  /** Keyed records: each query answers with `id`, `at`, the dimensions, and the fields to compare. */
  outcomes: z.strictObject({
    source: z.string(),
    layer: z.enum(['outcome', 'state', 'event', 'row']).default('outcome'),
    workload,
    dimensions: z.array(z.string()).default([]),
    fields: z.array(z.string()).min(1),
    query: sides(z.string()),
    /** The run says how many discrepancies there are and they follow line by line: nothing is sampled. */
    announce: z.boolean().default(false),
  }),
  /** Each side also sends its own outcomes under this source, at every turn, for Lockgate to pair. */
  eachSide: z.strictObject({ source: z.string() }).optional(),
  /** The keyed comparison is also sent as data-diff would have written it. */
  dataDiff: z.strictObject({ source: z.string() }).optional(),
  /** The statistics are also told as an OpenLineage event of this job. */
  lineage: z
    .strictObject({
      namespace: z.string(),
      job: z.string(),
      datasets: sides(z.strictObject({ namespace: z.string(), name: z.string() })),
    })
    .optional(),
  columns: z
    .strictObject({
      source: z.string(),
      workload: workload.optional(),
      /** `key` is the id by which outcomes are compared. */
      from: sides(z.strictObject({ table: z.string(), at: z.string(), key: z.string() })),
      compare: z.array(
        z.strictObject({
          field: z.string(),
          ...sides(z.string()).shape,
          metrics: z.array(z.enum(metrics)).min(1),
          tolerance: z.string().optional(),
          /** Where the ranges of a distribution part: numbers in rising order. */
          edges: z
            .array(z.string().regex(/^-?\d+(\.\d+)?$/))
            .max(50)
            .optional(),
        }),
      ),
    })
    .optional(),
  queries: z
    .strictObject({
      source: z.string(),
      workload: workload.optional(),
      ask: z.array(z.strictObject({ key: z.string(), ...sides(z.string()).shape })).min(1),
    })
    .optional(),
  /** A condition is covered by a run if its query on legacy says true for the window. */
  coverage: z.record(z.string(), z.string()).default({}),
});

const configSchema = z.strictObject({
  windowHours: z.number().positive().max(240).default(24),
  /** At most so many discrepancies are itemised in one run; beyond that they are a sample, and the run says so. */
  itemise: z.int().min(1).max(4_000).default(2_000),
  engine: z.string().default('postgresql'),
  programs: z
    .array(
      z.strictObject({
        slug: z.string(),
        /** Answers with the version of the target that made the data. */
        targetVersion: z.string(),
        contexts: z.array(context).min(1),
        /** A CloudEvent that something else of the house sends to the same address, once a day. */
        elsewhere: z.strictObject({ source: z.string(), type: z.string(), data: z.unknown() }).optional(),
      }),
    )
    .min(1),
});

export type Config = z.output<typeof configSchema>;
export type ContextConfig = Config['programs'][number]['contexts'][number];

/** Reads the job's configuration. @throws Error that names the file and the first place that is wrong. */
export const readConfig = (file: string): Config => {
  const parsed = configSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
};
