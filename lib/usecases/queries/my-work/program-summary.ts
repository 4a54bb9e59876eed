import type { ProgramSummary } from '@/lib/contract/views/my-work';
import { authorityAt, stageAt } from '@/lib/domain/authority/interval';
import { overdueReviews } from '@/lib/domain/decision/world';
import { stopAt } from '@/lib/domain/hold/hold';
import { listed } from '@/lib/domain/kernel/in-words';
import { isOverdue } from '@/lib/domain/retirement/due';
import { stages } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { RetirementLine } from '@/lib/store/read-models/retirement-items';
import type { VisibleProgram } from '@/lib/store/read-models/visible-programs';
import { lockOf } from '@/lib/usecases/queries/parts/lock';
import type { Picture } from '@/lib/usecases/queries/parts/picture';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import { counted, lastInstantBefore } from '@/lib/usecases/queries/parts/say';

/** "1 full, 2 selective, 3 planned": the farthest first. */
const stagesText = (contexts: readonly ListedContext[], now: Date): string => {
  const standing = contexts.map((context) => stageAt(context.stages, now));
  const parts = [...stages].reverse().flatMap((stage) => {
    const count = standing.filter((other) => other === stage).length;
    return count === 0 ? [] : [`${count} ${stage}`];
  });
  return parts.length === 0 ? 'no context' : parts.join(', ');
};

const blocksText = (picture: Picture, contexts: readonly ListedContext[], holds: number): string | null => {
  const ids = contexts.map(({ id }) => id);
  const overdue = overdueReviews(
    picture.reviews.filter(({ contextId }) => ids.includes(contextId)),
    picture.now,
  ).length;
  const parts = [
    ...(holds === 0 ? [] : [counted(holds, 'hold')]),
    ...(overdue === 0 ? [] : [counted(overdue, 'overdue review')]),
  ];
  return parts.length === 0 ? null : listed(parts);
};

/** One program at a glance. */
export const programSummary = (
  picture: Picture,
  program: VisibleProgram,
  items: readonly RetirementLine[],
): ProgramSummary => {
  const { now } = picture;
  const contexts = picture.contexts.filter(({ programId }) => programId === program.id);
  const lanes = contexts.flatMap((context) => context.lanes);
  const own = items.filter(({ programId }) => programId === program.id);
  const open = own.filter(({ state }) => state === 'open');
  const holds = picture.holds.filter((hold) => hold.programId === program.id && stopAt(hold, now) !== null).length;
  return {
    slug: program.slug,
    name: program.name,
    contexts: contexts.map((context) => ({ ...contextRefOf(context), lock: lockOf(picture, context) })),
    stages: stagesText(contexts, now),
    lanes: {
      target: lanes.filter(({ intervals }) => authorityAt(intervals, now)?.side === 'target').length,
      total: lanes.length,
    },
    holds,
    blocks: blocksText(picture, contexts, holds),
    hardDate: program.hardDate === null ? null : lastInstantBefore(program.hardDate).toISOString(),
    remainingItems: open.length,
    totalItems: own.length,
    overdueItems: open.filter((item) => isOverdue(item, program.zone, now)).length,
  };
};
