import { paths } from '@/lib/contract/paths';
import type { AlertView } from '@/lib/contract/views/shell';
import { isOverdue } from '@/lib/domain/decision/emergencies';
import { heldSentence } from '@/lib/domain/hold/held-sentence';
import { stopAt } from '@/lib/domain/hold/hold';
import { contextIn, type Picture } from './picture';
import { momentText } from './say';

type Program = { id: string; slug: string };

const sentenceOf = (text: string): string => (/[.!?]”?$/.test(text) ? text : `${text}.`);

/** Moves outside the gates that nobody has answered for yet. */
const emergencies = (picture: Picture, program: Program): AlertView[] =>
  picture.emergencies
    .filter(({ programId }) => programId === program.id)
    .map((emergency): AlertView => {
      const { name } = contextIn(picture, emergency.context.id);
      const what = `Break-glass in ${name} for ${emergency.incident}, by D-${emergency.breakGlass.number}`;
      const stops = isOverdue(emergency, picture.now)
        ? `its review was due by ${momentText(emergency.dueAt, picture.now)}, and nothing moves towards target in the whole program until it is signed off.`
        : `until it is reviewed, due by ${momentText(emergency.dueAt, picture.now)}, nothing moves towards target there.`;
      return {
        kind: 'break_glass',
        text: `${what}: ${stops}`,
        href: paths.decision(program.slug, emergency.review.number),
      };
    });

/** Reviews of rollbacks that should have been answered: their contexts stand still. */
const overdueReviews = (picture: Picture, program: Program): AlertView[] =>
  picture.reviews
    .filter(({ reviewedAt, dueAt }) => reviewedAt === null && dueAt <= picture.now)
    .flatMap((listed): AlertView[] => {
      const context = contextIn(picture, listed.contextId);
      if (context.programId !== program.id) return [];
      const text = `The rollback D-${listed.rollback.number} of ${context.name} should have been reviewed by ${momentText(listed.dueAt, picture.now)}: nothing moves towards target there until it is.`;
      return [{ kind: 'overdue_review', text, href: paths.decision(program.slug, listed.review.number) }];
    });

/** Holds and freezes that stop something of the program now. */
const holds = (picture: Picture, program: Program): AlertView[] =>
  picture.holds
    .filter((hold) => hold.programId === null || hold.programId === program.id)
    .flatMap((hold): AlertView[] => {
      const stop = stopAt(hold, picture.now);
      if (stop === null) return [];
      const context = hold.contextId === null ? null : contextIn(picture, hold.contextId);
      const text = sentenceOf(heldSentence(stop, context?.name ?? 'the program'));
      return [
        {
          kind: 'hold',
          text,
          href: context === null ? paths.board(program.slug) : paths.context(program.slug, context.slug),
        },
      ];
    });

/** What everybody in a program should see on every page, the loudest first. */
export const alertsIn = (picture: Picture, program: Program): AlertView[] => [
  ...emergencies(picture, program),
  ...overdueReviews(picture, program),
  ...holds(picture, program),
];
