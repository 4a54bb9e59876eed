import { z } from 'zod';
import { builtInKinds, evidenceKinds } from '@/lib/domain/criteria/evaluation';
import { criterionKinds, evaluationOutcomes, gates, workloads } from '@/lib/domain/words';
import { audience, count, instant, slug } from './primitives';

export const laneRef = z.strictObject({ workload: z.enum(workloads), audience }).meta({ id: 'LaneRef' });
export type LaneRef = z.infer<typeof laneRef>;

export const evidenceRef = z
  .strictObject({ kind: z.enum(evidenceKinds), id: z.string(), digest: z.string() })
  .meta({ id: 'EvidenceRef' });

/** The last two are asked by the product itself; the other kinds come from the context's criteria set. */
export const evaluationKinds = [...criterionKinds, ...builtInKinds] as const;

const evaluationBody = {
  outcome: z.enum(evaluationOutcomes),
  value: z.string().nullable(),
  threshold: z.string().nullable(),
  sampleSize: count.nullable(),
  window: z.strictObject({ from: instant, to: instant }).nullable(),
  validUntil: instant.nullable().meta({ description: 'When time alone would change it' }),
  evidence: z.array(evidenceRef),
  sentence: z.string(),
};
const evaluationHead = {
  key: z.string(),
  gate: z.enum(gates),
  kind: z.enum(evaluationKinds),
  blocking: z.boolean(),
  lane: laneRef.nullable(),
};

export const evaluationView = z.strictObject({ ...evaluationHead, ...evaluationBody }).meta({ id: 'Evaluation' });
export type EvaluationView = z.infer<typeof evaluationView>;

const standing = z.strictObject(evaluationBody).meta({ id: 'EvaluationStanding' });

/** Of the blocking criteria: how many are asked, how many are met, and how many stand when accepted risks count. */
export const criteriaTally = z
  .strictObject({ asked: count, met: count, withRisks: count })
  .meta({ id: 'CriteriaTally', description: 'Of the blocking criteria, with and without accepted risks' });

/** A criterion of a decision: as it stands now, as frozen when the revision began, and whichever counts on top. */
export const decisionCriterion = z
  .strictObject({ ...evaluationHead, ...evaluationBody, frozen: standing.nullable(), now: standing.nullable() })
  .meta({ id: 'DecisionCriterion' });
export type DecisionCriterion = z.infer<typeof decisionCriterion>;

export const criteriaQuery = z.strictObject({
  transition: z
    .string()
    .regex(/^[a-z]+>[a-z]+$/, 'two stages with > between them')
    .optional()
    .meta({ description: 'The next one forward unless said', example: 'shadow>validated' }),
  lanes: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: 'Comma list of workload/audience', example: 'reads/cohort:eu-motor' }),
});
export type CriteriaQuery = z.infer<typeof criteriaQuery>;

export const criteriaAnswer = z
  .strictObject({
    context: slug,
    transition: z.string().nullable(),
    criteriaSetVersion: z.int().nullable(),
    ruleSetVersion: z.int().nullable(),
    evaluatedAt: instant,
    open: z.boolean().meta({ description: 'Nothing blocks the gate now' }),
    blocks: z.array(z.string()).meta({ description: 'What keeps the gate closed beside the evaluations' }),
    tally: criteriaTally,
    evaluations: z.array(evaluationView),
  })
  .meta({ id: 'Criteria' });
export type CriteriaAnswer = z.infer<typeof criteriaAnswer>;
