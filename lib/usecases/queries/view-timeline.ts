import type { TimelineContext, TimelineQuery, TimelineView } from '@/lib/contract/views/timeline';
import { stageAt } from '@/lib/domain/authority/interval';
import { laneKnownAt } from '@/lib/domain/authority/known-at';
import { audienceRef, laneNameOf } from '@/lib/domain/authority/lane';
import { everyLane, type LaneState } from '@/lib/domain/decision/context-state';
import { concerns, windowsOf as windowsOfHold } from '@/lib/domain/hold/hold';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listHoldsOf, type RecordedHold } from '@/lib/store/holds';
import { findLedger, lastEntryIndexAt } from '@/lib/store/ledger';
import { type DecisionLine, listDecisionLines } from '@/lib/store/read-models/decision-lines';
import { type ListedContext, listRecordedContexts } from '@/lib/store/read-models/recorded-contexts';
import type { Context } from '@/lib/usecases/context';
import { lineStateAt } from './parts/decision-line';
import { contextRefOf } from './parts/refs';
import { inProgram, type Viewing } from './parts/viewing';
import { type AnswerInput, answerQuestion, intervalAsked } from './timeline/answer';
import { readQuestion } from './timeline/question';
import { rowsOf } from './timeline/rows';

const stripOf = ({ lane, intervals }: LaneState): TimelineContext['strips'][number] => ({
  ...laneNameOf(lane),
  name: lane.audience.name,
  intervals: intervals.map(({ side, from, to, epoch, decision }) => ({
    side,
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
    epoch,
    decision: decision.number,
  })),
});

const windowsOf = ({ lane, windows }: LaneState): TimelineContext['windows'] =>
  windows.map((window) => ({
    ...laneNameOf(lane),
    decision: window.decision.number,
    opensAt: window.opensAt.toISOString(),
    closesAt: window.closesAt.toISOString(),
    endedAt: window.endedAt?.toISOString() ?? null,
  }));

/** The most windows of one freeze that a chart shows. */
const mostWindows = 100;

const spansOf = (hold: RecordedHold, now: Date): TimelineContext['holds'] =>
  windowsOfHold(hold, hold.placedAt, mostWindows)
    .filter(({ from }) => from <= now)
    .map(({ from, until }) => ({
      from: from.toISOString(),
      to: until !== null && until <= now ? until.toISOString() : null,
      reason: hold.reason,
    }));

const timelineOf = (
  context: ListedContext,
  decisions: readonly DecisionLine[],
  holds: readonly RecordedHold[],
  now: Date,
): TimelineContext => ({
  ...contextRefOf(context),
  stage: stageAt(context.stages, now),
  plannedSince: (context.stages[0]?.from ?? now).toISOString(),
  strips: context.lanes.map(stripOf),
  decisions: decisions
    .filter((decision) => decision.contextId === context.id)
    .map((decision) => ({
      number: decision.number,
      at: (decision.closedAt ?? decision.proposedAt).toISOString(),
      state: lineStateAt(decision, now),
      title: decision.title,
    })),
  windows: context.lanes.flatMap(windowsOf),
  holds: holds
    .filter((hold) => concerns(hold, { programId: context.programId, contextId: context.id }))
    .flatMap((hold) => spansOf(hold, now)),
});

/** From the first context's beginning to the last thing that is on record to come. */
const rangeOf = (contexts: readonly ListedContext[], { program, now }: Viewing): { from: string; to: string } => {
  const begins = contexts.flatMap((context) => context.stages.slice(0, 1).map((stage) => stage.from.getTime()));
  const ends = contexts.flatMap((context) =>
    context.lanes.flatMap(({ windows, intervals }) => [
      ...windows.filter((window) => window.endedAt === null).map((window) => window.closesAt.getTime()),
      ...intervals.map((interval) => interval.from.getTime()),
    ]),
  );
  return {
    from: new Date(Math.min(program.createdAt.getTime(), ...begins)).toISOString(),
    to: new Date(Math.max(now.getTime(), ...ends)).toISOString(),
  };
};

const answerInput = async (
  { db, program, now }: Viewing,
  asked: Omit<NonNullable<TimelineView['asked']>, 'at'> & { at: Date },
  contexts: readonly ListedContext[],
  decisions: readonly DecisionLine[],
): Promise<AnswerInput> => {
  const context = contexts.find(({ slug }) => slug === asked.context);
  const lane = context?.lanes.find(
    (state) => state.lane.workload === asked.workload && audienceRef(state.lane.audience) === asked.audience,
  );
  const ledger = await findLedger(db, program.id);
  if (context === undefined || lane === undefined || ledger === null) throw new Error('what was asked about is gone');
  const [at, knownAt] = [asked.at, asked.knownAt === null ? null : new Date(asked.knownAt)];
  return {
    context,
    lane,
    decisions,
    now,
    at,
    entryAt: await lastEntryIndexAt(db, ledger.id, at),
    known: knownAt === null ? null : { at: knownAt, entry: await lastEntryIndexAt(db, ledger.id, knownAt) },
  };
};

/** The lane's record as the question knows it. */
const laneAsKnown = ({ lane, known }: AnswerInput): LaneState => (known === null ? lane : laneKnownAt(lane, known));

/** Who was authoritative when: every lane's intervals, and one question answered in a sentence. */
export const viewTimeline = (
  context: Context,
  programSlug: string,
  query: TimelineQuery,
): Promise<Result<TimelineView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now } = viewing;
    const contexts = (await listRecordedContexts(db, [program.id])).map((listed) => ({
      ...listed,
      lanes: everyLane(listed),
    }));
    const decisions = await listDecisionLines(db, program.id);
    const holds = await listHoldsOf(db, [program.id], {});
    const lanes = contexts.flatMap((listed) =>
      listed.lanes.map(({ lane, intervals }) => ({
        context: contextRefOf(listed),
        ...laneNameOf(lane),
        name: lane.audience.name,
        begun: intervals.length > 0,
      })),
    );
    const askable = lanes.map((lane) => ({ ...lane, context: lane.context.slug }));
    const { asked, at, error } = readQuestion(query, askable, now);
    const input = asked === null ? null : await answerInput(viewing, { ...asked, at }, contexts, decisions);
    return {
      program: { slug: program.slug, name: program.name, zone: program.zone },
      now: now.toISOString(),
      ...rangeOf(contexts, viewing),
      contexts: contexts.map((listed) => timelineOf(listed, decisions, holds, now)),
      lanes: lanes.map(({ begun: _, ...lane }) => lane),
      asked,
      answer: input === null || error !== null ? null : answerQuestion(input),
      error,
      rows:
        input === null
          ? []
          : rowsOf(input.context, laneAsKnown(input), decisions, intervalAsked(input), input.known?.at ?? now),
    };
  });
