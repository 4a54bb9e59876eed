import { z } from 'zod';
import {
  categories,
  checkOutcomes,
  discrepancyKinds,
  layers,
  patternStates,
  severities,
  workloads,
} from '@/lib/domain/words';
import { count, digest, instant } from './primitives';

const document = z.record(z.string(), z.unknown());

/** A version of the context's rules, or a document that is none yet. */
export const draftRef = z
  .union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ document })])
  .meta({ id: 'DraftRef', description: 'A version of the context’s rules, or a document that is none yet' });
export type DraftRef = z.infer<typeof draftRef>;

const against = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'The version that the draft is held against; the one in force now unless said' });

export const backtestMost = { discrepancies: 1_000_000, days: 400 } as const;

export const backtestBody = z
  .strictObject({
    draft: draftRef,
    against,
    from: instant.optional().meta({ description: 'Runs whose window ends after it; 30 days before `to` unless said' }),
    to: instant.optional().meta({ description: 'Runs whose window ends by then; now unless said' }),
    layer: z.enum(layers).optional(),
    workload: z.enum(workloads).optional(),
    limit: z
      .int()
      .min(1)
      .max(backtestMost.discrepancies)
      .optional()
      .meta({ description: 'Stop after about this many discrepancies; 200,000 unless said' }),
  })
  .meta({ id: 'BacktestBody' });
export type BacktestBody = z.infer<typeof backtestBody>;

const rulesRef = z.strictObject({ version: z.int().nullable(), digest: digest.nullable() });

const verdict = {
  outcome: z.enum(checkOutcomes),
  category: z.enum(categories),
  severity: z.enum(severities),
};

export const judgedStep = z
  .strictObject({
    step: z.string(),
    legacy: z.string().nullable(),
    target: z.string().nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'ComparisonStep', description: 'One step, with what each side had become after it' });

const judgement = z.strictObject({ ...verdict, steps: z.array(judgedStep) }).meta({ id: 'RuleJudgement' });

/** One discrepancy under two sets of rules. A value that was not sent is absent; null is a value. */
export const judgedTwice = z
  .strictObject({
    run: z.int(),
    windowTo: instant,
    correlationId: z.string(),
    kind: z.enum(discrepancyKinds),
    field: z.string().nullable(),
    legacy: z.string().nullable().optional(),
    target: z.string().nullable().optional(),
    before: judgement,
    after: judgement,
  })
  .meta({ id: 'JudgedTwice' });
export type JudgedTwice = z.infer<typeof judgedTwice>;

const patternRef = z
  .strictObject({
    id: z.string(),
    number: z.int(),
    sentence: z.string(),
    state: z.enum(patternStates),
    severity: z.enum(severities).meta({ description: 'What a gate takes it for: untriaged counts as critical' }),
  })
  .meta({ id: 'BacktestPattern' });

const moved = {
  pattern: patternRef.nullable(),
  count,
  critical: count.meta({ description: 'How many of them were critical under the rules before' }),
  examples: z.array(judgedTwice),
};

const side = z.strictObject({ category: z.enum(categories), severity: z.enum(severities) });

const list = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    count,
    critical: count,
    patterns: count.meta({ description: 'How many there are; the list shows the gravest' }),
    items: z.array(item),
  });

export const rateChange = z
  .strictObject({
    layer: z.enum(layers),
    workload: z.enum(workloads).nullable(),
    runs: count,
    leftOut: count.meta({ description: 'Runs that say nothing of it: judged in part, or without totals' }),
    records: count,
    before: z.string().nullable().meta({ description: 'Exact share with six places, cut; null where no run says it' }),
    after: z.string().nullable(),
  })
  .meta({ id: 'RateChange' });

export const backtestAnswer = z
  .strictObject({
    context: z.string(),
    draft: rulesRef,
    against: rulesRef,
    period: z.strictObject({ from: instant, to: instant }),
    runs: z.strictObject({
      found: count,
      judged: count.meta({ description: 'Of which all discrepancies that are there were judged' }),
      sampled: count.meta({ description: 'Of which their tool sent only a sample of its discrepancies' }),
      letGo: count.meta({ description: 'Of which discrepancies were let go after their time' }),
    }),
    discrepancies: z.strictObject({
      stored: count,
      judged: count,
      complete: z.boolean().meta({ description: 'Whether all that the runs of the period itemised were judged' }),
      stopped: z
        .enum(['limit', 'time', 'runs'])
        .nullable()
        .meta({ description: 'What ended it before all were judged' }),
    }),
    open: z.strictObject({ before: count, after: count }),
    newlyAccepted: list(z.strictObject(moved)),
    newlyFlagged: list(z.strictObject(moved)),
    reclassified: list(z.strictObject({ ...moved, before: side, after: side })),
    rates: z.array(rateChange),
    sentences: z.array(z.string()),
  })
  .meta({ id: 'Backtest' });
export type BacktestAnswer = z.infer<typeof backtestAnswer>;

export const previewBody = z
  .strictObject({
    draft: draftRef,
    against,
    of: z.union([
      z.strictObject({ pattern: z.int().min(1).meta({ description: 'Its number: the examples kept of it' }) }),
      z.strictObject({ run: z.int().min(1), position: count }),
    ]),
  })
  .meta({ id: 'PreviewBody' });
export type PreviewBody = z.infer<typeof previewBody>;

export const previewAnswer = z
  .strictObject({
    context: z.string(),
    draft: rulesRef,
    against: rulesRef,
    items: z.array(
      z.strictObject({
        ...judgedTwice.shape,
        recorded: z.enum(checkOutcomes).meta({ description: 'As it was judged when it came; that stays' }),
      }),
    ),
  })
  .meta({ id: 'RulesPreview' });
export type PreviewAnswer = z.infer<typeof previewAnswer>;
