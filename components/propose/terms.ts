import type { ProposeView } from '@/lib/contract/views/decision';
import { type LegacyAfter, legacyRoles } from '@/lib/domain/words';

/** What a guard does when its criterion is no longer met inside the open window. */
export const onBreaks = ['roll_back', 'halt'] as const;
export type OnBreak = (typeof onBreaks)[number];
export type Guard = { criterion: string; onBreak: OnBreak };

export const guardText = ({ criterion, onBreak }: Guard): string => `${onBreak}:${criterion}`;

/** What the address says of a proposal beside its context, stage and lanes. */
export type Terms = { days: string; at: string | null; guards: Guard[]; legacyAfter: LegacyAfter };

type Asked = { days?: string | undefined; at?: string | undefined; guards: string[]; legacyAfter?: string | undefined };

const guardOf = (text: string): Guard[] => {
  const [first = '', ...rest] = text.split(':');
  const onBreak = onBreaks.find((each) => each === first);
  return onBreak === undefined || rest.length === 0 ? [] : [{ criterion: rest.join(':'), onBreak }];
};

const instantOf = (text: string | undefined): string | null => {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** The terms that an address names, the usual ones where it names none or none that can be read. */
export const termsOf = (view: Pick<ProposeView, 'rollbackDays'>, { days, at, guards, legacyAfter }: Asked): Terms => ({
  days: days !== undefined && /^\d{1,3}$/.test(days) ? days : String(view.rollbackDays?.default ?? ''),
  at: instantOf(at),
  guards: guards.flatMap(guardOf),
  legacyAfter: legacyRoles.find((each) => each === legacyAfter) ?? 'standby',
});
