import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import { momentText } from '@/lib/domain/criteria/sentence';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { stageOnRecord } from './context-state';
import { criteriaAt, criteriaFor } from './criteria';
import type { Decision } from './decision';
import { isStanding } from './evaluation';
import { questionOf, rulesOf } from './kinds/all';
import { lanesOf, type Payload } from './payload';
import { placesOf } from './places';
import type { Versions } from './revision';
import { isLate, lateReason } from './schedule';
import type { World } from './world';

/** What happened to a live decision since its revision began, beside sign-offs. */
export type Moved = { kind: 'revise'; payload: Payload; reasons: string[] } | { kind: 'supersede'; reason: string };

export type MovedInput = {
  decision: Decision;
  /** Whether somebody approved the current revision: then all of its blocking criteria stood at that time. */
  approved: boolean;
  /** What `standsUntil` said when it was last asked; null when nothing runs out. */
  validUntil: Date | null;
  world: World;
};

const versionNames: Record<keyof Versions, string> = {
  policy: 'sign-off policy',
  rules: 'rule set',
  criteria: 'criteria set',
};

const versionReasons = (payload: Payload, then: Versions, now: Versions): string[] =>
  rulesOf(payload.kind)
    .bindsTo.filter((name) => then[name] !== now[name])
    .map(
      (name) =>
        `The ${versionNames[name]} in force changed from version ${then[name] ?? 'none'} to ${now[name] ?? 'none'}.`,
    );

const slotReason = ({ decision, world }: MovedInput, payload: Payload): string[] => {
  const slots = placesOf(payload, world);
  return canonicalJson(slots) === canonicalJson(decision.revision.document.slots)
    ? []
    : ['The sign-offs that it needs changed.'];
};

/**
 * What it would do. The date is spoken of apart; what is at stake may change with other lanes, and counts by the
 * sign-offs that it asks for.
 */
const actOf = ({ scheduledFor: _date, stakes: _stakes, ...act }: Payload) => act;

const payloadReasons = (then: Payload, now: Payload): string[] => {
  if (canonicalJson(actOf(then)) === canonicalJson(actOf(now))) return [];
  const reasons: string[] = [];
  if ('from' in then && 'from' in now && (then.from !== now.from || then.to !== now.to)) {
    reasons.push(
      `The context moved: this is now from ${now.from} to ${now.to}, no longer from ${then.from} to ${then.to}.`,
    );
  }
  if (canonicalJson(lanesOf(then)) !== canonicalJson(lanesOf(now))) {
    reasons.push('The lanes that it would move have changed hands, or are others, since it was proposed.');
  }
  return reasons.length > 0 ? reasons : ['What it would do has changed.'];
};

/** Blocking criteria of this revision that stood, as frozen or when somebody approved, and were found not to stand. */
const fallen = ({ decision, approved, validUntil, world }: MovedInput): string[] => {
  const { payload, revision } = decision;
  const titleOf = (key: string) => titleOfKey(world.governed.context?.criteria, key);
  const stood = (key: string) =>
    approved || revision.document.evaluations.some((frozen) => frozen.key === key && isStanding(frozen.outcome));
  const now = criteriaAt(payload, world.evaluations, world.at).filter(({ blocking, key }) => blocking && stood(key));
  const reasons = now
    .filter((evaluation) => !isStanding(evaluation.outcome))
    .map(({ key, outcome, sentence }) => {
      const title = `“${titleOf(key)}”`;
      // What somebody attests is its own title, and stands in the sentence.
      const what = sentence.includes(title) ? 'What was attested' : title;
      return `${what} is ${outcome.replace('_', ' ')} now: ${sentence}`;
    });
  if (reasons.length > 0 || validUntil === null || validUntil > world.at) return reasons;
  return [`A blocking criterion stood only until ${momentText(validUntil)}, and newer evidence came after that.`];
};

/**
 * Until when every blocking criterion that stands for this revision goes on standing if nothing new arrives; null when
 * none runs out. Kept with the decision at each look, so that what time alone changed counts even if nobody looked.
 */
export const standsUntil = (decision: Decision, approved: boolean, world: World): Date | null => {
  const { payload, revision } = decision;
  const ends = criteriaFor(payload, world.evaluations).flatMap((evaluation) => {
    const counts =
      evaluation.blocking &&
      isStanding(evaluation.outcome) &&
      (approved ||
        revision.document.evaluations.some(({ key, outcome }) => key === evaluation.key && isStanding(outcome)));
    return counts && evaluation.validUntil !== null ? [evaluation.validUntil] : [];
  });
  return ends.reduce<Date | null>((first, end) => (first === null || end < first ? end : first), null);
};

const standsAt = ({ context }: World): string =>
  context === null ? '' : `${context.slug} stands at ${stageOnRecord(context)} now: `;

/**
 * Whether a live decision needs a new revision (invariant 6), and why in words, or has lost its object; null when its
 * revision is still what it was. Newer evidence with the same outcome, or a return to met, begins none.
 */
export const whatMoved = (input: MovedInput): Moved | null => {
  const { decision, world } = input;
  const late = isLate(decision.payload, world.at);
  const answered = questionOf(decision.payload);
  const question = answered === null || !late ? answered : { ...answered, scheduledFor: null };
  const derived = question === null ? null : rulesOf(question.kind).derive(world, question);
  if (derived !== null && !derived.ok) {
    return {
      kind: 'supersede',
      reason: `${standsAt(world)}${derived.refusal.detail}`,
    };
  }
  const payload = derived === null ? decision.payload : derived.value;
  const changed = payloadReasons(decision.payload, payload);
  const versions = versionReasons(payload, decision.revision.document.versions, world.versions);
  const reasons = [
    ...(late ? [lateReason(decision.payload)] : []),
    ...changed,
    ...versions,
    ...(changed.length + versions.length > 0 ? [] : slotReason(input, payload)),
    ...fallen(input),
  ];
  return reasons.length === 0 ? null : { kind: 'revise', payload, reasons };
};
