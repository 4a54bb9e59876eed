import { z } from 'zod';
import { type RefusalCode, refusalTitles } from '@/lib/domain/kernel/refusal';

const codes = Object.keys(refusalTitles) as [RefusalCode, ...RefusalCode[]];

export const problemError = z
  .strictObject({
    pointer: z.string().optional().meta({ description: 'RFC 6901 pointer into the body, or a parameter’s name' }),
    code: z.string().optional(),
    detail: z.string(),
  })
  .meta({ id: 'ProblemError' });

/** RFC 9457, with a code of this product's registry, the places at fault, and the request's id. */
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    errors: z.array(problemError),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
