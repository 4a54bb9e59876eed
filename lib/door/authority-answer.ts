import { type AuthorityAnswer, answerFor } from '@/lib/domain/authority/answer';
import { type Era, eraAt, erasOf, nextEra } from '@/lib/domain/authority/drawing';
import { type AuthorityInterval, authorityAt, intervalsKnownAt, stageAt } from '@/lib/domain/authority/interval';
import { audienceRef } from '@/lib/domain/authority/lane';
import { type AuthorityRequest, laneOf } from '@/lib/domain/authority/resolve';
import { tellAuthority } from '@/lib/domain/authority/sentence';
import { byText } from '@/lib/domain/kernel/by-text';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { AuthoritySnapshot, SnapshotContext, SnapshotLane } from '@/lib/usecases/authority-snapshot';

/** What an answer is made from. `confirmedAt` null: the question is about another instant. */
export type Asked = {
  snapshot: AuthoritySnapshot;
  at: Date;
  confirmedAt: Date | null;
  knownAtEntry: number | null;
};

/** How a lane was found, in the words of the OpenFeature protocol. */
export type Reason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT';

const planned = (context: SnapshotContext, workload: AuthorityRequest['workload'], asked: Asked): AuthorityAnswer => ({
  context: context.slug,
  workload,
  audience: 'cohort:rest',
  side: 'legacy',
  stage: 'planned',
  participation: { legacy: 'authoritative', target: 'off' },
  epoch: 0,
  since: null,
  validUntil:
    asked.confirmedAt === null
      ? null
      : new Date(asked.confirmedAt.getTime() + asked.snapshot.leases.leaseSeconds * 1_000),
  next: null,
  decision: null,
  rollbackUntil: null,
  wayBack: null,
});

/** Once lanes have been under authority their epochs go on, also where a rollback took the context back to planned. */
const hasLeftPlanned = (context: SnapshotContext, { at, knownAtEntry }: Asked): boolean =>
  stageAt(context.stages, at) !== 'planned' ||
  context.lanes.some(({ intervals }) => authorityAt(intervals, at, knownAtEntry ?? undefined) !== undefined);

type Redrawn = { from: Date; interval: AuthorityInterval | null };

const ofLane = (
  context: SnapshotContext,
  held: SnapshotLane,
  asked: Asked,
  redrawn: Redrawn | undefined,
): AuthorityAnswer =>
  answerFor({
    context,
    lane: held.lane,
    intervals: held.intervals,
    windows: held.windows,
    leases: asked.snapshot.leases,
    at: asked.at,
    confirmedAt: asked.confirmedAt,
    knownAtEntry: asked.knownAtEntry ?? undefined,
    redrawn,
  });

const lapsed = refuse(
  'unavailable',
  'Who is authoritative could not be confirmed for longer than its lease. Keep what you were told last.',
);

/** An answer whose lease has run out must not be given any more. */
const stillValid = (answer: AuthorityAnswer, asked: Asked): boolean =>
  answer.validUntil === null || answer.validUntil > asked.at;

type HeldLane = SnapshotLane['lane'] & { held: SnapshotLane; intervals: SnapshotLane['intervals'] };
const laid = new WeakMap<SnapshotContext, Era<HeldLane>[]>();

const layOut = (lanes: readonly SnapshotLane[]): Era<HeldLane>[] =>
  erasOf(lanes.map((held) => ({ ...held.lane, held, intervals: held.intervals })));

/** What was on record then: a lane that was drawn later was not there. */
const knownLanes = ({ lanes }: SnapshotContext, entry: number): SnapshotLane[] =>
  lanes.flatMap((held) => {
    const intervals = intervalsKnownAt(held.intervals, entry);
    return intervals.length === 0 && held.intervals.length > 0 ? [] : [{ ...held, intervals }];
  });

/** The drawings of a context as `laneOf` takes them, laid out once for each snapshot. */
const drawingsOf = (context: SnapshotContext, { knownAtEntry }: Asked): Era<HeldLane>[] => {
  if (knownAtEntry !== null) return layOut(knownLanes(context, knownAtEntry));
  const known = laid.get(context);
  if (known !== undefined) return known;
  const drawings = layOut(context.lanes);
  laid.set(context, drawings);
  return drawings;
};

const firstOf = ({ intervals }: SnapshotLane): AuthorityInterval | null => intervals[0] ?? null;

/** What becomes of the answer where lanes are to be drawn anew; undefined where the same lane goes on. */
const redrawnFor = (
  next: Era<HeldLane> | undefined,
  found: SnapshotLane,
  reaches: (lanes: HeldLane[]) => SnapshotLane | null,
): Redrawn | undefined => {
  if (next === undefined) return undefined;
  const then = reaches(next.lanes);
  if (then?.lane.id === found.lane.id) return undefined;
  return { from: next.from, interval: then === null ? null : firstOf(then) };
};

const reasonOf = (drawn: readonly HeldLane[], found: SnapshotLane, request: AuthorityRequest): Reason => {
  const { audience } = found.lane;
  if (audience.kind === 'subscriber') return 'TARGETING_MATCH';
  const before = drawn.filter(
    ({ held: { lane } }) =>
      lane.workload === request.workload &&
      lane.audience.kind === 'cohort' &&
      lane.audience.position <= audience.position,
  );
  const asks = (kind: string) => before.some(({ held: { lane } }) => lane.audience.condition?.kind === kind);
  if (asks('percentage')) return 'SPLIT';
  return asks('dimensions') || request.subscriber !== undefined ? 'TARGETING_MATCH' : 'STATIC';
};

/** The one lane that a request reaches. A context or workload that is not there is `not_found`. */
export const answerRequest = (
  asked: Asked,
  contextSlug: string,
  request: AuthorityRequest,
): Result<{ answer: AuthorityAnswer; reason: Reason }> => {
  const context = asked.snapshot.contexts.find(({ slug }) => slug === contextSlug);
  if (context === undefined || !context.workloads.includes(request.workload)) {
    return refuse('not_found', `There is no ${contextSlug}.${request.workload} in this program.`);
  }
  if (!hasLeftPlanned(context, asked)) {
    const answer = planned(context, request.workload, asked);
    return stillValid(answer, asked) ? accept({ answer, reason: 'STATIC' }) : lapsed;
  }
  const drawings = drawingsOf(context, asked);
  const drawn = eraAt(drawings, asked.at).lanes;
  const found = laneOf(context.slug, drawn, request);
  if (!found.ok) return found;
  const redrawn = redrawnFor(soon(drawings, asked), found.value.held, (lanes) => {
    const then = laneOf(context.slug, lanes, request);
    return then.ok ? then.value.held : null;
  });
  const answer = ofLane(context, found.value.held, asked, redrawn);
  if (!stillValid(answer, asked)) return lapsed;
  return accept({ answer, reason: reasonOf(drawn, found.value.held, request) });
};

/** Of another instant, what is to come is not told, save what was known then. */
const soon = (drawings: readonly Era<HeldLane>[], { at, confirmedAt, knownAtEntry }: Asked) =>
  confirmedAt === null && knownAtEntry === null ? undefined : nextEra(drawings, at);

/** The lanes of the drawing in effect; one that is to end gives way to a lane that takes its keys. */
const lanesAnswered = (context: SnapshotContext, asked: Asked): AuthorityAnswer[] => {
  const drawings = drawingsOf(context, asked);
  return eraAt(drawings, asked.at).lanes.map(({ held }) => {
    const redrawn = redrawnFor(soon(drawings, asked), held, (lanes) => {
      const same = lanes.find(({ id }) => id === held.lane.id);
      return (same ?? lanes.find((then) => then.held.parents?.includes(held.lane.id)))?.held ?? null;
    });
    return ofLane(context, held, asked, redrawn);
  });
};

/** Every lane of every context that has left planned, in an order that does not depend on how they were stored. */
export const answerAll = (asked: Asked): Result<AuthorityAnswer[]> => {
  const answers = asked.snapshot.contexts
    .filter((context) => hasLeftPlanned(context, asked))
    .flatMap((context) => lanesAnswered(context, asked));
  if (!answers.every((answer) => stillValid(answer, asked))) return lapsed;
  return accept(answers.sort((a, b) => byText(placeOf(a), placeOf(b))));
};

/** An answer about another instant in words, with what was known of it. */
export const sentenceOf = (
  answer: AuthorityAnswer,
  { snapshot, at, knownAtEntry }: Asked,
  when: { entryAt: number; knownAt: Date | null },
): string | null => {
  const context = snapshot.contexts.find(({ slug }) => slug === answer.context);
  if (context === undefined) return null;
  const held = context.lanes.find(
    ({ lane }) => lane.workload === answer.workload && audienceRef(lane.audience) === answer.audience,
  );
  return tellAuthority({
    context: context.name,
    workload: answer.workload,
    audience: held?.lane.audience.name ?? 'everyone else',
    stages: context.stages,
    intervals: held?.intervals ?? [],
    now: snapshot.confirmedAt,
    at,
    entryAt: when.entryAt,
    known: when.knownAt === null || knownAtEntry === null ? null : { at: when.knownAt, entry: knownAtEntry },
  }).sentence;
};

/** Where a lane stands in lists; unique within a program. */
export const placeOf = (answer: { context: string; workload: string; audience: string }): string =>
  `${answer.context}/${answer.workload}/${answer.audience}`;
