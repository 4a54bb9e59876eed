import { valueChange } from '@/lib/domain/decision/document-changes';
import type { ExtendDeadlinePayload } from '@/lib/domain/decision/governing-payload';
import type { ExtendDeadlineProposal } from '@/lib/domain/decision/governing-proposal';
import { told } from '@/lib/domain/decision/revising';
import { dayEndedAt, endOfDay } from '@/lib/domain/kernel/calendar';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { atOnce, ofProgram, stakesOfChanges } from './governing';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

const derive = ({ at, program, governed }: Ground, proposal: ExtendDeadlineProposal): Result<ExtendDeadlinePayload> => {
  const hardDate = endOfDay(proposal.day, program.zone);
  const before = program.hardDate === null ? null : dayEndedAt(program.hardDate, program.zone);
  const after = proposal.day;
  if (before === after) return refuse('nothing_to_change', `The hard date is ${after} already.`);
  if (hardDate <= at) {
    return refuse('invalid_body', `${after} is over.`, [{ pointer: '/to', detail: 'must lie ahead' }]);
  }
  const looser = program.hardDate !== null && hardDate > program.hardDate;
  const changes = valueChange('/program/hardDate', before, after, looser ? 'looser' : 'stricter');
  return accept({
    kind: 'extend_deadline',
    day: { before, after },
    hardDate: hardDate.toISOString(),
    extensions: governed.deadlineExtensions,
    changes,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOfChanges(ofProgram, changes),
  });
};

/** Moves the day by whose end legacy is gone; how often it was moved later is counted. Earlier is allowed, and stricter. */
export const extendDeadline: KindRules<ExtendDeadlinePayload, ExtendDeadlineProposal> = {
  derive,
  question: (payload) => ({
    kind: 'extend_deadline',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    day: payload.day.after,
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'extend_deadline', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: (_payload, other) => other.kind === 'extend_deadline',
  effects: (payload, _decision, world) => {
    const hardDate = new Date(payload.hardDate);
    const later = world.program.hardDate !== null && hardDate > world.program.hardDate;
    return accept(
      atOnce(world.at, [
        {
          kind: 'deadline_moved',
          day: payload.day,
          hardDate,
          extensions: payload.extensions + (later ? 1 : 0),
          reason: payload.rationale,
        },
      ]),
    );
  },
  meaning: () => 'Both systems can be paid for and run until this day.',
};
