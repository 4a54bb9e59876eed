import type { MyWorkView } from '@/lib/contract/views/my-work';
import type { PersonActor } from '@/lib/domain/access/actor';
import { wroteIt } from '@/lib/domain/decision/signers';
import type { ListedDecision } from '@/lib/store/read-models/decision-records';
import type { VisibleProgram } from '@/lib/store/read-models/visible-programs';
import { askerOf } from '@/lib/usecases/queries/parts/caller';
import { stoodIn } from '@/lib/usecases/queries/parts/decision-row';
import { holdsPlacedBy } from '@/lib/usecases/queries/parts/holds';
import { contextOfDecision, type Picture } from '@/lib/usecases/queries/parts/picture';
import { contextRefOf, programRefOf } from '@/lib/usecases/queries/parts/refs';

// What stands in one's programs beside what waits for a sign-off: drafts, dates, reviews, holds.

const noteOf = (picture: Picture, { decision }: ListedDecision, program: VisibleProgram) => {
  const context = contextOfDecision(picture, decision);
  return {
    program: programRefOf(program),
    number: decision.number,
    title: decision.payload.title,
    context: context === null ? null : contextRefOf(context),
  };
};

/** The drafts that a person wrote part of, the newest first. */
export const draftsOf = (
  picture: Picture,
  programs: readonly VisibleProgram[],
  person: PersonActor,
): MyWorkView['drafts'] =>
  picture.drafts
    .flatMap((listed) => {
      const program = programs.find(({ id }) => id === listed.programId);
      if (program === undefined || !wroteIt(listed.decision, person.personId)) return [];
      return [{ ...noteOf(picture, listed, program), draftedAt: listed.decision.proposedAt.toISOString() }];
    })
    .toReversed();

const inPrograms = <R>(
  picture: Picture,
  programs: readonly VisibleProgram[],
  of: (listed: ListedDecision, program: VisibleProgram) => R[],
): R[] =>
  picture.open.flatMap((listed) => {
    const program = programs.find(({ id }) => id === listed.programId);
    return program === undefined ? [] : of(listed, program);
  });

/** Approved decisions with a date, the first to come first. */
export const scheduledOf = (picture: Picture, programs: readonly VisibleProgram[]): MyWorkView['scheduled'] =>
  inPrograms(picture, programs, (listed, program) => {
    const at = listed.decision.payload.scheduledFor;
    if (at === null || stoodIn(picture, listed).standing.state !== 'scheduled') return [];
    return [{ ...noteOf(picture, listed, program), at }];
  }).sort((a, b) => (a.at < b.at ? -1 : 1));

/** Reviews that nobody has answered for yet, the first to be due first. */
export const reviewsOf = (picture: Picture, programs: readonly VisibleProgram[]): MyWorkView['reviews'] =>
  inPrograms(picture, programs, (listed, program): MyWorkView['reviews'] => {
    const { payload } = listed.decision;
    if (payload.kind !== 'review_rollback' && payload.kind !== 'review_break_glass') return [];
    const overdue = payload.dueAt <= picture.now.toISOString();
    return [{ ...noteOf(picture, listed, program), kind: payload.kind, dueAt: payload.dueAt, overdue }];
  }).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));

/** Holds that this person placed and that are not over, with freezes between two windows. */
export const ownHolds = (
  picture: Picture,
  programs: readonly VisibleProgram[],
  person: PersonActor,
): MyWorkView['holds'] =>
  programs.flatMap((program) =>
    holdsPlacedBy(picture, program.id, person.personId, askerOf(person, program)).map((hold) => ({
      ...hold,
      program: programRefOf(program),
    })),
  );
