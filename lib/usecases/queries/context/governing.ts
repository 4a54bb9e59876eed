import type { ContextView, WayBackProofLine } from '@/lib/contract/views/context';
import { mayBreakGlass, mayPropose, mayProveWayBack } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { laneNameOf } from '@/lib/domain/authority/lane';
import { longestProofDays, wayBackAt } from '@/lib/domain/authority/way-back';
import { confirmationMs } from '@/lib/domain/decision/break-glass';
import { sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import type { DecisionKind } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { type Picture, policyIn } from '@/lib/usecases/queries/parts/picture';
import { actOf, mayNot } from '@/lib/usecases/queries/parts/viewing';
import { returningLanes } from '@/lib/usecases/queries/parts/windows';

/** What the record has of going back, a line a workload. */
const linesOf = (context: ListedContext, now: Date): WayBackProofLine[] =>
  context.workloads.map((workload) => {
    const standing = wayBackAt(context.proofs, workload, now);
    const proof = standing.state === 'none' ? null : standing.proof;
    return {
      workload,
      state: standing.state,
      quality: proof?.quality ?? null,
      lost: proof?.lost ?? null,
      evidence: proof?.evidence ?? null,
      provenAt: proof?.provenAt.toISOString() ?? null,
      validUntil: proof?.validUntil.toISOString() ?? null,
    };
  });

export const wayBackLines = (context: ListedContext, now: Date, asker: Asker): ContextView['wayBack'] => ({
  lines: linesOf(context, now),
  prove: actOf(mayProveWayBack(asker)),
  longestDays: longestProofDays,
});

/** Whether this person may propose a kind that moves no authority; what the payload must say is asked by the preflight. */
export const proposingIn = (picture: Picture, context: ListedContext, asker: Asker): ContextView['proposing'] => {
  const may = (kind: DecisionKind) => actOf(mayPropose({ kind })(asker));
  const open = returningLanes(context, picture.now).length > 0;
  return {
    extendWindow: open ? may('extend_rollback_window') : mayNot('No rollback window is open here.'),
    acceptRisk: may('accept_risk'),
    changeCriteria: may('activate_criteria'),
    replay: may('authorise_replay'),
    retire: stageOnRecord(context) === 'full' ? may('retire_legacy') : null,
  };
};

/** The lanes that an emergency could move, and whether this person may. */
export const breakGlassChoice = (picture: Picture, context: ListedContext, asker: Asker): ContextView['breakGlass'] => {
  const policy = policyIn(picture, context.programId).document;
  return {
    act: stageOnRecord(context) === 'planned' ? mayNot('Legacy runs alone here.') : actOf(mayBreakGlass(policy)(asker)),
    lanes: context.lanes.map((state) => ({
      ...laneNameOf(state.lane),
      text: `${state.lane.workload}, ${state.lane.audience.name}`,
      side: sideOnRecord(state),
    })),
    confirmMinutes: Math.round(confirmationMs / 60_000),
    reviewHours: policy.breakGlassReviewHours,
  };
};

/** Everybody who holds a role here, once, by name. */
export const membersIn = (picture: Picture, programId: string): ContextView['members'] => {
  const own = picture.held.filter((held) => held.programId === programId);
  return [...new Map(own.map(({ email, name }) => [email, { email, name }])).values()];
};

/** Who holds which role in a program, by name. */
export const holdersByRole = (picture: Picture, programId: string): ContextView['holders'] => {
  const holders: ContextView['holders'] = {};
  for (const { programId: where, role, name } of picture.held) {
    if (where === programId) holders[role] = [...(holders[role] ?? []), name];
  }
  return holders;
};
