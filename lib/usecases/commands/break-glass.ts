import { v7 as uuid } from 'uuid';
import type { BreakGlassAnswer, BreakGlassBody } from '@/lib/contract/v1/emergencies';
import type { Actor } from '@/lib/domain/access/actor';
import { mayBreakGlass } from '@/lib/domain/access/may';
import { type Principal, principalOf } from '@/lib/domain/access/principal';
import type { StepUpMethod } from '@/lib/domain/access/step-up';
import {
  type BreakGlassInput,
  breakGlassProofMs,
  decideBreakGlassBack,
  decideBreakGlassForward,
} from '@/lib/domain/decision/break-glass';
import { stopRefusal } from '@/lib/domain/decision/execute';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext, loadContextState } from '@/lib/store/contexts';
import { insertDecision } from '@/lib/store/keep-decision';
import { takeNumber } from '@/lib/store/programs';
import { askerIn, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { authorityOf } from '@/lib/usecases/decisions/authority-of';
import { keepWentBack, supersedeOthers } from '@/lib/usecases/decisions/keep-outside';
import { loadContextWorld } from '@/lib/usecases/decisions/load-world';
import { must, recordAll } from '@/lib/usecases/decisions/on-decision';
import { type ProgramTx, transact } from '@/lib/usecases/transact';
import { confirmIdentity } from './confirm-identity';

/** Identity is proved again with the act; only a sign-in at the provider may be older, and not by much. */
export const demandFreshProof = (actor: Actor, method: StepUpMethod, at: Date): void => {
  if (method !== 'recent_sign_in' || actor.kind !== 'person') return;
  if (at.getTime() - actor.authenticatedAt.getTime() <= breakGlassProofMs) return;
  throw refused('step_up_required', 'Sign in again first: this needs a sign-in of the last minute.');
};

type Asked = Omit<BreakGlassBody, 'stepUp'>;

type Acting = { tx: ProgramTx; contextId: string; by: Principal; body: Asked; input: BreakGlassInput };

/** Back to legacy: done at once, with its review; what waits in the context is superseded. */
const goBack = async ({ tx, contextId, by, body, input }: Acting): Promise<BreakGlassAnswer> => {
  const review = { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') };
  const back = must(decideBreakGlassBack({ ...input, review }));
  const { decision, effects } = back;
  await keepWentBack(tx, back, by, input.world);
  const reason = `D-${decision.number} broke the glass for ${body.incident}: ${body.reason}`;
  const superseded = await supersedeOthers(tx, contextId, { except: decision.id, reason });
  const after = await loadContextState(tx.db, contextId);
  return {
    decision: { id: decision.id, number: decision.number },
    state: 'executed',
    revision: decision.revision.number,
    evidenceHash: decision.revision.evidenceHash,
    confirmBy: null,
    review: { ...review, dueAt: back.dueAt.toISOString() },
    effectiveFrom: effects.effectiveFrom.toISOString(),
    superseded,
    authority: authorityOf(after, input.world.policy, tx.at, body.lanes),
  };
};

/** To target: a decision that a second person has fifteen minutes to stand for. */
const askForward = async ({ tx, contextId, body, input }: Acting, question: Question): Promise<BreakGlassAnswer> => {
  const bare = must(decideBreakGlassForward(input)).decision;
  const world = await loadContextWorld(tx.db, { ...question, payload: bare.payload });
  const { decision, facts } = must(decideBreakGlassForward({ ...input, world }));
  const stopped = stopRefusal({ decision, world });
  if (stopped !== null) throw new Refused(stopped);
  await insertDecision(tx.db, {
    programId: tx.program.id,
    decision,
    openedPolicy: world.versions.policy,
    validUntil: null,
  });
  recordAll(tx, facts);
  return {
    decision: { id: decision.id, number: decision.number },
    state: 'open',
    revision: decision.revision.number,
    evidenceHash: decision.revision.evidenceHash,
    confirmBy: decision.expiresAt?.toISOString() ?? null,
    review: null,
    effectiveFrom: null,
    superseded: [],
    authority: authorityOf(await loadContextState(tx.db, contextId), world.policy, tx.at, body.lanes),
  };
};

type Question = Parameters<typeof loadContextWorld>[1];

/** Moves authority outside the gates, in an emergency: back alone and at once, forward once a second person stands for it. */
export const breakGlass = async (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: BreakGlassBody,
): Promise<Result<BreakGlassAnswer>> => {
  const confirmed = await confirmIdentity(context, body.stepUp);
  if (!confirmed.ok) return confirmed;
  return moveOutsideGates(context, programSlug, contextSlug, { ...body, method: confirmed.value });
};

/** The act itself, once identity is proved. */
export const moveOutsideGates = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  { method, ...body }: Asked & { method: StepUpMethod },
): Promise<Result<BreakGlassAnswer>> =>
  transact<BreakGlassAnswer>(context, programSlug, async (tx) => {
    const asker = await askerIn(tx.db, context.actor, tx.program);
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    if (about === null) throw refused('not_found', `This program has no context "${contextSlug}".`);
    const { program, at, commitAllowanceMs } = tx;
    const question = { program, contextId: about.id, payload: null, openedPolicy: null, at, commitAllowanceMs };
    const world = await loadContextWorld(tx.db, question);
    demand(asker, mayBreakGlass(world.policy));
    demandFreshProof(context.actor, method, tx.at);
    const by = principalOf(context.actor);
    const ref = { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') };
    const { lanes, to, incident, reason, rollbackDays } = body;
    const input = { ref, program: tx.program.slug, by, lanes, to, incident, reason, rollbackDays, world };
    const acting = { tx, contextId: about.id, by, body, input };
    return accept(body.side === 'legacy' ? await goBack(acting) : await askForward(acting, question));
  });
