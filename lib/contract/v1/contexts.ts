import { z } from 'zod';
import {
  decisionKinds,
  decisionStates,
  evaluationOutcomes,
  stages,
  syncStrategies,
  workloads,
} from '@/lib/domain/words';
import { authorityAnswer, decisionRef } from './authority';
import { criteriaTally } from './criteria';
import { deadline } from './deadlines';
import { holdView } from './holds';
import { count, instant, page, pageQuery, slug } from './primitives';

export const gateSummary = z
  .strictObject({
    transition: z.string(),
    open: z.boolean(),
    total: count,
    outcomes: z.record(z.enum(evaluationOutcomes), count),
    tally: criteriaTally,
    blockers: z.array(z.string()),
  })
  .meta({ id: 'GateSummary' });
export type GateSummary = z.infer<typeof gateSummary>;

export const decisionBrief = z
  .strictObject({
    id: z.string(),
    number: z.int(),
    kind: z.enum(decisionKinds),
    state: z.enum(decisionStates),
    title: z.string(),
    context: slug.nullable(),
    proposedAt: instant,
    expiresAt: instant.nullable(),
    dueAt: instant.nullable(),
  })
  .meta({ id: 'DecisionBrief' });
export type DecisionBrief = z.infer<typeof decisionBrief>;

const contextHead = {
  slug,
  name: z.string(),
  stage: z.enum(stages),
  stageSince: instant,
  owners: z.array(z.string()),
  syncStrategy: z.enum(syncStrategies),
  workloads: z.array(z.enum(workloads)),
  laneCounts: z.strictObject({ legacy: count, target: count }),
  gate: gateSummary.nullable().meta({ description: 'Of the next transition forward' }),
  openDecisions: z.array(decisionBrief),
  deadlines: z.array(deadline),
  held: z.boolean(),
  reviewOverdue: z.boolean(),
};

export const contextSummary = z.strictObject(contextHead).meta({ id: 'ContextSummary' });
export type ContextSummary = z.infer<typeof contextSummary>;
export const contextsQuery = z.strictObject(pageQuery);
export type ContextsQuery = z.infer<typeof contextsQuery>;
export const contextList = page(contextSummary).meta({ id: 'ContextList' });

export const contextDetail = z
  .strictObject({
    ...contextHead,
    equivalence: z.strictObject({ version: z.int(), statement: z.string(), writtenAt: instant }).nullable(),
    correlationKey: z.string(),
    sourceOfTruth: z.string(),
    events: z.array(z.unknown()).meta({ description: 'As in the manifest' }),
    sideEffects: z.array(z.unknown()).meta({ description: 'As in the manifest' }),
    expectedChecks: z.array(z.unknown()).meta({ description: 'As in the manifest' }),
    cohorts: z
      .array(z.strictObject({ slug, name: z.string(), condition: z.unknown() }))
      .meta({ description: 'In order; the last is everyone else' }),
    subscribers: z.array(
      z.strictObject({
        slug,
        name: z.string(),
        workloads: z.array(z.enum(workloads)),
        owner: z.string().nullable(),
      }),
    ),
    criteriaSetVersion: z.int().nullable(),
    ruleSet: z.strictObject({ inForce: z.int().nullable(), draft: z.int().nullable() }),
    lanes: z.array(authorityAnswer),
    holds: z.array(holdView),
    emergencies: z
      .array(
        z.strictObject({
          decision: decisionRef,
          incident: z.string(),
          review: decisionRef,
          acknowledgedAt: instant.nullable(),
          dueAt: instant,
          overdue: z.boolean(),
        }),
      )
      .meta({ description: 'Break-glass moves here that await their review' }),
  })
  .meta({ id: 'Context' });
export type ContextDetail = z.infer<typeof contextDetail>;
