import { z } from 'zod';
import { digest, slug } from './primitives';

export const planChange = z
  .strictObject({
    action: z.enum(['create', 'change', 'remove']),
    path: z.string().meta({ description: 'RFC 6901 pointer into the manifest' }),
    summary: z.string(),
    needsDecision: z.boolean(),
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
