import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import type { BurnDown } from '@/lib/domain/retirement/burn-down';
import { stages } from '@/lib/domain/words';
import { counted, countedInWords, dayMs, dayText, lastInstantBefore } from '@/lib/usecases/queries/parts/say';
import type { Undated } from './undated';

// The answer to why one comes to the page, from the same figures that it shows.

type VerdictInput = {
  burn: BurnDown;
  hardDate: Date | null;
  zone: string;
  now: Date;
  /** Legacy is not gone with its items while a context cannot leave it. */
  undated: readonly Undated[];
};

type LedeInput = Omit<VerdictInput, 'undated'> & {
  overdue: number;
  /** Subscribers that legacy still serves. */
  readers: number;
};

const hardDay = ({ hardDate, zone, now }: Omit<VerdictInput, 'undated'>): string =>
  hardDate === null ? '' : dayText(lastInstantBefore(hardDate), zone, now);

/** How far the projected end is from the hard date, in words. */
export const apartText = (projectedEnd: Date, hardDate: Date): string => {
  const days = (projectedEnd.getTime() - hardDate.getTime()) / dayMs;
  if (days > 0) return `${countedInWords(Math.ceil(days), 'day')} late`;
  return days > -1 ? 'on the day' : `${countedInWords(Math.floor(-days), 'day')} early`;
};

/** Up to two contexts by name; of more, how many, and the one that stands farthest back where it is one. */
const undatedText = (undated: readonly Undated[]): string => {
  const can = undated.length === 1 ? 'has no date on which it can move' : 'have no date on which they can move';
  if (undated.length <= 2) return `${listed(undated.map(({ name }) => name))} ${can}`;
  const [back] = stages.filter((stage) => undated.some((each) => each.stage === stage));
  const farthest = undated.filter(({ stage }) => stage === back);
  const last = farthest.length === 1 ? `; ${farthest[0]?.name} has farthest to go` : '';
  return `${countedInWords(undated.length, 'context')} ${can}${last}`;
};

/** The day of a projected instant as the charts beside it name it: in UTC, as all instants on pages. */
const projectedDay = (end: Date, now: Date): string => dayText(end, 'UTC', now);

/** Where only the items have an end: theirs, and what stands against calling it legacy's. */
const itemsOnly = (end: Date, { hardDate, now, undated }: VerdictInput): string =>
  hardDate !== null && end > hardDate
    ? `The items are gone ${apartText(end, hardDate)} at today’s pace, and ${undatedText(undated)}`
    : `The items are gone by ${projectedDay(end, now)} at today’s pace, but ${undatedText(undated)}`;

/** The page's title. Legacy is said to be gone only where every context can move, or is full on target already. */
export const verdictOf = (input: VerdictInput): string => {
  const { burn, hardDate, now, undated } = input;
  if (burn.total === 0) return 'Nothing is declared that must go before legacy is gone';
  if (burn.remaining === 0)
    return `Everything that had to go is gone${undated.length === 0 ? '' : `, but ${undatedText(undated)}`}`;
  const items = countedInWords(burn.remaining, 'item');
  if (hardDate !== null && hardDate <= now)
    return `The hard date has passed, and ${items} ${burn.remaining === 1 ? 'remains' : 'remain'}`;
  const end = burn.pace?.projectedEnd ?? null;
  const must = `${capitalised(items)} must go${hardDate === null ? '' : ` by ${hardDay(input)}`}`;
  if (burn.pace === null) return `${must}, and nothing has gone yet`;
  if (end === null) return `${must}, and nothing has gone for ${countedInWords(burn.pace.weeks, 'week')}`;
  if (undated.length > 0) return itemsOnly(end, input);
  if (hardDate === null) return `Legacy is gone on ${projectedDay(end, now)}, at today’s pace`;
  return `Legacy is gone ${apartText(end, hardDate)}, at today’s pace`;
};

const rate = (perWeek: number): string => String(Number(perWeek.toFixed(perWeek < 1 ? 2 : 1)));

/** One or two sentences under the title. */
export const ledeOf = (input: LedeInput): string => {
  const { burn, overdue, readers } = input;
  const remain = `${burn.remaining} of ${counted(burn.total, 'item')} ${burn.remaining === 1 ? 'remains' : 'remain'}`;
  const needed = burn.pace?.neededPerWeek ?? null;
  const goes = burn.pace === null ? '' : `, and ${rate(burn.pace.perWeek)} a week go`;
  const would = needed === null || burn.remaining === 0 ? '' : `; ${rate(needed)} a week would meet ${hardDay(input)}`;
  const late = overdue === 0 ? '' : ` ${capitalised(countedInWords(overdue, 'is overdue', 'are overdue'))}.`;
  const served = readers === 0 ? '' : ` Legacy still serves ${countedInWords(readers, 'subscriber')}.`;
  return `${remain}${goes}${would}.${late}${served}`;
};
