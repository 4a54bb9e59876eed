import type { PreflightBody, PreflightView } from '@/lib/contract/v1/preflight';
import { mayPropose } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { audienceRef } from '@/lib/domain/authority/lane';
import { criteriaAt } from '@/lib/domain/decision/criteria';
import type { Decision } from '@/lib/domain/decision/decision';
import { foreseen, foreseePlaces, nearest } from '@/lib/domain/decision/foresee';
import { questionOf, rulesOf } from '@/lib/domain/decision/kinds/all';
import { forbidden, isLiveState, stateAt } from '@/lib/domain/decision/machine';
import { lanesOf, stagesOf } from '@/lib/domain/decision/payload';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { type LiveDecision, overlapRefusal } from '@/lib/domain/decision/propose';
import { dateRefusal } from '@/lib/domain/decision/schedule';
import { standingOf } from '@/lib/domain/decision/standing';
import type { World } from '@/lib/domain/decision/world';
import type { Refusal, Result } from '@/lib/domain/kernel/refusal';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { loadContextState } from '@/lib/store/contexts';
import { listDecisions, type RecordedDecision } from '@/lib/store/decisions';
import { aboutOf } from '@/lib/usecases/commands/propose-decision';
import type { Context } from '@/lib/usecases/context';
import { criteriaOfDecision } from '@/lib/usecases/decisions/describe-decision';
import { loadWorld } from '@/lib/usecases/decisions/load-world';
import { loadDecision } from '@/lib/usecases/decisions/on-decision';
import { proposalOfBody } from '@/lib/usecases/decisions/proposal-of-body';
import { worldOf } from '@/lib/usecases/decisions/world-of';
import { evaluateMove } from '@/lib/usecases/evidence/evaluate-move';
import { inProgram, type Viewing } from './parts/viewing';

type Missing = PreflightView['missing'][number];
type Stops = Missing['stops'];

/** A refusal with every place that it points at; each is a thing of its own to put right. */
const ofRefusal = ({ code, detail, errors = [] }: Refusal, stops: Stops): Missing[] => [
  { code, message: detail, stops, pointer: errors[0]?.pointer ?? null },
  ...errors
    .filter((error) => !detail.includes(error.detail))
    .map((error) => ({ code: error.code ?? code, message: error.detail, stops, pointer: error.pointer ?? null })),
];

/** What stops an execution only; anything else stops approvals already. */
const later = [
  'sign_offs_missing',
  'refused',
  'held',
  'review_overdue',
  'break_glass_overdue',
  'break_glass_unreviewed',
];

const ofStanding = (decision: Decision, recorded: RecordedDecision | null, world: World): Missing[] => {
  const signOffs = recorded?.signOffs ?? [];
  const { missing } = standingOf({ decision, signOffs, validUntil: recorded?.validUntil ?? null, world });
  return missing.map(({ code, message }) => ({
    code,
    message,
    stops: later.includes(code) ? 'execution' : 'sign_off',
    pointer: null,
  }));
};

/** Effects are planned as if it were executed now, which also says what would refuse them. */
const planOf = (decision: Decision, world: World) => {
  const planned = rulesOf(decision.kind).effects(decision.payload, decision, world);
  if (!planned.ok) {
    const missing = ofRefusal(planned.refusal, 'execution');
    return { missing, effectiveFrom: null, rollbackUntil: null };
  }
  const { effectiveFrom, windowsOpened } = planned.value;
  const closings = windowsOpened.map(({ closesAt }) => closesAt.getTime());
  return {
    missing: [],
    effectiveFrom: effectiveFrom.toISOString(),
    rollbackUntil: closings.length === 0 ? null : new Date(Math.max(...closings)).toISOString(),
  };
};

const evaluationsOf = (decision: Decision, world: World): PreflightView['evaluations'] =>
  criteriaOfDecision([], criteriaAt(decision.payload, world.evaluations, world.at)).map(
    ({ frozen: _frozen, now: _now, ...evaluation }) => evaluation,
  );

const drawingOf = (payload: Decision['payload']): NonNullable<PreflightView['payload']>['drawing'] =>
  payload.kind === 'redraw_lanes'
    ? {
        begun: payload.begun.map(({ parentIds: _ids, ...lane }) => lane),
        kept: payload.cohorts.filter(({ kept }) => kept).map(({ slug }) => audienceRef({ kind: 'cohort', slug })),
      }
    : null;

const payloadView = ({ payload }: Decision): PreflightView['payload'] => ({
  from: stagesOf(payload)?.from ?? null,
  to: stagesOf(payload)?.to ?? null,
  lanes: lanesOf(payload).map(({ workload, audience, side, epoch }) => ({ workload, audience, side, epoch })),
  drawing: drawingOf(payload),
  rollbackDays: 'rollbackDays' in payload ? payload.rollbackDays : null,
  scheduledFor: payload.scheduledFor,
  stakes: payload.stakes,
});

/** Reasons said once, those that stop the proposal first. */
const inOrder = (missing: readonly Missing[]): Missing[] => {
  const order: readonly Stops[] = ['proposal', 'sign_off', 'execution'];
  const once = [...new Map(missing.map((item) => [`${item.code} ${item.message}`, item])).values()];
  return once.sort((a, b) => order.indexOf(a.stops) - order.indexOf(b.stops));
};

type Seen = { decision: Decision; recorded: RecordedDecision | null; world: World; before: Missing[] };

const viewOf = ({ decision, recorded, world, before }: Seen): PreflightView => {
  const plan = planOf(decision, world);
  const { places, empty } = foreseePlaces(decision, world);
  const nobody = empty.map((message) => ({
    code: 'nobody_to_sign',
    message,
    stops: 'sign_off' as const,
    pointer: null,
  }));
  const missing = inOrder([...before, ...ofStanding(decision, recorded, world), ...nobody, ...plan.missing]);
  return {
    at: world.at.toISOString(),
    kind: decision.kind,
    decision: recorded === null ? null : { id: decision.id, number: decision.number },
    context: decision.context,
    proposable: !missing.some(({ stops }) => stops === 'proposal'),
    payload: payloadView(decision),
    slots: places.map(({ role, count, people = [], candidates }) => ({ role, count, people: [...people], candidates })),
    evaluations: evaluationsOf(decision, world),
    expiresAt: decision.expiresAt?.toISOString() ?? null,
    effectiveFrom: plan.effectiveFrom,
    rollbackUntil: plan.rollbackUntil,
    missing,
  };
};

const liveAround = async ({ db, program, now }: Viewing, contextId: string | null, except?: string) =>
  (await listDecisions(db, program.id, { contextId, states: ['open'] }))
    .map(({ decision }): LiveDecision & Pick<Decision, 'expiresAt'> => decision)
    .filter((decision) => decision.id !== except && (decision.expiresAt === null || decision.expiresAt > now));

/** Where nothing could be derived: the criteria of the step that was asked for, and what stands in its way all the same. */
const viewOfNothing = async (viewing: Viewing, proposal: Proposal, world: World, before: Missing[]) => {
  const { db, now } = viewing;
  const { context } = world;
  const to = proposal.kind === 'advance' ? proposal.to : null;
  const from = context?.stages.at(-1)?.stage;
  const move =
    context === null || to === null || from === undefined
      ? { transitions: [], lanes: [] }
      : {
          transitions: transitionsOf(from, to, context.lanes.length),
          lanes: 'lanes' in proposal ? [...(proposal.lanes ?? [])] : [],
        };
  const evaluated =
    context === null
      ? { evaluations: [], blocks: [] }
      : await evaluateMove(db, await loadContextState(db, context.id), move, now);
  const evaluations = criteriaOfDecision([], evaluated.evaluations).map(
    ({ frozen: _frozen, now: _now, ...evaluation }) => evaluation,
  );
  const shut = evaluations
    .filter(({ blocking, outcome }) => blocking && outcome !== 'met' && outcome !== 'waived')
    .map(({ sentence }) => ({ code: 'criteria_not_met', message: sentence }));
  const held = world.holds.map(({ reason }) => ({ code: 'held', message: `A hold stands: ${reason}` }));
  const missing = inOrder([
    ...before,
    ...[...evaluated.blocks, ...shut].map((item) => ({ ...item, stops: 'sign_off' as const, pointer: null })),
    ...(to === null ? [] : held).map((item) => ({ ...item, stops: 'execution' as const, pointer: null })),
  ]);
  return {
    at: now.toISOString(),
    kind: proposal.kind,
    decision: null,
    context: context?.slug ?? null,
    proposable: false,
    payload: null,
    slots: [],
    evaluations,
    expiresAt: null,
    effectiveFrom: null,
    rollbackUntil: null,
    missing,
  };
};

const preflightProposal = async (
  viewing: Viewing,
  contextId: string | null,
  proposal: Proposal,
  draft: RecordedDecision | null,
): Promise<PreflightView> => {
  const { db, program, now, asker } = viewing;
  const question = { program, contextId, openedPolicy: null, at: now };
  const bare = await loadWorld(db, { ...question, payload: null });
  const permission = mayPropose(proposal)(asker);
  const before: Missing[] = permission.allowed
    ? []
    : [{ code: permission.code, message: permission.reason, stops: 'proposal', pointer: null }];
  const near = nearest(proposal, bare);
  before.push(...near.refusals.flatMap((refusal) => ofRefusal(refusal, 'proposal')));
  const proposer = draft?.decision.proposer ?? principalOf(asker.actor);
  const first = near.proposal === null ? null : foreseen(near.proposal, proposer, program.slug, bare);
  if (near.proposal === null || first === null) return viewOfNothing(viewing, proposal, bare, before);
  const world = await loadWorld(db, { ...question, payload: first.payload });
  const decision = foreseen(near.proposal, proposer, program.slug, world) ?? first;
  const live = await liveAround(viewing, contextId, draft?.decision.id);
  const overlap = overlapRefusal(decision.payload, live)?.refusal ?? null;
  const date = dateRefusal(decision.payload, now, decision.expiresAt);
  for (const refusal of [overlap, date]) if (refusal !== null) before.push(...ofRefusal(refusal, 'proposal'));
  const seen = viewOf({ decision, recorded: null, world, before });
  return draft === null ? seen : { ...seen, decision: { id: draft.decision.id, number: draft.decision.number } };
};

const preflightRecorded = async (viewing: Viewing, recorded: RecordedDecision): Promise<PreflightView> => {
  const { db, program, now } = viewing;
  const { decision } = recorded;
  const question = decision.state === 'draft' ? questionOf(decision.payload) : null;
  if (question !== null) return preflightProposal(viewing, decision.contextId, question, recorded);
  const world = await loadWorld(db, worldOf({ program, at: now }, recorded));
  const over = isLiveState(stateAt(decision, false, now)) ? null : forbidden(decision, 'execute', now);
  return viewOf({ decision, recorded, world, before: over === null ? [] : ofRefusal(over, 'execution') });
};

/** What would become of a proposal or a decision now, with every reason against it at once. Writes nothing. */
export const preflight = (context: Context, programSlug: string, body: PreflightBody): Promise<Result<PreflightView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program } = viewing;
    if ('decision' in body) return preflightRecorded(viewing, await loadDecision(db, program.id, body.decision));
    const contextId = await aboutOf({ db, program }, body);
    // The words are not looked at.
    const proposal = proposalOfBody({ ...body, title: body.title ?? 'Preflight', rationale: body.rationale ?? '' });
    return preflightProposal(viewing, contextId, proposal, null);
  });
