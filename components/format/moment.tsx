import { dayAndClock, dayOf, dueIn, exactUtc, feedTime, relative, sinceTime, stamp } from './time';

const forms = { relative, dueIn, feedTime, sinceTime } as const;

type Props = { at: string; now: string; as?: keyof typeof forms; className?: string };

/** A relative time; exact in UTC in its title and in print. Local time joins the title on hover (see LocalTimes). */
export function Moment({ at, now, as = 'relative', className }: Props) {
  const exact = exactUtc(at);
  return (
    <time dateTime={at} data-utc={exact} title={exact} className={className}>
      {forms[as](at, now)}
    </time>
  );
}

/** An absolute time in UTC: the day, the day and the clock, or to the second. */
export function When({ at, now, as = 'clock' }: { at: string; now?: string; as?: 'day' | 'clock' | 'stamp' }) {
  const text = as === 'day' ? dayOf(at, now) : as === 'clock' ? dayAndClock(at, now) : stamp(at);
  return (
    <time dateTime={at} title={exactUtc(at)}>
      {text}
    </time>
  );
}
