import { z } from 'zod';
import { sideEffectSchema } from '@/lib/contract/manifest-context';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import { laneText } from '@/lib/domain/authority/lane';
import type { FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import { documentChangesOf, lanesOf, type Payload } from '@/lib/domain/decision/payload';
import { standingOf } from '@/lib/domain/decision/standing';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { refused } from '@/lib/domain/kernel/refusal';
import { findDecision, type RecordedDecision } from '@/lib/store/decisions';
import { loadPreflight } from '@/lib/store/preflights';
import { findContextPage } from '@/lib/store/read-models/context-page';
import { type DecisionLine, listDecisionLines } from '@/lib/store/read-models/decision-lines';
import type { ListedDecision } from '@/lib/store/read-models/decision-records';
import { ledgerHead, listEntriesAbout } from '@/lib/store/read-models/history';
import { listOpenPatterns } from '@/lib/store/read-models/pattern-lines';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { listRuleVersions } from '@/lib/store/read-models/rule-versions';
import { listRunNumbers } from '@/lib/store/read-models/run-lines';
import { routersOf } from '@/lib/usecases/queries/context/authority';
import { wayBackLines } from '@/lib/usecases/queries/context/governing';
import { rolesToSign, slotViews } from '@/lib/usecases/queries/parts/decision-row';
import { type EvidenceNames, namesIn } from '@/lib/usecases/queries/parts/evaluation-view';
import { actorRefOf } from '@/lib/usecases/queries/parts/feed';
import { holdsOn } from '@/lib/usecases/queries/parts/holds';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';
import { lockOf } from '@/lib/usecases/queries/parts/lock';
import { patternRowOf, trendsOf } from '@/lib/usecases/queries/parts/pattern-row';
import { contextOfDecision, loadPicture, type Picture, worldOfDecision } from '@/lib/usecases/queries/parts/picture';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import { stakeOf } from '@/lib/usecases/queries/parts/stake';
import { stepUpOf } from '@/lib/usecases/queries/parts/step-up';
import type { Viewing } from '@/lib/usecases/queries/parts/viewing';
import { actsOf, missingOf, signOffViews } from './acts';
import { changeOf } from './change';
import { decisionCriteria } from './criteria';
import { revisionLines, risksOf, trafficText, workloadsMoved } from './further';
import { decisionLede } from './lede';
import { saidOf } from './said';
import { triedOf } from './tried';
import { wayBackOf } from './way-back';

const shownPatterns = 8;
const mostEntries = 500;

/** A decision with everything that its pages are made from. */
export type Loaded = {
  recorded: RecordedDecision;
  picture: Picture;
  /** Null for a decision about the whole program. */
  context: ListedContext | null;
  viewed: Viewed;
  preflight: { at: Date; evaluations: FrozenEvaluation[] } | null;
  names: EvidenceNames;
  ledgerId: string;
};

/** Ids of the runs that frozen evaluations were read from. */
export const frozenRunIds = (recorded: RecordedDecision, preflight: Loaded['preflight']): string[] => {
  const evaluations = [
    ...recorded.revisions.flatMap(({ document }) => document.evaluations),
    ...(preflight?.evaluations ?? []),
  ];
  return [
    ...new Set(evaluations.flatMap(({ evidence }) => evidence.flatMap(({ kind, id }) => (kind === 'run' ? [id] : [])))),
  ];
};

/** @throws Refused with not_found for a number that this program does not have. */
export const loadWhole = async (viewing: Viewing, number: number): Promise<Loaded> => {
  const { db, program, now } = viewing;
  const recorded = await findDecision(db, program.id, String(number));
  if (recorded === null) throw refused('not_found', `There is no decision D-${number} in this program.`);
  const { decision, signOffs, validUntil, revisions } = recorded;
  const picture = await loadPicture(db, [program.id], now, { contextId: decision.contextId ?? '' });
  const context = contextOfDecision(picture, decision);
  const world = worldOfDecision(
    picture,
    { programId: program.id, decision, openedPolicy: recorded.openedPolicy },
    decision.state === 'open' ? decision.payload : null,
  );
  const preflight = recorded.preflightId === null ? null : await loadPreflight(db, recorded.preflightId);
  const numbers = new Map(
    (await listRunNumbers(db, frozenRunIds(recorded, preflight))).map((run) => [run.id, run.number]),
  );
  const inReach = context === null ? () => null : namesIn(program.slug, context.slug, picture.evidence.get(context.id));
  return {
    recorded,
    picture,
    context,
    viewed: { decision, revisions, signOffs, validUntil, world },
    preflight,
    names: (kind, id) => {
      const run = kind === 'run' ? numbers.get(id) : undefined;
      return run === undefined
        ? inReach(kind, id)
        : { kind: 'run', label: `r-${run}`, href: paths.run(program.slug, run) };
    },
    ledgerId: (await ledgerHead(db, program.id)).id,
  };
};

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
  const live = decision.state === 'open' && (decision.expiresAt === null || decision.expiresAt > picture.now);
  return changeOf({
    picture,
    context,
    payload,
    record: {
      number: decision.number,
      effectiveFrom: decision.state === 'executed' ? recorded.effectiveFrom : null,
      ended: !live && decision.state !== 'executed',
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
    revisionNote: revision.reason,
    proposedBy: actorRefOf(decision.proposer, you),
    proposedAt: decision.proposedAt.toISOString(),
    expiresAt: decision.expiresAt?.toISOString() ?? null,
    scheduledFor: payload.scheduledFor,
    dueAt: recorded.dueAt?.toISOString() ?? null,
    executedBy: recorded.executedBy === null ? null : actorRefOf(recorded.executedBy, you),
    effectiveFrom: recorded.effectiveFrom?.toISOString() ?? null,
    closedAt: recorded.closedAt?.toISOString() ?? null,
    closedReason: recorded.closedReason,
  };
};

/** What routers apply in the lanes that a decision moves. */
const routersMoved = async ({ recorded, context }: Loaded, viewing: Viewing): Promise<DecisionView['routers']> => {
  const moved = new Set(lanesOf(recorded.decision.payload).map(laneText));
  if (context === null || moved.size === 0) return {};
  const all = Object.entries(await routersOf(viewing, context));
  return Object.fromEntries(all.filter(([lane]) => moved.has(lane)));
};

/** The decision's page, in the order of thinking. */
export const buildDecision = async (loaded: Loaded, viewing: Viewing): Promise<DecisionView> => {
  const { recorded, picture, context, viewed, preflight, names, ledgerId } = loaded;
  const { db, program, now, asker, you } = viewing;
  const { decision } = recorded;
  const standing = standingOf(viewed);
  const lines = context === null ? [] : await listDecisionLines(db, program.id, context.id);
  const patterns = context === null ? [] : await listOpenPatterns(db, [context.id], shownPatterns);
  const trends = await trendsOf(db, patterns, now);
  const entries = await listEntriesAbout(db, ledgerId, decision.id, mostEntries);
  const signs = `${stakeOf(context, decision.payload)} On the evidence of revision ${decision.revision.number}.`;
  const criteria = context === null ? null : decisionCriteria({ picture, context, viewed, preflight, names });
  const criteriaKeys = (criteria?.items ?? []).map(({ now: { key } }) => key.split(/[ @]/)[0] ?? key);
  return {
    ...headOf(loaded, viewing),
    state: standing.state,
    traffic: trafficText(decision.payload),
    revisions: revisionLines(recorded.revisions),
    lede: decisionLede({ recorded, viewed, standing, context }),
    change: await changeIn(loaded, lines, viewing),
    documentChanges: documentChangesOf(decision.payload),
    criteria,
    patterns:
      context === null ? [] : patterns.map((pattern) => patternRowOf(pattern, contextRefOf(context), you, trends)),
    holds: decision.payload.kind === 'advance' && context !== null ? holdsOn(picture, context, asker) : [],
    tried: context === null ? [] : triedOf(context, decision.payload, decision.number, lines, now),
    risks: risksOf(picture, context, criteriaKeys),
    routers: await routersMoved(loaded, viewing),
    proofs:
      context === null
        ? []
        : wayBackLines(context, now, asker).lines.filter(({ workload }) =>
            workloadsMoved(decision.payload).includes(workload),
          ),
    wayBack: wayBackOf({ picture, programId: program.id, context, decision, asker }),
    slots: slotViews(picture, { listed: listedOf(loaded, program.id), viewed, standing }, you),
    signOffs: signOffViews(recorded, standing, viewed, asker),
    missing: missingOf(standing, viewed, rolesToSign({ viewed }, asker.actor)),
    said: saidOf(entries, recorded, you),
    acts: actsOf({ viewed, asker, signs }),
    stepUp: await stepUpOf(db, asker.actor, paths.decision(program.slug, decision.number), now),
  };
};
