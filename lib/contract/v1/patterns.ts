import { z } from 'zod';
import { isTrackerLink, mostLinks } from '@/lib/domain/pattern/tracker-link';
import {
  categories,
  discrepancyKinds,
  layers,
  patternStates,
  resolutions,
  severities,
  workloads,
} from '@/lib/domain/words';
import { personRef } from './actor';
import { count, day, id, instant, page, pageQuery, prose, slug } from './primitives';
import { discrepancyView } from './runs';

const patternRef = z.strictObject({ id: z.string(), number: z.int() }).meta({ id: 'PatternRef' });

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
  itemised: z
    .boolean()
    .meta({ description: 'false: counted by a run that did not list them, or shown by a check alone' }),
  check: z.string().nullable().meta({ description: 'Key of the check that alone shows it' }),
  baseline: z.boolean().meta({ description: 'Seen where legacy was compared with legacy' }),
  owner: personRef.nullable(),
  note: z.string().nullable(),
  source: z.string(),
  workload: z.enum(workloads).nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  total: count.meta({ description: 'Over every run that was not superseded, of what is merged into it too' }),
  open: count.meta({ description: 'What stands open by the latest run of each source, layer and workload' }),
  trend: z.array(count).meta({ description: 'Counts of the last 14 days (UTC), oldest first' }),
  members: count.meta({ description: 'How many patterns are merged into it' }),
  mergedInto: z.int().nullable().meta({ description: 'Number of the pattern that it is merged into' }),
  splitBy: z.string().nullable(),
  partOf: z.int().nullable().meta({ description: 'Number of the pattern that it is a part of' }),
  reopened: count.meta({ description: 'How often it came back after it was explained, gone or resolved' }),
  reopenedAt: instant.nullable(),
  resolution: z.enum(resolutions).nullable(),
  due: day.nullable(),
  revision: z.int(),
};

export const patternView = z.strictObject(patternHead).meta({ id: 'PatternSummary' });
export type PatternView = z.infer<typeof patternView>;

const fixerView = z
  .strictObject({ person: z.string().nullable(), name: z.string() })
  .meta({ id: 'Fixer', description: '`person` is an id where it is somebody of the program' });

const lessonView = z
  .strictObject({
    resolution: z.enum(resolutions).nullable(),
    taught: z.string().nullable(),
    hiddenLegacyRule: z.string().nullable(),
    fixer: z.string().nullable(),
    links: z.array(z.string()),
    learntAt: instant,
    learntBy: z.string(),
    endedAt: instant.nullable().meta({ description: 'null while it stands' }),
    endedBecause: z.enum(['reopened', 'withdrawn']).nullable(),
  })
  .meta({ id: 'PatternLesson' });

const baselineView = z
  .strictObject({
    runs: count,
    total: count,
    firstSeenAt: instant,
    lastSeenAt: instant,
    rate: z
      .number()
      .nullable()
      .meta({ description: 'Of the records of its latest baseline runs, where all were counted' }),
    comparedRate: z.number().nullable().meta({ description: 'The same of the latest comparing runs' }),
  })
  .meta({ id: 'PatternBaseline' });

export const patternDetail = z
  .strictObject({
    ...patternHead,
    fingerprint: z.string(),
    resolvedAt: instant.nullable(),
    taught: z.string().nullable(),
    hiddenLegacyRule: z.string().nullable(),
    fixer: fixerView.nullable(),
    links: z.array(z.string()),
    lessons: z.array(lessonView).meta({ description: 'What it was said to teach, the latest first' }),
    merged: z.array(patternRef).meta({ description: 'Patterns that are merged into it' }),
    parts: z.array(z.strictObject({ id: z.string(), number: z.int(), value: z.string().nullable() })).meta({
      description: 'Of a split pattern; the part without a value has every other value, and none',
    }),
    standings: z.array(
      z.strictObject({
        source: z.string(),
        layer: z.enum(layers),
        workload: z.enum(workloads).nullable(),
        baseline: z.boolean(),
        run: z.string(),
        windowTo: instant,
        count,
        open: count,
        runs: count,
        total: count,
        passed: z.boolean().meta({ description: 'A later complete run lacks it' }),
      }),
    ),
    baselineNoise: baselineView.nullable(),
    days: z.array(z.strictObject({ day, count, open: count, baseline: count })),
    cohorts: z.array(
      z.strictObject({
        dimension: z.string(),
        values: z.array(z.strictObject({ value: z.string(), count, open: count })),
        others: count.meta({ description: 'Of values that are too many to count each' }),
      }),
    ),
    runs: z.array(z.strictObject({ run: z.string(), windowTo: instant, count, exact: z.boolean() })),
    examples: z.array(discrepancyView),
  })
  .meta({ id: 'Pattern' });
export type PatternDetail = z.infer<typeof patternDetail>;

const yesOrNo = z.enum(['true', 'false']);

export const patternSorts = ['severity', 'count', 'recent', 'oldest', 'trend'] as const;

export const patternsQuery = z.strictObject({
  ...pageQuery,
  context: slug.optional(),
  state: z.enum(patternStates).optional(),
  severity: z.enum(severities).optional(),
  category: z.enum(categories).optional(),
  layer: z.enum(layers).optional(),
  owner: z
    .union([id, z.enum(['me', 'none'])])
    .optional()
    .meta({ description: 'A person’s id, `me` or `none`' }),
  resolution: z.enum([...resolutions, 'none']).optional(),
  baseline: yesOrNo.optional(),
  reopened: yesOrNo.optional(),
  q: z.string().max(200).optional().meta({ description: 'In the sentence, field, note or what it taught; or `P-12`' }),
  sort: z.enum(patternSorts).optional().meta({ description: '`severity` unless said' }),
});
export type PatternsQuery = z.infer<typeof patternsQuery>;
export const patternList = z
  .strictObject({ items: z.array(patternView), nextCursor: z.string().nullable(), total: count })
  .meta({ id: 'PatternList' });
export type PatternList = z.infer<typeof patternList>;

const link = z
  .string()
  .refine(isTrackerLink, 'an absolute https address without a name or password in it')
  .meta({ example: 'https://tracker.example/PAY-12' });

const change = {
  category: z.enum(categories).optional(),
  severity: z.enum(severities).optional(),
  owner: id.nullable().optional().meta({ description: 'A person’s id' }),
  note: prose(4000).nullable().optional(),
  resolution: z.enum(resolutions).nullable().optional().meta({ description: 'What it taught, in a word' }),
  taught: prose(4000).nullable().optional().meta({ description: 'What it taught, in a person’s words' }),
  hiddenLegacyRule: prose(4000)
    .nullable()
    .optional()
    .meta({ description: 'What legacy does that nobody had written down' }),
  fixer: z
    .union([z.strictObject({ person: id }), z.strictObject({ name: prose(200) })])
    .nullable()
    .optional()
    .meta({ description: 'Who fixes it: somebody of the program, or anybody by name' }),
  due: day.nullable().optional(),
  links: z.array(link).max(mostLinks).optional().meta({ description: 'Places in trackers, in place of those before' }),
};

const revision = z.int().min(1).meta({ description: 'The one that was shown' });

/** Triage. It sets no category that opens a gate: only a signed-off rule or decision does. */
export const patternPatch = z.strictObject({ revision, ...change }).meta({ id: 'TriagePattern' });
export type PatternPatch = z.infer<typeof patternPatch>;

const mostTriaged = 200;

export const patternsTriage = z
  .strictObject({
    patterns: z.array(z.strictObject({ id, revision })).min(1).max(mostTriaged),
    change: z.strictObject(change),
  })
  .meta({ id: 'TriagePatterns', description: 'The same change of all of them, or of none' });
export type PatternsTriage = z.infer<typeof patternsTriage>;
export const triagedPatterns = z.strictObject({ items: z.array(patternView) }).meta({ id: 'TriagedPatterns' });
export type TriagedPatterns = z.infer<typeof triagedPatterns>;

export const patternMerge = z.strictObject({ revision, into: id }).meta({ id: 'MergePattern' });
export type PatternMerge = z.infer<typeof patternMerge>;

export const patternSplit = z
  .strictObject({
    revision,
    dimension: z.string().min(1).max(100),
    value: z.string().max(256).optional().meta({ description: 'Only this value apart; each value unless said' }),
  })
  .meta({ id: 'SplitPattern' });
export type PatternSplit = z.infer<typeof patternSplit>;

export const patternParting = z.strictObject({ revision }).meta({ id: 'PatternAtRevision' });
export type PatternParting = z.infer<typeof patternParting>;

export const knowledgeQuery = z.strictObject({
  ...pageQuery,
  resolution: z.enum(resolutions).optional(),
  standing: yesOrNo.optional().meta({ description: '`false`: what did not hold, since the pattern came back' }),
});
export type KnowledgeQuery = z.infer<typeof knowledgeQuery>;

export const lessonOfPattern = z
  .strictObject({
    ...lessonView.shape,
    pattern: z.strictObject({ id: z.string(), number: z.int(), sentence: z.string(), state: z.enum(patternStates) }),
  })
  .meta({ id: 'Lesson' });
export type LessonOfPattern = z.infer<typeof lessonOfPattern>;
export const knowledge = page(lessonOfPattern).meta({ id: 'Knowledge' });
