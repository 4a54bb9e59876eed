import type { TimelineRow } from '@/lib/contract/views/timeline';
import type { AuthorityInterval } from '@/lib/domain/authority/interval';
import { windowStateAt } from '@/lib/domain/authority/window';
import type { LaneState } from '@/lib/domain/decision/context-state';
import type { RecordedContext } from '@/lib/store/contexts';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import { provenIn } from '@/lib/usecases/queries/parts/proofs';
import { counted, dayText, momentText, spanText } from '@/lib/usecases/queries/parts/say';

const decisionText = (decision: DecisionLine | undefined, now: Date): string => {
  if (decision === undefined) return '';
  if (decision.kind === 'rollback') {
    const reviewed = decision.reviewedAt === null ? '' : `, reviewed ${dayText(decision.reviewedAt, 'UTC', now)}`;
    return `rollback by ${decision.executedBy ?? decision.proposedBy}${reviewed}`;
  }
  return `advance, ${counted(decision.signers.length, 'sign-off')}`;
};

const wayBackOf = (
  context: Pick<RecordedContext, 'proofs'>,
  lane: LaneState,
  interval: AuthorityInterval,
  now: Date,
): TimelineRow['wayBack'] => {
  if (interval.side === 'legacy') return { state: 'not_needed', text: 'not needed' };
  const window = lane.windows.find((candidate) => candidate.decision.id === interval.decision.id);
  if (window === undefined) return { state: 'closed', text: 'none was opened' };
  const state = windowStateAt(window, now);
  if (state === 'used' && window.endedAt !== null) {
    const after = Math.max(0, window.endedAt.getTime() - window.opensAt.getTime());
    const { state: quality } = provenIn(context, [lane.lane], window.endedAt);
    return { state: quality, text: `${quality === 'closed' ? '' : `${quality}, `}used after ${spanText(after)}` };
  }
  const closes = momentText(window.closesAt, now);
  const { state: quality } = provenIn(context, [lane.lane], now);
  return state === 'closed'
    ? { state: 'closed', text: `closed ${closes}` }
    : { state: quality, text: `${quality === 'closed' ? 'without a current proof' : quality}, until ${closes}` };
};

/** One lane's intervals, newest first; `asked` is the one that the question points at. */
export const rowsOf = (
  context: Pick<RecordedContext, 'proofs'>,
  lane: LaneState,
  decisions: readonly DecisionLine[],
  asked: AuthorityInterval | undefined,
  now: Date,
): TimelineRow[] =>
  [...lane.intervals]
    .sort((a, b) => b.epoch - a.epoch)
    .map((interval) => {
      const decision = decisions.find(({ id }) => id === interval.decision.id);
      return {
        from: interval.from.toISOString(),
        until: interval.to?.toISOString() ?? null,
        side: interval.side,
        epoch: interval.epoch,
        decision: { number: interval.decision.number, text: decisionText(decision, now) },
        wayBack: wayBackOf(context, lane, interval, now),
        knownSince: (decision?.closedAt ?? interval.from).toISOString(),
        asked: interval.epoch === asked?.epoch,
      };
    });
