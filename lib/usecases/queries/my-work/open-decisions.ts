import type { MyWorkView, WaitingDecision } from '@/lib/contract/views/my-work';
import type { PersonActor } from '@/lib/domain/access/actor';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import type { VisibleProgram } from '@/lib/store/read-models/visible-programs';
import { askerOf } from '@/lib/usecases/queries/parts/caller';
import {
  type PlaceToSign,
  placesToSign,
  type Stood,
  slotViews,
  standingText,
  stoodIn,
} from '@/lib/usecases/queries/parts/decision-row';
import { executeAct } from '@/lib/usecases/queries/parts/executable';
import { gateOf, stopText } from '@/lib/usecases/queries/parts/gate';
import { lockOf } from '@/lib/usecases/queries/parts/lock';
import { contextOfDecision, evaluateIn, moveOf, type Picture } from '@/lib/usecases/queries/parts/picture';
import { contextRefOf, programRefOf } from '@/lib/usecases/queries/parts/refs';
import { stakeOf } from '@/lib/usecases/queries/parts/stake';

/** "operations signed; you are the last" */
const turnText = ({ standing }: Stood): string => {
  const signed = standing.slots.filter(({ filled }) => filled.length > 0).map(({ role }) => roleTitles[role]);
  const open = standing.slots.reduce((sum, slot) => sum + slot.count - slot.filled.length, 0);
  const given = signed.length === 0 ? 'nobody has signed yet' : `${listed(signed)} signed`;
  return open === 1 ? `${given}; you are the last` : `${given}; ${open} places are open`;
};

const waitingOf = (
  picture: Picture,
  stood: Stood,
  program: VisibleProgram,
  you: PlaceToSign & { personId: string },
): WaitingDecision => {
  const { decision, dueAt } = stood.listed;
  const context = contextOfDecision(picture, decision);
  const { payload } = decision;
  const gate =
    payload.kind !== 'advance' || context === null
      ? null
      : gateOf(
          { ...payload, decided: true },
          evaluateIn(picture, context, moveOf(context, payload)),
          stopText(picture, context),
          picture.now,
        );
  return {
    program: programRefOf(program),
    number: decision.number,
    title: payload.title,
    context: context === null ? null : contextRefOf(context),
    lock: context === null ? null : lockOf(picture, context),
    role: you.role,
    onBehalfOf: you.onBehalfOf?.name ?? null,
    stake: stakeOf(picture, context, payload),
    gate,
    slots: slotViews(picture, stood, you.personId),
    standing: turnText(stood),
    expiresAt: decision.expiresAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
  };
};

type Yours = MyWorkView['yours'][number];

const yoursOf = (picture: Picture, stood: Stood, program: VisibleProgram): Yours => {
  const { decision } = stood.listed;
  const context = contextOfDecision(picture, decision);
  return {
    program: programRefOf(program),
    number: decision.number,
    title: decision.payload.title,
    context: context === null ? null : contextRefOf(context),
    standing: standingText(stood, picture.now),
  };
};

const concerns = ({ listed: { decision }, standing, viewed }: Stood, person: PersonActor, program: VisibleProgram) =>
  standing.state !== 'expired' &&
  (decision.proposer.personId === person.personId || executeAct(viewed, askerOf(person, program)).allowed);

/** The soonest end first; what has none comes last. */
const byUrgency = (a: WaitingDecision, b: WaitingDecision): number => {
  const end = ({ expiresAt, dueAt }: WaitingDecision) => dueAt ?? expiresAt ?? '9999';
  return end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : b.number - a.number;
};

/** Open decisions that wait for this person's sign-off, and others that are theirs by proposal or to execute. */
export const openDecisionsOf = (
  picture: Picture,
  programs: readonly VisibleProgram[],
  person: PersonActor,
): Pick<MyWorkView, 'waiting' | 'yours'> => {
  const waiting: WaitingDecision[] = [];
  const yours: Yours[] = [];
  for (const listedDecision of picture.open) {
    const program = programs.find(({ id }) => id === listedDecision.programId);
    if (program === undefined) continue;
    const stood = stoodIn(picture, listedDecision);
    const [place] = placesToSign(stood, person);
    if (place !== undefined) waiting.push(waitingOf(picture, stood, program, { personId: person.personId, ...place }));
    else if (concerns(stood, person, program)) yours.push(yoursOf(picture, stood, program));
  }
  return { waiting: waiting.sort(byUrgency), yours };
};
