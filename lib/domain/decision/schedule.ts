import { momentText } from '@/lib/domain/criteria/sentence';
import { type Refusal, refuse } from '@/lib/domain/kernel/refusal';
import { scheduleOf } from './kinds/schedule-of';

type Scheduled = { scheduledFor: string | null };

/** An approved decision executes at its date or soon after; never later than this. */
export const graceMs = 15 * 60_000;

/** Past its date by more than the grace: it is not executed for that date any more. */
export const isLate = (payload: Scheduled, at: Date): boolean => {
  const date = scheduleOf(payload);
  return date !== null && at.getTime() > date.getTime() + graceMs;
};

export const isBeforeItsDate = (payload: Scheduled, at: Date): boolean => {
  const date = scheduleOf(payload);
  return date !== null && at < date;
};

/** Why a date cannot be kept: it must come after now, and before the decision expires. */
export const dateRefusal = (payload: Scheduled, at: Date, expiresAt: Date | null): Refusal | null => {
  const date = scheduleOf(payload);
  if (date === null) return null;
  const wrong = (detail: string) =>
    refuse('invalid_body', `It cannot be executed on ${momentText(date)}: the date ${detail}.`, [
      { pointer: '/scheduledFor', detail },
    ]).refusal;
  if (date <= at) return wrong('must be in the future');
  if (expiresAt !== null && date >= expiresAt) return wrong(`must be before it expires, on ${momentText(expiresAt)}`);
  return null;
};

/** Why a date that came is no longer kept, in words. */
export const lateReason = (payload: Scheduled): string =>
  `It was to be executed on ${momentText(new Date(payload.scheduledFor ?? 0))}, and was not within 15 minutes. It needs a new date, or is executed by hand.`;
