import type { MyWorkView } from '@/lib/contract/views/my-work';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import { countedInWords, dayMs, spanText } from '@/lib/usecases/queries/parts/say';

type Work = Pick<MyWorkView, 'waiting' | 'windows' | 'patterns' | 'items' | 'yours'>;

const waitingText = ({ waiting }: Work): string | null => {
  if (waiting.length === 0) return null;
  const roles = listed([...new Set(waiting.map(({ role }) => roleTitles[role]))]);
  return `${capitalised(countedInWords(waiting.length, 'decision waits', 'decisions wait'))} for you as ${roles}.`;
};

const windowText = ({ windows }: Work, now: Date): string | null => {
  const soon = windows.filter(({ closesAt }) => Date.parse(closesAt) - now.getTime() < 2 * dayMs);
  const [first] = soon;
  if (first === undefined) return null;
  const left = spanText(Date.parse(first.closesAt) - now.getTime());
  const closes = countedInWords(soon.length, 'way back closes', 'ways back close');
  return `${capitalised(closes)} within two days, the first in ${left}; after that, returning to legacy takes a new decision.`;
};

const ownText = ({ patterns, items }: Work): string | null => {
  const overdue = items.filter((item) => item.overdue).length;
  const parts = [
    ...(overdue === 0
      ? []
      : [countedInWords(overdue, 'retirement item of yours is overdue', 'retirement items of yours are overdue')]),
    ...(patterns.length === 0
      ? []
      : [countedInWords(patterns.length, 'open pattern is yours', 'open patterns are yours')]),
  ];
  return parts.length === 0 ? null : `${capitalised(listed(parts))}.`;
};

/** What must be done today, in one or two sentences. */
export const workLede = (work: Work, now: Date): string => {
  const said = [waitingText(work), windowText(work, now), ownText(work)].flatMap((sentence) => sentence ?? []);
  if (said.length > 0) return said.slice(0, 2).join(' ');
  const ready = countedInWords(
    work.yours.length,
    'decision of yours is on its way',
    'decisions of yours are on their way',
  );
  return work.yours.length === 0 ? 'Nothing waits for you today.' : `Nothing waits for you today; ${ready}.`;
};
