import { z } from 'zod';

export const healthAnswer = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

export const readinessAnswer = z
  .strictObject({
    status: z.enum(['ready', 'unavailable']),
    checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  })
  .meta({ id: 'Readiness' });
export type ReadinessAnswer = z.infer<typeof readinessAnswer>;
