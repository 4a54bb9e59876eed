import type { DecisionRef } from '@/lib/domain/authority/interval';
import { momentText } from '@/lib/domain/criteria/sentence';
import type { Missing } from './world';

/** An act outside the gates that nobody has answered for yet. */
export type Emergency = {
  breakGlass: DecisionRef;
  context: { id: string; slug: string };
  incident: string;
  review: DecisionRef;
  acknowledgeBy: Date;
  acknowledgedAt: Date | null;
  /** At this instant its review is overdue. */
  dueAt: Date;
};

export const isOverdue = ({ dueAt }: Pick<Emergency, 'dueAt'>, at: Date): boolean => dueAt <= at;

const name = ({ breakGlass, incident }: Emergency): string =>
  `The break-glass move D-${breakGlass.number} (${incident})`;

/**
 * What emergencies of a program stop in one of its contexts: moves towards target there until they are reviewed, and in
 * every context once a review is overdue. Never a way back.
 */
export const emergencyMissing = (emergencies: readonly Emergency[], contextId: string | null, at: Date): Missing[] => {
  const late = emergencies.filter((emergency) => isOverdue(emergency, at));
  const own = emergencies.filter((emergency) => emergency.context.id === contextId && !late.includes(emergency));
  return [
    ...late.map((emergency) => ({
      code: 'break_glass_overdue',
      message: `${name(emergency)} in ${emergency.context.slug} should have been reviewed by ${momentText(emergency.dueAt)}.`,
    })),
    ...own.map((emergency) => ({
      code: 'break_glass_unreviewed',
      message: `${name(emergency)} has not been reviewed.`,
    })),
  ];
};
