import { z } from 'zod';
import { id, slug } from '@/lib/contract/v1/primitives';
import type { RefusalCode } from '@/lib/domain/kernel/refusal';
import { type Scope, workloads } from '@/lib/domain/words';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: nobody in particular, a key, a signed-in person, or either. */
export type Caller = 'none' | 'key' | 'person' | 'both';

/**
 * `json` is read strictly and checked; `manifest` is JSON or YAML; `import` is another tool's own document; `ndjson` is
 * any number of lines, each as the schema says, read while they come; `events` are CloudEvents in any of the three modes,
 * `lineage` is an OpenLineage event.
 */
export type Body<B extends z.ZodType> =
  | { kind: 'none' }
  | { kind: 'json'; schema: B }
  | { kind: 'manifest'; schema: B }
  | { kind: 'import' }
  | { kind: 'events' }
  | { kind: 'lineage' }
  | { kind: 'ndjson'; schema: B }
  | { kind: 'ofrep'; schema: B };

/** The success of an operation; without a schema it has no body, or bytes of `media`. */
export type Answer<A extends z.ZodType> = {
  status: 200 | 201 | 204;
  description: string;
  schema?: A;
  media?: string;
  /** Another success with the same body. */
  also?: { status: 200 | 304 | 503; description: string; empty?: boolean };
};

export type Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  id: string;
  method: Method;
  path: string;
  noun: string;
  summary: string;
  description?: string;
  caller: Caller;
  scope: Scope | null;
  params: P;
  query: Q;
  body: Body<B>;
  answer: Answer<A>;
  /** Its own codes, beside those that every operation of its form can answer. */
  refusals: readonly RefusalCode[];
  idempotency: 'required' | 'optional' | 'none';
};

/** Keeps the schemas' types for the handler. */
export const operation = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  declared: Operation<P, Q, B, A>,
): Operation<P, Q, B, A> => declared;

export const base = '/api/v1';
export const program = `${base}/programs/{program}`;

export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
export const noBody = { kind: 'none' } as const;
export const json = <B extends z.ZodType>(schema: B) => ({ kind: 'json', schema }) as const;

export const inProgram = z.strictObject({ program: slug });
export const inContext = z.strictObject({ program: slug, context: slug });
export const oneOf = <Name extends string>(name: Name) =>
  z.strictObject({ program: slug, [name]: id } as { program: typeof slug } & Record<Name, typeof id>);
export const inLanes = z.strictObject({ program: slug, context: slug, workload: z.enum(workloads) });

/** A decision is named by its id or by its number. */
const decision = z
  .union([id, z.string().regex(/^[1-9]\d{0,8}$/, 'a number')])
  .meta({ id: 'DecisionName', description: 'Id or number' });
export const inDecision = z.strictObject({ program: slug, decision });
export const inSignOff = z.strictObject({ program: slug, decision, signOff: id });
