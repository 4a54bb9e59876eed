import { dayAndClock } from '@/components/format/time';
import { timeScale } from './axis';

type Props = {
  now: string;
  opensAt: string;
  closesAt: string;
  endedAt: string | null;
  /** When it was to close before it was extended, or is, while that is only asked for; null where nothing extends it. */
  from: string | null;
  planned: boolean;
};

const margin = 0.12;

/** The window of the way back on a line, with today on it. */
export function WayBackLine({ now, opensAt, closesAt, endedAt, from, planned: asked }: Props) {
  // What is to be open longer is open already.
  const planned = asked && from === null;
  const [first, last] = [now < opensAt ? now : opensAt, now > closesAt ? now : closesAt];
  const pad = Math.max(3_600_000, (Date.parse(last) - Date.parse(first)) * margin);
  const shift = (at: string, by: number) => new Date(Date.parse(at) + by).toISOString();
  const x = timeScale(shift(first, -pad * 0.4), shift(last, pad), 0, 812);
  const [opens, closes, today] = [x(new Date(opensAt)), x(new Date(closesAt)), x(new Date(now))];
  const before = from === null ? opens : x(new Date(from));
  const label = endedAt === null ? (planned ? 'way back would be open' : 'way back open') : 'way back, used';
  return (
    <svg
      className="chart wide"
      viewBox="0 0 812 92"
      role="img"
      aria-label={`The way back opens ${dayAndClock(opensAt, now)} and closes ${dayAndClock(closesAt, now)}.`}
    >
      <path className="axis" d="M0 46H812" />
      {from === null || !asked ? (
        <rect className={planned ? 'wb plan' : 'wb'} x={opens} y="39" width={Math.max(2, closes - opens)} height="14" />
      ) : (
        <>
          <rect className="wb" x={opens} y="39" width={Math.max(2, before - opens)} height="14" />
          <rect className="wb plan" x={before} y="39" width={Math.max(2, closes - before)} height="14" />
        </>
      )}
      {from === null ? null : (
        <>
          <path className="mark" d={`M${before} 36v20`} />
          {Math.abs(today - before) < 150 ? null : (
            <text className="ink" x={before} y="26" textAnchor="middle">
              {`${asked ? 'closes' : 'was to close'} ${dayAndClock(from, now)}`}
            </text>
          )}
        </>
      )}
      <text
        className="t-target strong"
        x={Math.max(opens + 10, today > opens && today < closes - 160 ? today + 12 : opens + 10)}
        y="50"
      >
        {label}
      </text>
      <path className="mark" d={`M${opens} 32v28`} strokeWidth="2" />
      <text className="ink strong" x={opens} y="74">
        {planned || opensAt > now ? 'takes effect' : 'took effect'}
      </text>
      <text x={opens} y="88">
        {planned ? `at the earliest ${dayAndClock(opensAt, now)}` : dayAndClock(opensAt, now)}
      </text>
      <path className="mark" d={`M${closes} 32v28`} strokeWidth="2" />
      <text className="ink strong" x={closes} y="74" textAnchor="end">
        {closesAt < now ? 'closed' : asked && from !== null ? 'would close' : 'closes'}
      </text>
      <text x={closes} y="88" textAnchor="end">
        {`${dayAndClock(closesAt, now)}, then a new decision`}
      </text>
      <circle className="f-ink" cx={today} cy="46" r="4" />
      <text className="ink strong" x={today} y="26" textAnchor={today < 24 ? 'start' : today > 780 ? 'end' : 'middle'}>
        today
      </text>
    </svg>
  );
}
