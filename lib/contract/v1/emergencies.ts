import { z } from 'zod';
import { sides } from '@/lib/domain/words';
import { authorityAnswer, decisionRef } from './authority';
import { laneRef } from './criteria';
import { stepUp } from './decisions';
import { instant, prose } from './primitives';

export const breakGlassBody = z
  .strictObject({
    side: z.enum(sides).meta({ description: 'Back to legacy at once and alone; to target with a second person' }),
    lanes: z.array(laneRef).min(1).max(500),
    to: z
      .enum(['shadow', 'validated', 'selective', 'full'])
      .optional()
      .meta({ description: 'The stage afterwards; left out, what the lanes leave' }),
    incident: prose(200).meta({ description: 'Where the emergency is on record elsewhere' }),
    reason: prose(4000),
    rollbackDays: z.int().min(1).max(365).optional().meta({ description: 'To target only' }),
    stepUp: stepUp.meta({ description: 'Not older than a minute' }),
  })
  .meta({ id: 'BreakGlass' });
export type BreakGlassBody = z.infer<typeof breakGlassBody>;

export const breakGlassAnswer = z
  .strictObject({
    decision: decisionRef,
    state: z.enum(['executed', 'open']).meta({ description: 'Open: somebody else has to confirm it' }),
    revision: z.int(),
    evidenceHash: z.string(),
    confirmBy: instant.nullable().meta({ description: 'By when; null for what moved at once' }),
    review: z.strictObject({ ...decisionRef.shape, dueAt: instant }).nullable(),
    effectiveFrom: instant.nullable(),
    superseded: z.array(decisionRef).meta({ description: 'Decisions of the context that were waiting' }),
    authority: z.array(authorityAnswer),
  })
  .meta({ id: 'BrokenGlass' });
export type BreakGlassAnswer = z.infer<typeof breakGlassAnswer>;
