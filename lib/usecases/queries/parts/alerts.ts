import { paths } from '@/lib/contract/paths';
import type { AlertView } from '@/lib/contract/views/shell';
import { heldSentence } from '@/lib/domain/hold/held-sentence';
import { stopAt } from '@/lib/domain/hold/hold';
import { contextIn, type Picture } from './picture';

type Program = { id: string; slug: string };

const sentenceOf = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Reviews of rollbacks that should have been answered: their contexts stand still. */
const overdueReviews = (picture: Picture, program: Program): AlertView[] =>
  picture.reviews
    .filter(({ reviewedAt, dueAt }) => reviewedAt === null && dueAt <= picture.now)
    .flatMap((listed): AlertView[] => {
      const context = contextIn(picture, listed.contextId);
      if (context.programId !== program.id) return [];
      const text = `The rollback D-${listed.rollback.number} of ${context.name} should have been reviewed by ${listed.dueAt.toISOString()}: nothing moves towards target there until it is.`;
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
  ...overdueReviews(picture, program),
  ...holds(picture, program),
];
