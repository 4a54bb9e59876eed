import type { DecisionView } from '@/lib/contract/views/decision';
import { windowStateAt } from '@/lib/domain/authority/window';
import type { Decision } from '@/lib/domain/decision/decision';
import { lanesOf } from '@/lib/domain/decision/payload';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { dayText } from '@/lib/usecases/queries/parts/say';
import { movedLanes } from './change';

/**
 * Earlier shifts of the same lanes to target, newest first, and what had become of them at `at`. A rollback is no earlier
 * end of what it ends itself.
 */
export const triedOf = (
  context: ListedContext,
  { payload, number }: Pick<Decision, 'payload' | 'number'>,
  decisions: readonly DecisionLine[],
  { at, now }: { at: Date; now: Date },
): DecisionView['tried'] => {
  if (lanesOf(payload).length === 0) return [];
  const lanes = movedLanes(context, payload);
  const numbers = lanes.flatMap(({ intervals }) =>
    intervals.flatMap(({ side, decision }) => (side === 'target' && decision.number < number ? [decision.number] : [])),
  );
  return [...new Set(numbers)]
    .sort((a, b) => b - a)
    .map((earlier) => {
      const shift = decisions.find((line) => line.number === earlier);
      const windows = lanes.flatMap(({ windows: own }) => own.filter(({ decision }) => decision.number === earlier));
      const used = windows.find((window) => windowStateAt(window, at) === 'used');
      const back = decisions.find(
        (line) =>
          used?.endedAt != null &&
          line.kind === 'rollback' &&
          line.number > earlier &&
          line.number !== number &&
          line.closedAt?.getTime() === used.endedAt.getTime(),
      );
      const moved = `Moved by D-${earlier}${shift?.closedAt == null ? '' : ` on ${dayText(shift.closedAt, 'UTC', now)}`}`;
      const ended =
        back === undefined
          ? ''
          : `, rolled back by D-${back.number} on ${dayText(back.closedAt ?? now, 'UTC', now)}: ${back.rationale.replace(/\.$/, '')}`;
      return { number: earlier, sentence: `${moved}${ended}.` };
    });
};
