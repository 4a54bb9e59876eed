import { createHash } from 'node:crypto';
import { statusOf } from '@/lib/contract/refusal-status';
import type { OfrepErrorCode, OfrepEvaluation, OfrepFailure } from '@/lib/contract/v1/ofrep';
import { laneText } from '@/lib/domain/authority/lane';
import type { AuthorityRequest } from '@/lib/domain/authority/resolve';
import { beginning } from '@/lib/domain/kernel/beginning';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Refusal, type RefusalCode, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type Workload, workloads } from '@/lib/domain/words';
import { type Asked, answerRequest } from './authority-answer';

// OpenFeature Remote Evaluation Protocol 0.3 over authority answers. A value is never absent: a client without one uses
// its caller's default, which is a side that nobody decided.

export type OfrepContext = Readonly<Record<string, unknown>>;

const wrong = (name: string, detail: string) =>
  refuse('invalid_body', `The attribute ${name} ${detail}.`, [{ pointer: `/context/${name}`, detail }]);

/** What authority asks for, from the evaluation context. Attributes that the program does not know are passed over. */
const requestOf = (
  context: OfrepContext,
  dimensionNames: readonly string[],
  workload: Workload,
): Result<AuthorityRequest> => {
  const said = new Map(Object.entries(context));
  const dimensions: [string, string][] = [];
  for (const name of dimensionNames) {
    const value = said.get(name);
    if (value === undefined) continue;
    if (typeof value !== 'string') return wrong(name, 'is not text');
    dimensions.push([name, value]);
  }
  const key = said.get('targetingKey');
  const subscriber = said.get('subscriber');
  if (key !== undefined && typeof key !== 'string') return wrong('targetingKey', 'is not text');
  if (subscriber !== undefined && typeof subscriber !== 'string') return wrong('subscriber', 'is not text');
  return accept({ workload, dimensions: Object.fromEntries(dimensions), key, subscriber });
};

const partsOf = (key: string): { context: string; workload: Workload } | null => {
  const dot = key.lastIndexOf('.');
  const workload = workloads.find((word) => word === key.slice(dot + 1));
  return dot < 1 || workload === undefined ? null : { context: key.slice(0, dot), workload };
};

type Answered = Extract<ReturnType<typeof answerRequest>, { ok: true }>['value'];

const evaluationOf = (key: string, { answer, reason }: Answered, confirmedAt: Date): OfrepEvaluation => ({
  key,
  value: answer.side,
  variant: answer.stage,
  reason,
  metadata: {
    epoch: answer.epoch,
    ...(answer.epoch === 0 ? {} : { lane: laneText(answer) }),
    legacy: answer.participation.legacy,
    target: answer.participation.target,
    ...(answer.since === null ? {} : { since: answer.since.toISOString() }),
    validUntil: (answer.validUntil ?? confirmedAt).toISOString(),
    ...(answer.rollbackUntil === null ? {} : { rollbackUntil: answer.rollbackUntil.toISOString() }),
    ...(answer.decision === null ? {} : { decision: answer.decision.number }),
  },
});

/** One flag; `<context>.<workload>` that is not there refuses with `not_found`. */
export const evaluate = (
  asked: Asked & { confirmedAt: Date },
  key: string,
  context: OfrepContext,
): Result<OfrepEvaluation> => {
  const parts = partsOf(key);
  if (parts === null)
    return refuse('not_found', `No flag is called ${beginning(key, 200)}; a key is <context>.<workload>.`);
  const request = requestOf(context, asked.snapshot.dimensions, parts.workload);
  if (!request.ok) return request;
  const answered = answerRequest(asked, parts.context, request.value);
  return answered.ok ? accept(evaluationOf(key, answered.value, asked.confirmedAt)) : answered;
};

const errorCodes: Partial<Record<RefusalCode, OfrepErrorCode>> = {
  malformed_json: 'PARSE_ERROR',
  invalid_body: 'INVALID_CONTEXT',
  dimension_missing: 'INVALID_CONTEXT',
  key_missing: 'TARGETING_KEY_MISSING',
  not_found: 'FLAG_NOT_FOUND',
};

/** A refusal in the protocol's own form; whatever goes wrong, the body is JSON and names the key. */
export const ofrepFailure = (refusal: Refusal, key: string | undefined): { status: number; body: OfrepFailure } => {
  const errorCode = errorCodes[refusal.code] ?? 'GENERAL';
  const bulk = key === undefined;
  return {
    // The protocol knows 400 where our own table would say that the body is well-formed and wrong.
    status: errorCode === 'GENERAL' || errorCode === 'FLAG_NOT_FOUND' ? statusOf[refusal.code] : 400,
    body: {
      ...(bulk ? {} : { key }),
      errorCode: bulk && errorCode === 'FLAG_NOT_FOUND' ? 'GENERAL' : errorCode,
      errorDetails: refusal.detail,
    },
  };
};

/** Every flag in a stable order, failures among them. Where nothing can be confirmed any more, the whole refuses. */
export const evaluateAll = (
  asked: Asked & { confirmedAt: Date },
  context: OfrepContext,
): Result<(OfrepEvaluation | OfrepFailure)[]> => {
  const flags: (OfrepEvaluation | OfrepFailure)[] = [];
  const contexts = [...asked.snapshot.contexts].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  for (const { slug, workloads: declared } of contexts) {
    for (const workload of workloads.filter((word) => declared.includes(word))) {
      const key = `${slug}.${workload}`;
      const evaluated = evaluate(asked, key, context);
      if (!evaluated.ok && evaluated.refusal.code === 'unavailable') return evaluated;
      flags.push(evaluated.ok ? evaluated.value : ofrepFailure(evaluated.refusal, key).body);
    }
  }
  return accept(flags);
};

const withoutLease = (flag: OfrepEvaluation | OfrepFailure): unknown =>
  'metadata' in flag ? { ...flag, metadata: { ...flag.metadata, validUntil: undefined } } : flag;

/** Covers what is in effect, the whole context and the caller's reach; not when it was confirmed, nor other records. */
export const etagOf = (
  reach: { programId: string; scopes: readonly string[] },
  context: OfrepContext,
  flags: readonly (OfrepEvaluation | OfrepFailure)[],
): string => {
  const covered = canonicalJson({
    program: reach.programId,
    scopes: [...reach.scopes].sort(),
    context,
    flags: flags.map(withoutLease),
  });
  return `"${createHash('sha256').update(covered).digest('base64url')}"`;
};

/** Whether one of the tags that the client holds is this one. `*` names none, so that it never saves an answer. */
export const holdsTag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
