import { z } from 'zod';
import { decisionKinds, riskClasses, roles, sides, stages, workloads } from '@/lib/domain/words';
import { decisionRef } from './authority';
import { evaluationView, laneRef } from './criteria';
import { type ProposalBody, proposalBody } from './decisions';
import { audience, count, id, instant, prose, slug } from './primitives';

const title = prose(200).optional();
const rationale = z.string().max(8000).optional();

type Untitled<Body> = Body extends unknown ? Omit<Body, 'title' | 'rationale' | 'draft'> & Untold : never;
type Untold = { title?: string | undefined; rationale?: string | undefined };

// A proposal can be looked at before anyone has found the words for it.
const untitled = proposalBody.options.map((option) => z.strictObject({ ...option.shape, title, rationale }));

/** What would become of a proposal, or of a decision on record. */
export type PreflightBody = { decision: string } | Untitled<ProposalBody>;
export const preflightBody = z
  .union([
    z.strictObject({ decision: z.union([id, z.string().regex(/^[1-9]\d{0,8}$/, 'a number')]) }),
    z.discriminatedUnion('kind', untitled as unknown as typeof proposalBody.options),
  ])
  .meta({ id: 'PreflightQuestion', description: 'A decision on record, or a proposal that needs no title yet' });

/** What a thing in the way stops: already the proposal, or only the sign-offs, or only the execution. */
export const stopsWhat = ['proposal', 'sign_off', 'execution'] as const;

export const preflightView = z
  .strictObject({
    at: instant,
    kind: z.enum(decisionKinds),
    decision: decisionRef.nullable(),
    context: slug.nullable(),
    proposable: z.boolean().meta({ description: 'Nothing in `missing` stops the proposal itself' }),
    payload: z
      .strictObject({
        from: z.enum(stages).nullable(),
        to: z.enum(stages).nullable(),
        lanes: z.array(z.strictObject({ ...laneRef.shape, side: z.enum(sides), epoch: count })),
        drawing: z
          .strictObject({
            begun: z.array(
              z.strictObject({ ...laneRef.shape, side: z.enum(sides), epoch: count, parents: z.array(audience) }),
            ),
            kept: z.array(audience),
          })
          .nullable()
          .meta({
            description:
              'Of a redrawing: lanes that begin, with those they take their keys from, and cohorts that stay',
          }),
        rollbackDays: z.int().nullable(),
        scheduledFor: instant.nullable(),
        stakes: z.strictObject({
          risk: z.enum(riskClasses),
          workloads: z.array(z.enum(workloads)),
          sharePercent: z.number().nullable().meta({ description: 'Null: not known, and counts as all of it' }),
          loosens: z.boolean(),
        }),
      })
      .nullable()
      .meta({ description: 'Null where it could not even be proposed' }),
    slots: z.array(
      z.strictObject({
        role: z.enum(roles),
        count,
        people: z.array(z.string()).meta({ description: 'Addresses, where only these people fill it' }),
        candidates: count.meta({ description: 'People who could fill it now' }),
      }),
    ),
    evaluations: z.array(evaluationView),
    expiresAt: instant.nullable(),
    effectiveFrom: instant.nullable().meta({ description: 'If it were executed now' }),
    rollbackUntil: instant.nullable().meta({ description: 'If it were executed now' }),
    missing: z.array(
      z.strictObject({
        code: z.string(),
        message: z.string(),
        stops: z.enum(stopsWhat),
        pointer: z.string().nullable().meta({ description: 'Where in the body, as far as there is a place' }),
      }),
    ),
  })
  .meta({ id: 'Preflight' });
export type PreflightView = z.infer<typeof preflightView>;
