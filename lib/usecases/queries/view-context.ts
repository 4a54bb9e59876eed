import { z } from 'zod';
import { eventSchema, sideEffectSchema } from '@/lib/contract/manifest-context';
import { paths } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { stageOnRecord } from '@/lib/domain/decision/context-state';
import { ruleSetChanges } from '@/lib/domain/decision/loosening/rules';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { syncStrategies } from '@/lib/domain/words';
import { findContext } from '@/lib/store/contexts';
import { type ContextPage, findContextPage, listDivergence } from '@/lib/store/read-models/context-page';
import { listDecisionLines } from '@/lib/store/read-models/decision-lines';
import { ledgerHead, listNews } from '@/lib/store/read-models/history';
import { listOpenPatterns } from '@/lib/store/read-models/pattern-lines';
import { listQueryCells } from '@/lib/store/read-models/query-grid';
import { listRuleVersions, type RuleVersionLine } from '@/lib/store/read-models/rule-versions';
import { listLatestRuns } from '@/lib/store/read-models/run-lines';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { authorityOf, rollbackChoice, routersOf, subscribersOf } from './context/authority';
import { divergenceChart } from './context/divergence-chart';
import { drawingChoice } from './context/drawing';
import { attestablesOf, expectedChecksOf } from './context/evidence';
import { breakGlassChoice, holdersByRole, membersIn, proposingIn, wayBackLines } from './context/governing';
import { incidentMarks } from './context/incidents';
import { layersOf, silentLayers } from './context/layers';
import { matchRateChart } from './context/match-rate-chart';
import { calledBy } from './parts/called';
import { canOpenOf } from './parts/can-open';
import { decisionRowOf, stoodIn } from './parts/decision-row';
import { evaluationView, namesIn } from './parts/evaluation-view';
import { newsOf, newsTypes } from './parts/feed';
import { type Ahead, aheadOf } from './parts/gate';
import { holdsOn, placeHoldAct } from './parts/holds';
import { levelDays, levelRuns, lockOf, neededShare } from './parts/lock';
import { patternRowOf, trendsOf } from './parts/pattern-row';
import { type ContextEvidence, contextIn, loadPicture, type Picture } from './parts/picture';
import { proposeNextAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { runRowOf } from './parts/run-row';
import { dayMs } from './parts/say';
import { stepUpOf } from './parts/step-up';
import { trackOf } from './parts/track';
import { inProgram, type Viewing } from './parts/viewing';
import { windowsOf } from './parts/windows';
import { queryGrid } from './run/query-grid';

const shownRuns = 10;
const shownPatterns = 8;
const shownHistory = 20;
const divergenceDays = 30;
const queryDays = 30;

type Listed = ReturnType<typeof contextIn>;

const nothing: ContextEvidence = { runs: [], patterns: [], attestations: [], expectedChecks: [], proofs: [] };

const declaredOf = (page: ContextPage) => {
  const [equivalence] = page.equivalence;
  return {
    equivalence:
      equivalence === undefined
        ? null
        : {
            statement: equivalence.statement,
            version: equivalence.version,
            writtenBy: equivalence.writtenBy,
            writtenAt: equivalence.writtenAt.toISOString(),
          },
    correlationKey: page.correlationKey,
    syncStrategy: wordOf(syncStrategies, page.syncStrategy),
    sourceOfTruth: page.sourceOfTruth,
    events: z
      .array(eventSchema)
      .parse(page.events)
      .map(({ name }) => name),
    sideEffects: z.array(sideEffectSchema).parse(page.sideEffects),
  };
};

const changesIn = (draft: RuleVersionLine, inForce: RuleVersionLine | undefined): number => {
  const [before, after] = [parseRuleSet(inForce?.document ?? {}), parseRuleSet(draft.document)];
  return before.ok && after.ok ? ruleSetChanges(before.value, after.value).length : 0;
};

const rulesOf = (versions: readonly RuleVersionLine[]): ContextView['rules'] => {
  const inForce = versions.find(({ state }) => state === 'in_force');
  const [newest] = versions;
  const draft = newest?.state === 'draft' ? newest : undefined;
  return {
    inForce:
      inForce?.inForceFrom == null
        ? null
        : {
            version: inForce.version,
            since: inForce.inForceFrom.toISOString(),
            signedBy: inForce.signedBy.map(({ name }) => name),
            decision: inForce.decision,
          },
    draft:
      draft === undefined
        ? null
        : {
            version: draft.version,
            draftedBy: draft.draftedBy,
            draftedAt: draft.draftedAt.toISOString(),
            changes: changesIn(draft, inForce),
          },
  };
};

const readinessOf = (
  picture: Picture,
  listed: Listed,
  ahead: Ahead | null,
  program: string,
): ContextView['readiness'] => {
  const set = picture.criteria.get(listed.id);
  if (ahead === null || set === undefined) return null;
  const names = namesIn(program, listed.slug, picture.evidence.get(listed.id));
  return {
    gate: ahead.gate,
    criteriaVersion: set.version,
    evaluations: ahead.evaluations.map((evaluation) => evaluationView(evaluation, set.document, names)),
    structural: ahead.blocks.map(({ message }) => message),
  };
};

/** The decision about what comes next, before one about rules or a review. */
const decisionOf = (picture: Picture, listed: Listed, { asker }: Viewing): ContextView['decision'] => {
  const own = picture.open.filter(({ decision }) => decision.contextId === listed.id);
  const first = own.find(({ decision }) => decision.kind === 'advance') ?? own[0];
  return first === undefined ? null : decisionRowOf(picture, stoodIn(picture, first), asker.actor);
};

const reviewsOf = (picture: Picture, listed: Listed): ContextView['reviews'] =>
  picture.reviews
    .filter(({ contextId, reviewedAt }) => contextId === listed.id && reviewedAt === null)
    .map(({ review, title, dueAt }) => ({
      number: review.number,
      title,
      dueAt: dueAt.toISOString(),
      overdue: dueAt <= picture.now,
    }));

/** As lists show them, and how many of them are shown in another. */
const openPatternsOf = ({ patterns }: ContextEvidence): Pick<ContextView, 'openPatterns' | 'openMerged'> => {
  const open = patterns.filter(({ state }) => state === 'open');
  return {
    openPatterns: new Set(open.map(({ head }) => head)).size,
    openMerged: open.filter(({ id, head }) => id !== head).length,
  };
};

const reconciliationOf = async (picture: Picture, listed: Listed, ahead: Ahead | null, viewing: Viewing) => {
  const { db, program, now, you } = viewing;
  const evidence = picture.evidence.get(listed.id) ?? nothing;
  const ref = contextRefOf(listed);
  const layer = levelRuns(evidence.runs, now)?.layer ?? null;
  const layers = await layersOf(db, evidence, now);
  const decisions = await listDecisionLines(db, program.id, listed.id);
  const divergence = await listDivergence(db, listed.id, new Date(now.getTime() - divergenceDays * dayMs));
  const runs = await listLatestRuns(db, listed.id, shownRuns);
  const patterns = await listOpenPatterns(db, [listed.id], shownPatterns);
  const trends = await trendsOf(db, patterns, now);
  const needed = layer === null ? null : neededShare(picture, listed, ahead, layer);
  return {
    levels: { layer, days: levelDays },
    matchRate:
      layer === null
        ? null
        : matchRateChart({
            runs: evidence.runs,
            layer,
            needed,
            expected: evidence.expectedChecks,
            decisions,
            incidents: await incidentMarks(db, (await ledgerHead(db, program.id)).id, listed.id, calledBy(picture)),
            now,
          }),
    divergence: divergenceChart(divergence, now),
    layers,
    silentLayers: silentLayers(layers),
    queries: queryGrid(
      await listQueryCells(db, listed.id, new Date(now.getTime() - queryDays * dayMs)),
      evidence.expectedChecks.filter((check) => check.layer === 'query').flatMap(({ keys }) => keys),
    ),
    runs: runs.map((run) => runRowOf(run, ref)),
    patterns: patterns.map((pattern) => patternRowOf(pattern, ref, you, trends)),
    ...openPatternsOf(evidence),
    expectedChecks: expectedChecksOf(evidence, now),
  };
};

/** One context: what counts as the same, who holds it, how near its next gate is, and on what evidence. */
export const viewContext = (context: Context, programSlug: string, contextSlug: string): Promise<Result<ContextView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const row = await findContext(db, program.id, contextSlug);
    if (row === null) throw refused('not_found', `This program has no context “${contextSlug}”.`);
    const picture = await loadPicture(db, [program.id], now, { contextId: row.id });
    const listed = contextIn(picture, row.id);
    const ahead = aheadOf(picture, listed);
    const ref = { slug: program.slug, name: program.name };
    const news = await listNews(db, (await ledgerHead(db, program.id)).id, {
      types: newsTypes,
      contextId: listed.id,
      limit: shownHistory,
    });
    return {
      program: { ...ref, zone: program.zone },
      ...contextRefOf(listed),
      now: now.toISOString(),
      ...declaredOf(await findContextPage(db, listed.id)),
      owners: listed.owners,
      lock: lockOf(picture, listed, ahead),
      track: trackOf(listed, now),
      gate: ahead?.gate ?? null,
      canOpen: canOpenOf(picture, listed, ahead),
      decision: decisionOf(picture, listed, viewing),
      propose: proposeNextAct(picture, listed, asker),
      holds: holdsOn(picture, listed, asker),
      placeHold: placeHoldAct(asker),
      stage: stageOnRecord(listed),
      authority: { ...authorityOf(listed, now), routers: await routersOf(viewing, listed) },
      windows: windowsOf(picture, [listed], ref, asker),
      rollback: rollbackChoice(picture, listed, asker),
      drawing: drawingChoice(listed, program.dimensions as Record<string, string[]>, asker),
      breakGlass: breakGlassChoice(picture, listed, asker),
      wayBack: wayBackLines(listed, now, asker),
      proposing: proposingIn(picture, listed, asker),
      members: membersIn(picture, program.id),
      holders: holdersByRole(picture, program.id),
      reviews: reviewsOf(picture, listed),
      readiness: readinessOf(picture, listed, ahead, program.slug),
      attestables: attestablesOf(picture, listed, ahead, asker),
      stepUp: await stepUpOf(db, asker.actor, paths.context(program.slug, listed.slug), now),
      ...(await reconciliationOf(picture, listed, ahead, viewing)),
      subscribers: subscribersOf(listed, now),
      rules: rulesOf(await listRuleVersions(db, [listed.id])),
      history: newsOf(news, you, calledBy(picture)),
    };
  });
