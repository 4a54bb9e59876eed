import type { BoardView } from '@/lib/contract/views/board';
import type { WindowView } from '@/lib/contract/views/parts';
import { dayMs, lastInstantBefore } from '@/lib/usecases/queries/parts/say';

/** A projection further past the hard date than this would leave no room for the days that are near. */
const shownPast = 120 * dayMs;

/** From the program's first day to a little past its hard date, with the projected end and the ways back that are open. */
export const runwayOf = (
  program: { createdAt: Date; hardDate: Date | null },
  windows: readonly WindowView[],
  projected: Date | null,
  now: Date,
): BoardView['runway'] => {
  const limit = (program.hardDate ?? now).getTime() + shownPast;
  const projectedEnd = projected !== null && projected > now && projected.getTime() <= limit ? projected : null;
  const ends = [
    now.getTime(),
    program.hardDate?.getTime() ?? 0,
    projectedEnd?.getTime() ?? 0,
    ...windows.map(({ closesAt }) => Date.parse(closesAt)),
  ];
  const end = Math.max(...ends);
  const margin = Math.max(7 * dayMs, (end - program.createdAt.getTime()) * 0.04);
  return {
    from: program.createdAt.toISOString(),
    to: new Date(end + margin).toISOString(),
    hardDate: program.hardDate === null ? null : lastInstantBefore(program.hardDate).toISOString(),
    projectedEnd: projectedEnd?.toISOString() ?? null,
    windows: windows.map(({ opensAt, closesAt, context, lanesText }) => ({
      from: opensAt,
      to: closesAt,
      label: `${context.name}, ${lanesText}`,
    })),
  };
};
