import { z } from 'zod';
import { decisionRef } from './authority';
import { digest, instant, slug } from './primitives';

export const ruleSetStates = ['draft', 'in_force', 'past'] as const;

export const ruleSetVersionView = z
  .strictObject({
    version: z.int(),
    state: z.enum(ruleSetStates),
    digest,
    document: z.unknown(),
    draftedBy: z.string(),
    draftedAt: instant,
    inForceFrom: instant.nullable(),
    inForceUntil: instant.nullable(),
    decision: decisionRef.nullable(),
  })
  .meta({ id: 'RuleSetVersion' });
export type RuleSetVersionView = z.infer<typeof ruleSetVersionView>;

export const rulesAnswer = z
  .strictObject({ context: slug, inForce: z.int().nullable(), versions: z.array(ruleSetVersionView) })
  .meta({ id: 'Rules' });
export type RulesAnswer = z.infer<typeof rulesAnswer>;

/** The use case reads the document by the rules' own schema and points into it where it is wrong. */
export const rulesBody = z.strictObject({ document: z.record(z.string(), z.unknown()) }).meta({ id: 'DraftRules' });
export type RulesBody = z.infer<typeof rulesBody>;
