import { type Principal, personsBehind } from '@/lib/domain/access/principal';
import { momentText } from '@/lib/domain/criteria/sentence';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Refusal, type RefusalCode, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role } from '@/lib/domain/words';
import { changeFact } from './change-fact';
import { criteriaAt } from './criteria';
import type { Decision, SignOff } from './decision';
import type { Effects } from './effects';
import { type FrozenEvaluation, freezeEvaluations } from './evaluation';
import { aboutDecision } from './facts';
import { fillSlots, liveApprovals, type SlotStanding, slotsComplete } from './fill-slots';
import { rulesOf } from './kinds/all';
import { forbidden } from './machine';
import { isBeforeItsDate } from './schedule';
import { standingOf, stopsMissing } from './standing';
import { type Shown, staleView, type Viewed } from './view-check';
import type { Missing } from './world';

export type Executed = {
  effects: Effects;
  /** Which sign-offs filled which slots; the database checks them against the revision's slots. */
  counted: { signOff: SignOff; slot: Role }[];
  /** The fresh evaluations, kept as the decision's preflight. */
  preflight: FrozenEvaluation[];
};

/** Which refusal the first of several obstacles gives; all of them stand in its `errors`. */
const codeOf = (missing: readonly Missing[]): RefusalCode => {
  const has = (code: string) => missing.some((item) => item.code === code);
  if (has('held')) return 'held';
  if (has('review_overdue')) return 'review_overdue';
  if (has('break_glass_overdue')) return 'break_glass_overdue';
  if (has('break_glass_unreviewed')) return 'break_glass_unreviewed';
  const signing = missing.every((item) => item.code === 'sign_offs_missing' || item.code === 'refused');
  return signing ? 'sign_offs_missing' : 'preflight_failed';
};

const refusalOf = ({ number }: Decision, missing: readonly Missing[]): Refusal | null => {
  if (missing.length === 0) return null;
  const detail = `D-${number} cannot be executed: ${missing.map((item) => item.message).join(' ')}`;
  return refuse(
    codeOf(missing),
    detail,
    missing.map(({ code, message }) => ({ code, detail: message })),
  ).refusal;
};

const obstacles = (viewed: Viewed): Refusal | null => refusalOf(viewed.decision, standingOf(viewed).missing);

/** What no signature moves out of the way: holds, freezes, reviews that are due; null when nothing does. */
export const stopRefusal = (about: Pick<Viewed, 'decision' | 'world'>): Refusal | null =>
  refusalOf(about.decision, stopsMissing(about));

const tooEarly = ({ decision, world }: Viewed): Refusal | null => {
  if (!isBeforeItsDate(decision.payload, world.at)) return null;
  const when = momentText(new Date(decision.payload.scheduledFor ?? 0));
  return refuse('not_yet', `D-${decision.number} is to be executed on ${when}, and not before.`).refusal;
};

/** Slots filled without the executor, and without whom they were signed for; null when such a sign-off would be needed. */
const withoutExecutor = ({ decision, signOffs, world }: Viewed, executor: Principal): SlotStanding[] | null => {
  const approvals = liveApprovals(decision, signOffs, world);
  const slots = fillSlots(decision, approvals, world, personsBehind(executor));
  return slotsComplete(slots) ? slots : null;
};

/** The fact that a decision was executed, by which sign-offs and on which preflight. */
export const executedFact = (
  decision: Decision,
  counted: Executed['counted'],
  preflight: readonly FrozenEvaluation[],
  effectiveFrom: Date,
): Fact => {
  const { decision: ref, ...about } = aboutDecision(decision);
  return {
    type: 'decision.executed',
    ...about,
    data: {
      decision: ref,
      kind: decision.kind,
      context: decision.context ?? '',
      revision: decision.revision.number,
      evidenceHash: decision.revision.evidenceHash,
      preflightDigest: documentDigest(preflight),
      signOffs: counted.map(({ signOff, slot }) => ({
        id: signOff.id,
        person: signOff.personId,
        name: signOff.personName,
        slot,
      })),
      effectiveFrom: effectiveFrom.toISOString(),
    },
  };
};

/**
 * Executes an approved decision after a fresh look at everything: `viewed.world` holds the evaluations, sign-off holders,
 * holds and reviews as of now. Refuses with `decision_not_open`, `decision_expired`, `stale_view`, `preflight_failed`,
 * `sign_offs_missing`, `held`, `review_overdue` (all reasons in `errors`), `not_yet` or `executor_signed`, and then nothing changes.
 */
export const decideExecute = (viewed: Viewed, executor: Principal, shown: Shown): Result<Executed> => {
  const { decision, world } = viewed;
  const refusal =
    forbidden(decision, 'execute', world.at) ?? staleView(viewed, shown) ?? obstacles(viewed) ?? tooEarly(viewed);
  if (refusal !== null) return { ok: false, refusal };
  const slots = withoutExecutor(viewed, executor);
  if (slots === null) {
    return refuse('executor_signed', `${executor.name} signed D-${decision.number} off, so somebody else executes it.`);
  }
  const effects = rulesOf(decision.kind).effects(decision.payload, decision, world);
  if (!effects.ok) return effects;
  const counted = slots.flatMap((slot) => slot.filled.map((signOff) => ({ signOff, slot: slot.role })));
  const preflight = freezeEvaluations(criteriaAt(decision.payload, world.evaluations, world.at));
  const facts = [
    executedFact(decision, counted, preflight, effects.value.effectiveFrom),
    ...effects.value.facts,
    ...effects.value.changes.map((change) => changeFact(decision, change)),
  ];
  return accept({ effects: { ...effects.value, facts }, counted, preflight });
};
