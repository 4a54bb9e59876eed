import { type AuthorityAnswer, answerFor } from '@/lib/domain/authority/answer';
import { authorityAt, stageAt } from '@/lib/domain/authority/interval';
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

const ofLane = (context: SnapshotContext, held: SnapshotLane, asked: Asked): AuthorityAnswer =>
  answerFor({
    context,
    lane: held.lane,
    intervals: held.intervals,
    windows: held.windows,
    leases: asked.snapshot.leases,
    at: asked.at,
    confirmedAt: asked.confirmedAt,
    knownAtEntry: asked.knownAtEntry ?? undefined,
  });

const lapsed = refuse(
  'unavailable',
  'Who is authoritative could not be confirmed for longer than its lease. Keep what you were told last.',
);

/** An answer whose lease has run out must not be given any more. */
const stillValid = (answer: AuthorityAnswer, asked: Asked): boolean =>
  answer.validUntil === null || answer.validUntil > asked.at;

type HeldLane = SnapshotLane['lane'] & { held: SnapshotLane };
const laid = new WeakMap<SnapshotContext, HeldLane[]>();

/** The lanes of a context as `laneOf` takes them, laid out once for each snapshot. */
const lanesOf = (context: SnapshotContext): HeldLane[] => {
  const known = laid.get(context);
  if (known !== undefined) return known;
  const lanes = context.lanes.map((held) => ({ ...held.lane, held }));
  laid.set(context, lanes);
  return lanes;
};

const reasonOf = (context: SnapshotContext, found: SnapshotLane, request: AuthorityRequest): Reason => {
  const { audience } = found.lane;
  if (audience.kind === 'subscriber') return 'TARGETING_MATCH';
  const before = context.lanes.filter(
    ({ lane }) =>
      lane.workload === request.workload &&
      lane.audience.kind === 'cohort' &&
      lane.audience.position <= audience.position,
  );
  const asks = (kind: string) => before.some(({ lane }) => lane.audience.condition?.kind === kind);
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
  const found = laneOf(context.slug, lanesOf(context), request);
  if (!found.ok) return found;
  const answer = ofLane(context, found.value.held, asked);
  if (!stillValid(answer, asked)) return lapsed;
  return accept({ answer, reason: reasonOf(context, found.value.held, request) });
};

/** Every lane of every context that has left planned, in an order that does not depend on how they were stored. */
export const answerAll = (asked: Asked): Result<AuthorityAnswer[]> => {
  const answers = asked.snapshot.contexts
    .filter((context) => hasLeftPlanned(context, asked))
    .flatMap((context) => context.lanes.map((held) => ofLane(context, held, asked)));
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
