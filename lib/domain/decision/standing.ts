import { roleTitles } from '@/lib/domain/access/role-titles';
import { momentText } from '@/lib/domain/criteria/sentence';
import { heldSentence } from '@/lib/domain/hold/held-sentence';
import type { DecisionState, Role } from '@/lib/domain/words';
import { criteriaAt, unmet } from './criteria';
import type { Decision, SignOff } from './decision';
import { emergencyMissing } from './emergencies';
import { fillSlots, liveApprovals, type SlotStanding, slotsComplete } from './fill-slots';
import { movesTowardsTarget, unreadyOf } from './kinds/all';
import { isLiveState, stateAt } from './machine';
import { whatMoved } from './moved';
import { isApproved, standingRefusals, whyNot } from './signers';
import { type Missing, overdueReviews, type World } from './world';

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

const slotsMissing = (slots: readonly SlotStanding[]): Missing[] => {
  if (slots.length === 0)
    return [{ code: 'sign_offs_missing', message: 'No sign-off is asked for, so nothing opens it.' }];
  return slots
    .filter((slot) => slot.filled.length < slot.count)
    .map((slot) => {
      const open = slot.count - slot.filled.length;
      const by = slot.people === undefined ? '' : ` by ${slot.people.join(' or ')}`;
      return {
        code: 'sign_offs_missing',
        message: `${open} sign-off${open === 1 ? '' : 's'} as ${roleTitles[slot.role]}${by} ${open === 1 ? 'is' : 'are'} missing.`,
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
export const stopsMissing = ({ decision, world }: Pick<StandingInput, 'decision' | 'world'>): Missing[] => {
  if (!movesTowardsTarget(decision.payload)) return [];
  return [
    ...world.holds.map((hold) => ({
      code: 'held',
      message: heldSentence(hold, world.context?.slug ?? world.program.slug),
    })),
    ...overdueReviews(world.reviews, world.at).map((review) => ({
      code: 'review_overdue',
      message: `The rollback D-${review.rollback.number} should have been reviewed by ${momentText(review.dueAt)}.`,
    })),
    ...emergencyMissing(world.emergencies, world.context?.id ?? null, world.at),
  ];
};

/** The standing of a decision: its state, who fills which slot, and all that is missing. */
export const standingOf = (input: StandingInput): Standing => {
  const { decision, signOffs, world } = input;
  const own = signOffs.filter((signOff) => signOff.decisionId === decision.id);
  const approvals = liveApprovals(decision, own, world);
  const slots = fillSlots(decision, approvals, world);
  const counted = slots.flatMap((slot) => slot.filled.map((signOff) => ({ signOff, slot: slot.role })));
  const refusals = standingRefusals(decision, own);
  const moved = decision.state === 'open' ? movedMissing({ ...input, signOffs: own }) : [];
  const complete = slotsComplete(slots) && refusals.length === 0 && moved.length === 0;
  const state = stateAt(decision, complete, world.at);
  const live = isLiveState(state);
  const uncounted = own
    .filter((signOff) => !counted.some((place) => place.signOff.id === signOff.id))
    .map((signOff) => ({
      signOff,
      why:
        whyNot(decision, signOff, world) ??
        (signOff.verdict === 'refuse' ? 'It is a refusal.' : 'Every place that it could fill is filled.'),
    }));
  const unready = unreadyOf(decision.payload);
  const missing = [
    ...moved,
    ...gateMissing(input),
    ...(unready === null ? [] : [unready]),
    ...slotsMissing(slots),
    ...refusals.map((signOff) => ({
      code: 'refused',
      message: `${signOff.personName} refused revision ${signOff.revision}: ${signOff.comment}`,
    })),
    ...stopsMissing(input),
  ];
  return { state, slots, counted, uncounted, complete, missing: live ? missing : [] };
};
