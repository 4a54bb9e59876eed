import { z } from 'zod';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import { type Transition, transitions } from '@/lib/domain/stage/transition';
import { categories, gates, layers, roles, severities, workloads } from '@/lib/domain/words';

// What a context's transitions ask: a versioned document. Amounts are decimal text, times are days and hours.

/** The keys of the evaluations that every context has; no criterion may take them. */
export const expectedChecksKey = 'expected_checks';
export const wayBackKey = 'way_back';
const builtInKeys: readonly string[] = [expectedChecksKey, wayBackKey];

const text = (max: number) => z.string().trim().min(1).max(max);

const head = {
  key: z
    .string()
    .max(100)
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'A key has lower-case letters, digits, points, hyphens and underscores.')
    .refine((key) => !builtInKeys.includes(key), { message: 'Every context has an evaluation of this key already.' }),
  gate: z.enum(gates),
  blocking: z.boolean(),
  title: text(200).optional(),
};

const days = z.int().min(1).max(366);
const hours = z
  .int()
  .min(1)
  .max(366 * 24);

const threshold = z
  .string()
  .regex(
    /^(?:0\.\d{1,12}|1(?:\.0{1,12})?)$/,
    'A threshold is a share as decimal text, above 0 and at most 1, such as "0.9995".',
  )
  .refine((share) => /[1-9]/.test(share), { message: 'A threshold of nothing would always be met.' });

const scope = z.enum(['context', 'lanes']).default('context');
const contextOnly = z.literal('context').default('context');

export const MatchRateCriterion = z.strictObject({
  ...head,
  kind: z.literal('match_rate'),
  scope,
  layer: z.enum(layers),
  workload: z.enum(workloads).optional(),
  threshold,
  window: z.union([z.strictObject({ days }), z.strictObject({ runs: z.int().min(1).max(1_000) })]),
  freshnessHours: hours,
  minSamples: z.int().min(1),
  confidence: z.literal('wilson95').optional(),
});
export type MatchRateCriterion = z.infer<typeof MatchRateCriterion>;

export const DiscrepancyCeilingCriterion = z.strictObject({
  ...head,
  kind: z.literal('discrepancy_ceiling'),
  scope,
  /** Counts patterns that are at least as severe. Without severity and category every open pattern counts. */
  severity: z.enum(severities).optional(),
  category: z.enum(categories).optional(),
  layer: z.enum(layers).optional(),
  workload: z.enum(workloads).optional(),
  max: z.int().min(0),
  /** How old the newest run may be for its silence to mean anything. */
  freshnessHours: hours.default(168),
});
export type DiscrepancyCeilingCriterion = z.infer<typeof DiscrepancyCeilingCriterion>;

export const CoverageCriterion = z.strictObject({
  ...head,
  kind: z.literal('coverage'),
  scope: contextOnly,
  conditions: z
    .array(text(120))
    .min(1)
    .max(50)
    .refine((names) => new Set(names).size === names.length, { message: 'A condition stands here twice.' }),
  window: z.strictObject({ days }),
});
export type CoverageCriterion = z.infer<typeof CoverageCriterion>;

export const AttestationCriterion = z.strictObject({
  ...head,
  kind: z.literal('attestation'),
  scope: contextOnly,
  role: z.enum(roles),
  statement: text(4_000),
  validDays: days,
});
export type AttestationCriterion = z.infer<typeof AttestationCriterion>;

export const Criterion = z.discriminatedUnion('kind', [
  MatchRateCriterion,
  DiscrepancyCeilingCriterion,
  CoverageCriterion,
  AttestationCriterion,
]);
export type Criterion = z.infer<typeof Criterion>;

const criteria = z
  .array(Criterion)
  .max(100)
  .superRefine((list, context) => {
    list.forEach((criterion, index) => {
      if (criterion.kind === 'match_rate' && criterion.confidence !== undefined && Number(criterion.threshold) === 1) {
        const message = 'A confidence bound never reaches 1, however many samples there are.';
        context.addIssue({ code: 'custom', path: [index, 'threshold'], message });
      }
      if (list.findIndex((other) => other.key === criterion.key) === index) return;
      context.addIssue({
        code: 'custom',
        path: [index, 'key'],
        message: 'Two criteria of this transition have this key.',
      });
    });
  });

export const CriteriaSetDocument = z.strictObject({ transitions: z.partialRecord(z.enum(transitions), criteria) });
export type CriteriaSetDocument = z.infer<typeof CriteriaSetDocument>;

/** A criteria set document from parsed JSON; refuses with `invalid_body` and the places that are wrong. */
export const parseCriteriaSet = (document: unknown, prefix = ''): Result<CriteriaSetDocument> => {
  const parsed = CriteriaSetDocument.safeParse(document);
  return parsed.success
    ? accept(parsed.data)
    : refuse('invalid_body', 'The criteria set is not valid.', schemaDetails(parsed.error, prefix));
};

/** The key as the set declares it: what attestations name, also where two transitions ask different things under it. */
export const declaredKey = (criterion: Pick<Criterion, 'key'>): string => criterion.key.replace(/@.*$/, '');

/** All criteria of the transitions that one move makes; one that stands word for word in two of them counts once. */
export const criteriaOf = (document: CriteriaSetDocument, moves: readonly Transition[]): Criterion[] => {
  const found = new Map<string, Criterion>();
  for (const move of moves) {
    for (const criterion of document.transitions[move] ?? []) {
      const known = found.get(criterion.key);
      if (known === undefined) found.set(criterion.key, criterion);
      else if (documentDigest(known) !== documentDigest(criterion)) {
        const key = `${criterion.key}@${move}`;
        found.set(key, { ...criterion, key });
      }
    }
  }
  return [...found.values()];
};
