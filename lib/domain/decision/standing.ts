import { roleTitles } from '@/lib/domain/access/role-titles';
import { heldSentence } from '@/lib/domain/hold/held-sentence';
import type { DecisionState, Role } from '@/lib/domain/words';
import { criteriaAt, unmet } from './criteria';
import type { Decision, RoleHolders, SignOff } from './decision';
import { movesTowardsTarget } from './kinds/all';
import { whatMoved } from './moved';
import { filledCount, matchSlots, placeCount } from './quorum';
import { type Missing, overdueReviews, type World } from './world';

export type SlotStanding = { role: Role; count: number; filled: SignOff[] };

/** Where a decision stands at an instant: a function of facts, never stored. */
export type Standing = {
  state: DecisionState;
  slots: SlotStanding[];
  /** Sign-offs that fill a place now, with the slot that each fills. */
  counted: { signOff: SignOff; slot: Role }[];
  /** Sign-offs that do not count, and why. They stay on record. */
  uncounted: { signOff: SignOff; why: string }[];
  /** Every place is filled and nobody's refusal stands against this revision. */
  complete: boolean;
  /** Everything that stands in the way of executing it, at once; empty when nothing does, or when it has ended. */
  missing: Missing[];
};

export type StandingInput = {
  decision: Decision;
  signOffs: readonly SignOff[];
  /** As `standsUntil` last said. */
  validUntil: Date | null;
  world: World;
};

/** Nobody signs off what they proposed or wrote. */
export const wroteIt = (decision: Decision, personId: string): boolean =>
  decision.proposer.personId === personId || decision.authorIds.includes(personId);

export const isExpiredAt = (decision: Decision, at: Date): boolean =>
  decision.expiresAt !== null && decision.expiresAt <= at;

/** Why a sign-off does not count now, by what it says and who gave it; null when nothing speaks against it. */
const whyNot = (decision: Decision, signOff: SignOff, holders: RoleHolders): string | null => {
  if (signOff.revokedAt !== null) return 'It was revoked.';
  if (signOff.evidenceHash !== decision.revision.evidenceHash) return `It was given for revision ${signOff.revision}.`;
  const roles = holders.get(signOff.personId);
  if (roles === undefined) return `${signOff.personName} is no longer active here.`;
  if (!roles.has(signOff.role)) return `${signOff.personName} no longer holds the role ${roleTitles[signOff.role]}.`;
  return wroteIt(decision, signOff.personId) ? `${signOff.personName} wrote part of it.` : null;
};

/** Approvals of the current revision by people who still hold the role they signed in. */
export const liveApprovals = (decision: Decision, signOffs: readonly SignOff[], holders: RoleHolders): SignOff[] =>
  signOffs.filter((signOff) => signOff.verdict === 'approve' && whyNot(decision, signOff, holders) === null);

export const isApproved = (decision: Decision, signOffs: readonly SignOff[]): boolean =>
  signOffs.some((signOff) => signOff.verdict === 'approve' && signOff.evidenceHash === decision.revision.evidenceHash);

/** Who fills which slot, by maximum matching; `except` are persons who may not be counted. */
export const fillSlots = (
  decision: Decision,
  approvals: readonly SignOff[],
  holders: RoleHolders,
  except: readonly string[] = [],
): SlotStanding[] => {
  const { slots } = decision.revision.document;
  const candidates = approvals
    .filter((signOff) => !except.includes(signOff.personId))
    .sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((signOff) => ({
      signOff,
      personId: signOff.personId,
      prefers: signOff.role,
      roles: holders.get(signOff.personId) ?? new Set<Role>(),
    }));
  const filled = matchSlots(slots, candidates);
  return slots.map((slot, at) => ({ ...slot, filled: (filled[at] ?? []).map(({ signOff }) => signOff) }));
};

/** Every place filled, and at least one asked for: a list without slots is never complete. */
export const slotsComplete = (slots: readonly SlotStanding[]): boolean =>
  slots.length > 0 && filledCount(slots.map((slot) => slot.filled)) === placeCount(slots);

const slotsMissing = (slots: readonly SlotStanding[]): Missing[] => {
  if (slots.length === 0)
    return [{ code: 'sign_offs_missing', message: 'No sign-off is asked for, so nothing opens it.' }];
  return slots
    .filter((slot) => slot.filled.length < slot.count)
    .map((slot) => {
      const open = slot.count - slot.filled.length;
      return {
        code: 'sign_offs_missing',
        message: `${open} sign-off${open === 1 ? '' : 's'} as ${roleTitles[slot.role]} ${open === 1 ? 'is' : 'are'} missing.`,
      };
    });
};

const movedMissing = (input: StandingInput): Missing[] => {
  const approved = isApproved(input.decision, input.signOffs);
  const moved = whatMoved({ decision: input.decision, approved, validUntil: input.validUntil, world: input.world });
  if (moved === null) return [];
  if (moved.kind === 'supersede') return [{ code: 'superseded', message: moved.reason }];
  return moved.reasons.map((message) => ({ code: 'stale_view', message }));
};

const gateMissing = ({ decision, world }: StandingInput): Missing[] => [
  ...(movesTowardsTarget(decision.payload) ? world.blocks : []),
  ...unmet(criteriaAt(decision.payload, world.evaluations, world.at)).map((evaluation) => ({
    code: 'criteria_not_met',
    message: evaluation.sentence,
  })),
];

/** What stops moves towards target, and never a rollback (invariants 9 and 14). */
const stopsMissing = ({ decision, world }: StandingInput): Missing[] => {
  if (!movesTowardsTarget(decision.payload)) return [];
  return [
    ...world.holds.map((hold) => ({
      code: 'held',
      message: heldSentence(hold, world.context?.slug ?? world.program.slug),
    })),
    ...overdueReviews(world.reviews, world.at).map((review) => ({
      code: 'review_overdue',
      message: `The rollback D-${review.rollback.number} should have been reviewed by ${review.dueAt.toISOString()}.`,
    })),
  ];
};

const stateAt = (decision: Decision, complete: boolean, at: Date): DecisionState => {
  if (decision.state !== 'open') return decision.state;
  if (isExpiredAt(decision, at)) return 'expired';
  return complete ? 'approved' : 'open';
};

/** The standing of a decision: its state, who fills which slot, and all that is missing. */
export const standingOf = (input: StandingInput): Standing => {
  const { decision, signOffs, world } = input;
  const own = signOffs.filter((signOff) => signOff.decisionId === decision.id);
  const approvals = liveApprovals(decision, own, world.holders);
  const slots = fillSlots(decision, approvals, world.holders);
  const counted = slots.flatMap((slot) => slot.filled.map((signOff) => ({ signOff, slot: slot.role })));
  const refusals = own.filter(
    (signOff) =>
      signOff.verdict === 'refuse' &&
      signOff.revokedAt === null &&
      signOff.evidenceHash === decision.revision.evidenceHash,
  );
  const moved = decision.state === 'open' ? movedMissing({ ...input, signOffs: own }) : [];
  const complete = slotsComplete(slots) && refusals.length === 0 && moved.length === 0;
  const state = stateAt(decision, complete, world.at);
  const live = state === 'open' || state === 'approved';
  const uncounted = own
    .filter((signOff) => !counted.some((place) => place.signOff.id === signOff.id))
    .map((signOff) => ({
      signOff,
      why:
        whyNot(decision, signOff, world.holders) ??
        (signOff.verdict === 'refuse' ? 'It is a refusal.' : 'Every place that it could fill is filled.'),
    }));
  const missing = [
    ...moved,
    ...gateMissing(input),
    ...slotsMissing(slots),
    ...refusals.map((signOff) => ({
      code: 'refused',
      message: `${signOff.personName} refused revision ${signOff.revision}: ${signOff.comment}`,
    })),
    ...stopsMissing(input),
  ];
  return { state, slots, counted, uncounted, complete, missing: live ? missing : [] };
};
