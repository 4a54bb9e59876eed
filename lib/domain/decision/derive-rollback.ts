import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { stageOfLanes } from '@/lib/domain/stage/agreement';
import { isEarlier } from '@/lib/domain/stage/transition';
import type { Stage } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord, stageOnRecord } from './context-state';
import { findLanes, payloadLanes } from './find-lanes';
import { scheduledIn } from './kinds/schedule-of';
import type { RollbackPayload } from './payload';
import type { RollbackProposal } from './proposal';
import { stakesOf, withTheirs } from './stakes-of';

const refuseStage = (to: Stage, why: string) =>
  refuse('transition_not_allowed', `The context cannot go back to ${to}: ${why}.`, [{ pointer: '/to', detail: why }]);

/** The stage afterwards: with lanes left on target it follows from them, else it is `to`, validated unless named. */
const stageAfter = (context: ContextState, back: readonly LaneState[], to: Stage | undefined): Result<Stage> => {
  const from = stageOnRecord(context);
  const after = context.lanes.map((state) => (back.includes(state) ? 'legacy' : sideOnRecord(state)));
  const remaining = after.filter((side) => side === 'target').length;
  if (remaining > 0) {
    const stage = stageOfLanes(after, 'validated');
    if (to === undefined || to === stage) return accept(stage);
    return refuseStage(to, `${remaining} of its lanes would still be on target`);
  }
  const stage = to ?? 'validated';
  if (isEarlier('validated', stage)) return refuseStage(stage, 'no lane would be left on target');
  return isEarlier(stage, from) ? accept(stage) : refuseStage(stage, `it stands at ${from}`);
};

/** What going back would move, from the context as it is on record. */
export const deriveRollback = (
  context: ContextState,
  proposal: RollbackProposal,
  withinWindow: boolean,
): Result<RollbackPayload> => {
  const from = stageOnRecord(context);
  if (from === 'retired') return refuseStage(proposal.to ?? 'full', 'legacy is retired');
  const named = findLanes(context, proposal.lanes ?? [], 'target');
  if (!named.ok) return named;
  const onTarget = context.lanes.filter((state) => sideOnRecord(state) === 'target');
  const takesAll = named.value.length === 0 && proposal.to !== undefined && proposal.to !== 'selective';
  const back = takesAll ? onTarget : named.value;
  if (back.length === 0 && (withinWindow || onTarget.length > 0 || proposal.to === undefined)) {
    return refuse('lanes_not_allowed', 'A rollback needs the lanes that go back, or the earlier stage.', [
      { pointer: '/lanes', detail: 'must name at least one lane on target' },
    ]);
  }
  const to = stageAfter(context, back, proposal.to);
  if (!to.ok) return to;
  return accept({
    kind: 'rollback',
    context: context.slug,
    from,
    to: to.value,
    lanes: payloadLanes(back),
    withinWindow,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    // After the window it has as much at stake as the way forward had, also where that went lane by lane.
    stakes: stakesOf(context, withinWindow ? back : withTheirs(context, back)),
  });
};
