import { capitalised } from '@/lib/domain/kernel/in-words';
import type { BurnDown } from '@/lib/domain/retirement/burn-down';
import { counted, countedInWords, dayMs, dayText, lastInstantBefore } from '@/lib/usecases/queries/parts/say';

// The answer to why one comes to the page, from the same figures that it shows.

type VerdictInput = {
  burn: BurnDown;
  hardDate: Date | null;
  zone: string;
  now: Date;
  overdue: number;
  /** Subscribers that legacy still serves. */
  readers: number;
};

const hardDay = ({ hardDate, zone, now }: VerdictInput): string =>
  hardDate === null ? '' : dayText(lastInstantBefore(hardDate), zone, now);

/** How far the projected end is from the hard date, in words. */
export const apartText = (projectedEnd: Date, hardDate: Date): string => {
  const days = (projectedEnd.getTime() - hardDate.getTime()) / dayMs;
  if (days > 0) return `${countedInWords(Math.ceil(days), 'day')} late`;
  return days > -1 ? 'on the day' : `${countedInWords(Math.floor(-days), 'day')} early`;
};

/** The page's title. */
export const verdictOf = (input: VerdictInput): string => {
  const { burn, hardDate, now, zone } = input;
  if (burn.total === 0) return 'Nothing is declared that must go before legacy is gone';
  if (burn.remaining === 0) return 'Everything that had to go is gone';
  const items = countedInWords(burn.remaining, 'item');
  if (hardDate !== null && hardDate <= now)
    return `The hard date has passed, and ${items} ${burn.remaining === 1 ? 'remains' : 'remain'}`;
  const end = burn.pace?.projectedEnd ?? null;
  const must = `${capitalised(items)} must go${hardDate === null ? '' : ` by ${hardDay(input)}`}`;
  if (burn.pace === null) return `${must}, and nothing has gone yet`;
  if (end === null) return `${must}, and nothing has gone for ${countedInWords(burn.pace.weeks, 'week')}`;
  if (hardDate === null) return `Legacy is gone on ${dayText(end, zone, now)}, at today’s pace`;
  return `Legacy is gone ${apartText(end, hardDate)}, at today’s pace`;
};

const rate = (perWeek: number): string => String(Number(perWeek.toFixed(perWeek < 1 ? 2 : 1)));

/** One or two sentences under the title. */
export const ledeOf = (input: VerdictInput): string => {
  const { burn, overdue, readers } = input;
  const remain = `${burn.remaining} of ${counted(burn.total, 'item')} ${burn.remaining === 1 ? 'remains' : 'remain'}`;
  const needed = burn.pace?.neededPerWeek ?? null;
  const goes = burn.pace === null ? '' : `, and ${rate(burn.pace.perWeek)} a week go`;
  const would = needed === null || burn.remaining === 0 ? '' : `; ${rate(needed)} a week would meet ${hardDay(input)}`;
  const late = overdue === 0 ? '' : ` ${capitalised(countedInWords(overdue, 'is overdue', 'are overdue'))}.`;
  const served = readers === 0 ? '' : ` Legacy still serves ${countedInWords(readers, 'subscriber')}.`;
  return `${remain}${goes}${would}.${late}${served}`;
};
