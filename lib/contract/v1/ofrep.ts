import { z } from 'zod';
import { sides, stages } from '@/lib/domain/words';
import { instant } from './primitives';

// OpenFeature Remote Evaluation Protocol 0.3. The context is checked by hand, since the protocol has its own errors.

export const ofrepBody = z
  .looseObject({ context: z.record(z.string(), z.unknown()) })
  .meta({ id: 'OfrepRequest', description: 'context: the program’s dimensions, subscriber, targetingKey' });

export const ofrepReasons = ['STATIC', 'TARGETING_MATCH', 'SPLIT'] as const;

/** Only primitives; what does not apply is absent. */
export const ofrepMetadata = z
  .strictObject({
    epoch: z.int(),
    lane: z.string().optional(),
    legacy: z.string(),
    target: z.string(),
    since: instant.optional(),
    validUntil: instant,
    rollbackUntil: instant.optional(),
    decision: z.int().optional().meta({ description: 'Its number' }),
  })
  .meta({ id: 'OfrepMetadata' });

export const ofrepEvaluation = z
  .strictObject({
    key: z.string(),
    value: z.enum(sides),
    variant: z.enum(stages),
    reason: z.enum(ofrepReasons),
    metadata: ofrepMetadata,
  })
  .meta({ id: 'OfrepEvaluation' });
export type OfrepEvaluation = z.infer<typeof ofrepEvaluation>;

export const ofrepErrorCodes = [
  'PARSE_ERROR',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'FLAG_NOT_FOUND',
  'GENERAL',
] as const;
export type OfrepErrorCode = (typeof ofrepErrorCodes)[number];

export const ofrepFailure = z
  .strictObject({ key: z.string().optional(), errorCode: z.enum(ofrepErrorCodes), errorDetails: z.string() })
  .meta({ id: 'OfrepFailure' });
export type OfrepFailure = z.infer<typeof ofrepFailure>;

export const ofrepBulk = z
  .strictObject({ flags: z.array(z.union([ofrepEvaluation, ofrepFailure])) })
  .meta({ id: 'OfrepBulk' });
