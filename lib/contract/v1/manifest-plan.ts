import { z } from 'zod';
import { decisionKinds } from '@/lib/domain/words';
import { decisionRef } from './authority';
import { digest, slug } from './primitives';

export const planChange = z
  .strictObject({
    action: z.enum(['create', 'change', 'remove']),
    path: z.string().meta({ description: 'RFC 6901 pointer into the manifest' }),
    summary: z.string(),
    needsDecision: z.boolean(),
    kind: z
      .enum(decisionKinds)
      .nullable()
      .meta({ description: 'The kind of decision that it takes; null: none, or none that there is' }),
    decision: decisionRef
      .nullable()
      .meta({ description: 'The live decision about it: opened by the apply, or before' }),
  })
  .meta({ id: 'PlanChange' });
export type PlanChange = z.infer<typeof planChange>;

/** What an apply would do, or did. */
export const manifestPlan = z
  .strictObject({
    program: slug,
    applied: z.boolean(),
    digest: digest.meta({ description: 'Of the manifest’s canonical JSON' }),
    changes: z.array(planChange),
  })
  .meta({ id: 'ManifestPlan' });
export type ManifestPlan = z.infer<typeof manifestPlan>;

export const manifestQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().meta({ description: 'Answer with the plan and change nothing' }),
});
