import { z } from 'zod';
import { sideEffectSchema } from '@/lib/contract/manifest-context';
import { paths } from '@/lib/contract/paths';
import type { DecisionView, WayBackView } from '@/lib/contract/views/decision';
import { laneText } from '@/lib/domain/authority/lane';
import { withMoments } from '@/lib/domain/criteria/sentence';
import { lanesOf, type Payload } from '@/lib/domain/decision/payload';
import { standingOf } from '@/lib/domain/decision/standing';
import { findContextPage } from '@/lib/store/read-models/context-page';
import { type DecisionLine, listDecisionLines } from '@/lib/store/read-models/decision-lines';
import type { ListedDecision } from '@/lib/store/read-models/decision-records';
import { listEntriesAbout } from '@/lib/store/read-models/history';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { listRuleVersions } from '@/lib/store/read-models/rule-versions';
import { routersOf } from '@/lib/usecases/queries/context/authority';
import { wayBackLines } from '@/lib/usecases/queries/context/governing';
import { calledBy } from '@/lib/usecases/queries/parts/called';
import { isUndecidedAt, overSince } from '@/lib/usecases/queries/parts/decision-line';
import { rolesToSign, slotViews } from '@/lib/usecases/queries/parts/decision-row';
import { actorRefOf } from '@/lib/usecases/queries/parts/feed';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';
import { lockOf } from '@/lib/usecases/queries/parts/lock';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import { stakeOf } from '@/lib/usecases/queries/parts/stake';
import { stepUpOf } from '@/lib/usecases/queries/parts/step-up';
import type { Viewing } from '@/lib/usecases/queries/parts/viewing';
import { actsOf, missingOf, signOffViews } from './acts';
import { changeOf, documentChangeViews } from './change';
import { decisionCriteria } from './criteria';
import { revisionLines, trafficText, workloadsMoved } from './further';
import { decisionLede } from './lede';
import type { Loaded } from './load';
import { risksIn } from './risks';
import { saidOf } from './said';
import { isOpen, wayBackOf } from './way-back';

const mostEntries = 500;

const listedOf = ({ recorded }: Loaded, programId: string): ListedDecision => ({
  programId,
  decision: recorded.decision,
  signOffs: recorded.signOffs,
  validUntil: recorded.validUntil,
  dueAt: recorded.dueAt,
  openedPolicy: recorded.openedPolicy,
  closedAt: recorded.closedAt,
  closedReason: recorded.closedReason,
  executedBy: recorded.executedBy,
  effectiveFrom: recorded.effectiveFrom,
  counted: recorded.countedSignOffIds,
});

/** The act that a review answers for. */
const reviewedBy = (
  payload: Payload,
  context: ListedContext | null,
  lines: readonly DecisionLine[],
): DecisionView['change']['reviews'] => {
  const reviewed =
    payload.kind === 'review_rollback'
      ? payload.rollback
      : payload.kind === 'review_break_glass'
        ? payload.breakGlass
        : null;
  if (context === null || reviewed === null) return null;
  const rollback = lines.find(({ id }) => id === reviewed.id);
  if (rollback === undefined) return null;
  const back = context.lanes.filter(({ intervals }) => intervals.some(({ decision }) => decision.id === rollback.id));
  return {
    number: rollback.number,
    title: rollback.title,
    reason: rollback.rationale,
    executedAt: (rollback.closedAt ?? rollback.proposedAt).toISOString(),
    by: rollback.executedBy ?? rollback.proposedBy,
    lanes: lanesText(
      back.map(({ lane }) => lane),
      context.lanes.map(({ lane }) => lane),
    ),
  };
};

const changeIn = async (
  loaded: Loaded,
  lines: readonly DecisionLine[],
  { db }: Viewing,
): Promise<DecisionView['change']> => {
  const { recorded, picture, context } = loaded;
  const { decision } = recorded;
  const { payload } = decision;
  const page = payload.kind === 'advance' && context !== null ? await findContextPage(db, context.id) : null;
  return changeOf({
    picture,
    context,
    payload,
    record: {
      number: decision.number,
      effectiveFrom: decision.state === 'executed' ? recorded.effectiveFrom : null,
      ended: decision.state !== 'executed' && !isUndecidedAt(decision, picture.now),
    },
    sideEffects:
      page === null
        ? []
        : z
            .array(sideEffectSchema)
            .parse(page.sideEffects)
            .map(({ name }) => name),
    rules: payload.kind === 'activate_rules' && context !== null ? await listRuleVersions(db, [context.id]) : [],
    reviews: reviewedBy(payload, context, lines),
  });
};

const headOf = ({ recorded, picture, context }: Loaded, { program, you }: Viewing) => {
  const { decision } = recorded;
  const { payload, revision } = decision;
  const staged = payload.kind === 'advance' || payload.kind === 'rollback';
  return {
    program: { slug: program.slug, name: program.name },
    now: picture.now.toISOString(),
    id: decision.id,
    number: decision.number,
    kind: decision.kind,
    title: payload.title,
    rationale: payload.rationale,
    context: context === null ? null : { ...contextRefOf(context), lock: lockOf(picture, context) },
    from: staged ? payload.from : null,
    to: staged ? payload.to : null,
    revision: revision.number,
    evidenceHash: revision.evidenceHash,
    revisionBegunAt: revision.openedAt.toISOString(),
    // That a draft is one, or that the first revision began, is no news.
    revisionNote:
      decision.state === 'draft' || revision.number === 1 || revision.reason === null
        ? null
        : withMoments(revision.reason),
    proposedBy: actorRefOf(decision.proposer, you),
    proposedAt: decision.proposedAt.toISOString(),
    expiresAt: decision.expiresAt?.toISOString() ?? null,
    scheduledFor: payload.scheduledFor,
    dueAt: recorded.dueAt?.toISOString() ?? null,
    executedBy: recorded.executedBy === null ? null : actorRefOf(recorded.executedBy, you),
    effectiveFrom: recorded.effectiveFrom?.toISOString() ?? null,
    closedAt: overSince(recorded, picture.now)?.toISOString() ?? null,
    closedReason: recorded.closedReason === null ? null : withMoments(recorded.closedReason),
  };
};

/** What routers apply in the lanes that a decision moves, or moved. */
const routersMoved = async ({ recorded, context }: Loaded, viewing: Viewing): Promise<DecisionView['routers']> => {
  const { decision } = recorded;
  const moved = new Set(lanesOf(decision.payload).map(laneText));
  if (context === null || moved.size === 0) return {};
  if (decision.state !== 'executed' && !isUndecidedAt(decision, viewing.now)) return {};
  const all = Object.entries(await routersOf(viewing, context));
  return Object.fromEntries(all.filter(([lane]) => moved.has(lane)));
};

/** What is on record of going back, where lanes may still go. */
const proofsOf = ({ recorded, context }: Loaded, wayBack: WayBackView, { now, asker }: Viewing) => {
  const { decision } = recorded;
  const goes = isUndecidedAt(decision, now) || isOpen(wayBack, now);
  if (context === null || !goes) return [];
  const moved = workloadsMoved(decision.payload);
  return wayBackLines(context, now, asker).lines.filter(({ workload }) => moved.includes(workload));
};

/** The decision's page, in the order of thinking. */
export const buildDecision = async (loaded: Loaded, viewing: Viewing): Promise<DecisionView> => {
  const { recorded, picture, context, viewed, preflight, names, ledgerId } = loaded;
  const { db, program, now, asker, you } = viewing;
  const { decision } = recorded;
  const standing = standingOf(viewed);
  const lines = context === null ? [] : await listDecisionLines(db, program.id, context.id);
  const entries = await listEntriesAbout(db, ledgerId, decision.id, mostEntries);
  const signs = `${stakeOf(picture, context, decision.payload)} On the evidence of revision ${decision.revision.number}.`;
  const criteria = context === null ? null : decisionCriteria({ picture, context, viewed, preflight, names });
  const wayBack = wayBackOf({ picture, programId: program.id, context, decision, asker });
  return {
    ...headOf(loaded, viewing),
    state: standing.state,
    traffic: trafficText(decision.payload),
    revisions: revisionLines(recorded.revisions),
    lede: decisionLede({ recorded, viewed, standing, picture, context }),
    change: await changeIn(loaded, lines, viewing),
    documentChanges: documentChangeViews(context, decision.payload),
    criteria,
    ...(await risksIn(loaded, viewing, criteria, lines)),
    routers: await routersMoved(loaded, viewing),
    proofs: proofsOf(loaded, wayBack, viewing),
    wayBack,
    slots: slotViews(picture, { listed: listedOf(loaded, program.id), viewed, standing }, you),
    signOffs: signOffViews(recorded, standing, viewed, asker),
    missing: missingOf(standing, viewed, rolesToSign({ viewed }, asker.actor)),
    said: saidOf(entries, recorded, you, calledBy(picture)),
    acts: actsOf({ viewed, asker, signs }),
    stepUp: await stepUpOf(db, asker.actor, paths.decision(program.slug, decision.number), now),
  };
};
