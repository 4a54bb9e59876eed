import type { AuthoriseReplayPayload } from '@/lib/domain/decision/governing-payload';
import type { AuthoriseReplayProposal } from '@/lib/domain/decision/governing-proposal';
import { told } from '@/lib/domain/decision/revising';
import { noTraffic } from '@/lib/domain/decision/stakes';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { atOnce, badEnd } from './governing';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

const derive = (ground: Ground, proposal: AuthoriseReplayProposal): Result<AuthoriseReplayPayload> => {
  const context = contextOf(ground);
  const { from, to } = proposal.range;
  if (to <= from) {
    return refuse('invalid_body', 'The range to replay ends before it begins.', [
      { pointer: '/to', detail: 'must lie after `from`' },
    ]);
  }
  if (to > ground.at) {
    return refuse('invalid_body', 'What has not happened cannot be replayed.', [
      { pointer: '/to', detail: 'must not lie ahead' },
    ]);
  }
  const bad = badEnd(proposal.until, ground.at);
  if (bad !== null) return bad;
  return accept({
    kind: 'authorise_replay',
    context: context.slug,
    side: proposal.side,
    range: { from: from.toISOString(), to: to.toISOString() },
    what: proposal.what,
    containment: proposal.containment,
    until: proposal.until.toISOString(),
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: noTraffic(context.risk),
  });
};

/** Allows that what happened in a range is played to one side again, with its side effects contained. */
export const authoriseReplay: KindRules<AuthoriseReplayPayload, AuthoriseReplayProposal> = {
  derive,
  question: (payload) => ({
    kind: 'authorise_replay',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    side: payload.side,
    range: { from: new Date(payload.range.from), to: new Date(payload.range.to) },
    what: payload.what,
    containment: payload.containment,
    until: new Date(payload.until),
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'authorise_replay', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  // Two replays of one stretch to one side are how things are done twice.
  overlaps: ({ side, range }, other) =>
    other.kind === 'authorise_replay' &&
    other.side === side &&
    other.range.from < range.to &&
    range.from < other.range.to,
  effects: ({ side, range, what, containment, until }, _decision, world) =>
    accept(
      atOnce(world.at, [
        {
          kind: 'replay_authorised',
          side,
          from: new Date(range.from),
          to: new Date(range.to),
          what,
          containment,
          until: new Date(until),
        },
      ]),
    ),
  meaning: () => 'The replay does nothing twice to anyone outside.',
};
