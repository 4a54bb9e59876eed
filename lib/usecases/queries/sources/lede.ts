import type { SourceRow } from '@/lib/contract/views/sources';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import { countedInWords, dayMs, spanText } from '@/lib/usecases/queries/parts/say';

type Told = {
  rows: readonly SourceRow[];
  /** How many distinct sources ever sent. */
  senders: number;
  unclaimed: { count: number; atLeast: boolean };
  waiting: number;
  stuck: number;
  now: Date;
};

const hourMs = dayMs / 24;

/** "two days", "3 h 10 min": in words where it is whole days. */
const silence = (ms: number): string => {
  const days = Math.floor(ms / dayMs);
  return days >= 1 ? countedInWords(days, 'day') : spanText(Math.max(ms, hourMs / 60));
};

const names = (rows: readonly SourceRow[]): number => new Set(rows.map(({ source }) => source)).size;

const silentText = (rows: readonly SourceRow[], now: Date): string[] => {
  const missing = rows.filter(({ standing }) => standing === 'missing');
  if (missing.length === 0) return [];
  const count = names(missing);
  const since = missing.flatMap(({ last }) => (last === null ? [] : [now.getTime() - Date.parse(last.receivedAt)]));
  const longest = since.length === 0 ? null : silence(Math.max(...since));
  if (longest === null)
    return [
      count === 1
        ? 'one that is expected never came'
        : `${countedInWords(count, '', '').trim()} that are expected never came`,
    ];
  return count === 1
    ? [`one has been silent for ${longest}`]
    : [`${countedInWords(count, '', '').trim()} are missing, the longest for ${longest}`];
};

const lateText = (rows: readonly SourceRow[]): string[] => {
  const count = names(rows.filter(({ standing }) => standing === 'late'));
  return count === 0 ? [] : [`${countedInWords(count, '', '').trim()} ${count === 1 ? 'is' : 'are'} late`];
};

const ownerText = ({ count, atLeast }: Told['unclaimed']): string[] =>
  count === 0
    ? []
    : [`${atLeast ? 'more than ' : ''}${countedInWords(count, 'event')} ${count === 1 ? 'has' : 'have'} no owner`];

const restText = ({ waiting, stuck }: Told): string => {
  const parts = [
    ...(stuck === 0 ? [] : [`${countedInWords(stuck, 'period')} of outcomes ${stuck === 1 ? 'is' : 'are'} stuck`]),
    ...(waiting === 0
      ? []
      : [`${countedInWords(waiting, 'lineage run')} ${waiting === 1 ? 'waits' : 'wait'} for what is still to come`]),
  ];
  return parts.length === 0 ? '' : ` ${capitalised(listed(parts))}.`;
};

/** "Eleven sources send; one has been silent for two days, and three events have no owner." */
export const ledeOf = (told: Told): string => {
  const { rows, senders, unclaimed, now } = told;
  if (senders === 0 && rows.length === 0 && unclaimed.count === 0)
    return 'Nothing has come yet, and nothing is expected.';
  const sends =
    senders === 0
      ? 'No source has sent anything that counts'
      : `${countedInWords(senders, 'source')} ${senders === 1 ? 'sends' : 'send'}`;
  const wrong = [...silentText(rows, now), ...lateText(rows), ...ownerText(unclaimed)];
  const expected = rows.some(({ standing }) => standing === 'in_time');
  const well = expected ? 'what is expected came in time, and every event has an owner' : 'every event has an owner';
  const clause =
    wrong.length === 0
      ? well
      : wrong.length === 1
        ? wrong.join('')
        : `${wrong.slice(0, -1).join(', ')}, and ${wrong.at(-1)}`;
  return `${capitalised(sends)}; ${clause}.${restText(told)}`;
};
