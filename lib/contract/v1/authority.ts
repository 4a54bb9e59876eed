import { z } from 'zod';
import { participations, sides, stages, wayBackStates, workloads } from '@/lib/domain/words';
import { audience, count, instant, page, pageQuery, slug } from './primitives';

export const participationPair = z
  .strictObject({ legacy: z.enum(participations), target: z.enum(participations) })
  .meta({ id: 'ParticipationPair' });

export const decisionRef = z.strictObject({ id: z.string(), number: z.int() }).meta({ id: 'DecisionRef' });

/** Who is authoritative in one lane. A planned context answers legacy, epoch 0, no decision. */
export const authorityAnswer = z
  .strictObject({
    context: slug,
    workload: z.enum(workloads),
    audience,
    side: z.enum(sides),
    stage: z.enum(stages),
    participation: participationPair,
    epoch: count,
    since: instant.nullable(),
    validUntil: instant.nullable().meta({ description: 'How long to rely on it; null in an answer about the past' }),
    next: z
      .strictObject({ side: z.enum(sides), effectiveFrom: instant, decision: decisionRef })
      .nullable()
      .meta({ description: 'A change on record and not yet in effect' }),
    decision: decisionRef.nullable(),
    rollbackUntil: instant.nullable(),
    wayBack: z.enum(wayBackStates).nullable(),
    sentence: z
      .string()
      .nullable()
      .meta({ description: 'The answer in words, where `at` or `knownAt` is asked; else null' }),
  })
  .meta({ id: 'Authority' });
export type AuthorityAnswer = z.infer<typeof authorityAnswer>;

const asOf = {
  at: instant.optional().meta({ description: 'Who was authoritative then' }),
  knownAt: instant.optional().meta({ description: 'By what was on record then' }),
};

export const authorityQuery = z.strictObject({ ...pageQuery, ...asOf });
export const authorityList = page(authorityAnswer).meta({ id: 'AuthorityList' });

/** Every other parameter must name a dimension of the program. */
export const oneAuthorityQuery = z
  .object({
    ...asOf,
    key: z.string().min(1).max(256).optional().meta({ description: 'What percentages hash' }),
    subscriber: slug.optional(),
  })
  .catchall(z.string().max(256));
