import { z } from 'zod';
import { categories, discrepancyKinds, layers, patternStates, severities, workloads } from '@/lib/domain/words';
import { personRef } from './actor';
import { count, id, instant, page, pageQuery, prose, slug } from './primitives';
import { discrepancyView } from './runs';

const patternHead = {
  id: z.string(),
  number: z.int(),
  context: slug,
  layer: z.enum(layers),
  kind: z
    .enum(discrepancyKinds)
    .nullable()
    .meta({ description: 'null for differences that were counted and not itemised' }),
  field: z.string().nullable(),
  sentence: z.string(),
  state: z.enum(patternStates),
  category: z.enum(categories),
  severity: z.enum(severities),
  highestSeverity: z.enum(severities),
  triaged: z.boolean(),
  itemised: z.boolean().meta({ description: 'false: counted by a run that did not list them' }),
  baseline: z.boolean(),
  owner: personRef.nullable(),
  note: z.string().nullable(),
  source: z.string(),
  workload: z.enum(workloads).nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  total: count,
  revision: z.int(),
};

export const patternView = z.strictObject(patternHead).meta({ id: 'PatternSummary' });
export type PatternView = z.infer<typeof patternView>;

export const patternDetail = z
  .strictObject({
    ...patternHead,
    fingerprint: z.string(),
    runs: z.array(z.strictObject({ run: z.string(), windowTo: instant, count, exact: z.boolean() })),
    examples: z.array(discrepancyView),
  })
  .meta({ id: 'Pattern' });
export type PatternDetail = z.infer<typeof patternDetail>;

export const patternsQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  state: z.enum(patternStates).optional(),
  severity: z.enum(severities).optional(),
  category: z.enum(categories).optional(),
});
export type PatternsQuery = z.infer<typeof patternsQuery>;
export const patternList = page(patternView).meta({ id: 'PatternList' });

/** Triage. It sets no category that opens a gate: only a signed-off rule or decision does. */
export const patternPatch = z
  .strictObject({
    revision: z.int().min(1).meta({ description: 'The one that was shown' }),
    category: z.enum(categories).optional(),
    severity: z.enum(severities).optional(),
    owner: id.nullable().optional().meta({ description: 'A person’s id' }),
    note: prose(4000).nullable().optional(),
  })
  .meta({ id: 'TriagePattern' });
export type PatternPatch = z.infer<typeof patternPatch>;
