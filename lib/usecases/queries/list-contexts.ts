import type { ContextDetail, ContextSummary, ContextsQuery, GateSummary } from '@/lib/contract/v1/contexts';
import type { Page } from '@/lib/contract/v1/primitives';
import { answerFor } from '@/lib/domain/authority/answer';
import { drawnAt } from '@/lib/domain/authority/drawing';
import { authorityAt, stageAt } from '@/lib/domain/authority/interval';
import { audienceRef } from '@/lib/domain/authority/lane';
import type { Leases } from '@/lib/domain/authority/lease';
import { gateStanding } from '@/lib/domain/criteria/gate-standing';
import { isOverdue } from '@/lib/domain/decision/emergencies';
import { overdueReviews } from '@/lib/domain/decision/world';
import { Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { syncStrategies, workloads } from '@/lib/domain/words';
import { listAudiences, loadEquivalence } from '@/lib/store/context-declarations';
import {
  type ContextRow,
  listContextStates,
  listContexts as loadContexts,
  type RecordedContext,
} from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listDecisions } from '@/lib/store/decisions';
import { listEmergencies } from '@/lib/store/emergencies';
import { listHoldsFor, listStandingHolds } from '@/lib/store/holds';
import { loadCriteriaSet, loadPolicy } from '@/lib/store/policies';
import { listReviews } from '@/lib/store/stops';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { loadSigning } from '@/lib/usecases/decisions/load-signing';
import { evaluateMove } from '@/lib/usecases/evidence/evaluate-move';
import { holdViewOf } from '@/lib/usecases/hold-view';
import { deadlinesOf } from './list-deadlines';
import { decisionBriefOf } from './list-decisions';
import { wireAnswer } from './parts/authority-answer';
import { offsetOf, pageAt } from './parts/paging';
import { inProgram, type Viewing } from './parts/viewing';
import { nextTransition } from './read-criteria';

type Known = {
  viewing: Viewing;
  states: RecordedContext[];
  leases: Leases;
  signing: Awaited<ReturnType<typeof loadSigning>>;
};

const know = async (viewing: Viewing): Promise<Known> => {
  const { db, program, now } = viewing;
  const policy = parsePolicy((await loadPolicy(db, program.id)).document);
  if (!policy.ok) throw new Refused(policy.refusal);
  return {
    viewing,
    states: await listContextStates(db, program.id),
    leases: policy.value,
    signing: await loadSigning(db, program.id, now),
  };
};

const gateOf = async (db: Db, state: RecordedContext, now: Date): Promise<GateSummary | null> => {
  const transition = nextTransition(state.stage);
  if (transition === null) return null;
  const lanes = state.lanes
    .filter(({ intervals }) => intervals.at(-1)?.side !== 'target')
    .map(({ lane }) => ({ workload: lane.workload, audience: audienceRef(lane.audience) }));
  const moved = transition.endsWith('>selective') || transition.endsWith('>full') ? lanes : [];
  const { evaluations, blocks } = await evaluateMove(db, state, { transitions: [transition], lanes: moved }, now);
  const standing = gateStanding(evaluations, blocks);
  return {
    transition,
    open: standing.open,
    total: evaluations.length,
    outcomes: standing.counts,
    tally: standing.tally,
    blockers: [...blocks.map(({ message }) => message), ...standing.unmet.map(({ sentence }) => sentence)],
  };
};

const summaryOf = async (known: Known, row: ContextRow, state: RecordedContext): Promise<ContextSummary> => {
  const { db, program, now } = known.viewing;
  const held = state.lanes.map(({ intervals }) => authorityAt(intervals, now)?.side ?? 'legacy');
  const stage = stageAt(state.stages, now);
  const open = await listDecisions(db, program.id, { contextId: row.id, states: ['open'] });
  return {
    slug: row.slug,
    name: row.name,
    stage,
    stageSince: (
      state.stages.find(({ from, to }) => from <= now && (to === null || now < to))?.from ?? now
    ).toISOString(),
    owners: row.owners,
    syncStrategy: wordOf(syncStrategies, row.syncStrategy),
    workloads: state.workloads,
    laneCounts: {
      legacy: held.filter((side) => side === 'legacy').length,
      target: held.filter((side) => side === 'target').length,
    },
    gate: await gateOf(db, state, now),
    openDecisions: open.map((recorded) => decisionBriefOf(recorded, known.signing(recorded.openedPolicy))),
    deadlines: await deadlinesOf(known.viewing, { contexts: [state], decisions: open }),
    held: (await listStandingHolds(db, { programId: known.viewing.program.id, contextId: row.id, at: now })).length > 0,
    reviewOverdue: overdueReviews(await listReviews(db, row.id), now).length > 0,
  };
};

/** Contexts of a program in the manifest's order, each with its stage, lanes, next gate, open decisions and deadlines. */
export const listContexts = (
  context: Context,
  programSlug: string,
  query: ContextsQuery,
): Promise<Result<Page<ContextSummary>>> =>
  inProgram(context, programSlug, async (viewing) => {
    const known = await know(viewing);
    const rows = await loadContexts(viewing.db, viewing.program.id);
    const size = query.limit ?? 50;
    const offset = offsetOf(query.cursor);
    const items: ContextSummary[] = [];
    for (const row of rows.slice(offset, offset + size)) {
      const state = known.states.find(({ id }) => id === row.id);
      if (state !== undefined) items.push(await summaryOf(known, row, state));
    }
    return { items, nextCursor: pageAt(offset, { size, total: rows.length }).next };
  });

/** One context with everything that it declares, its lanes as of now, and its holds. */
export const readContext = (context: Context, programSlug: string, slug: string): Promise<Result<ContextDetail>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now } = viewing;
    const known = await know(viewing);
    const row = (await loadContexts(db, program.id)).find((candidate) => candidate.slug === slug);
    const state = known.states.find((candidate) => candidate.slug === slug);
    if (row === undefined || state === undefined)
      throw refused('not_found', 'There is no such context in this program.');
    const equivalence = await loadEquivalence(db, row.id);
    const audiences = await listAudiences(db, row.id);
    return {
      ...(await summaryOf(known, row, state)),
      equivalence:
        equivalence === null
          ? null
          : {
              version: equivalence.version,
              statement: equivalence.statement,
              writtenAt: equivalence.writtenAt.toISOString(),
            },
      correlationKey: row.correlationKey,
      sourceOfTruth: row.sourceOfTruth,
      events: row.events as unknown[],
      sideEffects: row.sideEffects as unknown[],
      expectedChecks: row.expectedChecks as unknown[],
      cohorts: audiences
        .filter(({ kind }) => kind === 'cohort')
        .map(({ slug: cohort, name, condition }) => ({ slug: cohort, name, condition })),
      subscribers: audiences
        .filter(({ kind }) => kind === 'subscriber')
        .map((audience) => ({
          slug: audience.slug,
          name: audience.name,
          workloads: audience.workloads.map((word) => wordOf(workloads, word)),
          owner: audience.owner,
        })),
      criteriaSetVersion: (await loadCriteriaSet(db, row.id)).version,
      ruleSet: {
        inForce: state.ruleSets.find((set) => set.state === 'in_force')?.version ?? null,
        draft: state.ruleSets.filter((set) => set.state === 'draft').at(-1)?.version ?? null,
      },
      lanes: drawnAt([...state.lanes, ...(state.former ?? [])], now).map(({ lane, intervals, windows }) =>
        wireAnswer(
          answerFor({ context: state, lane, intervals, windows, leases: known.leases, at: now, confirmedAt: now }),
        ),
      ),
      holds: (await listHoldsFor(db, { programId: program.id, contextId: row.id }, { notOverAt: now })).map((hold) =>
        holdViewOf(hold, now),
      ),
      emergencies: (await listEmergencies(db, [program.id]))
        .filter(({ context: where }) => where.id === row.id)
        .map(({ breakGlass, incident, review, acknowledgedAt, dueAt }) => ({
          decision: breakGlass,
          incident,
          review,
          acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
          dueAt: dueAt.toISOString(),
          overdue: isOverdue({ dueAt }, now),
        })),
    };
  });
