import { scaleLinear } from 'd3-scale';
import { integer } from '@/components/format/number';
import { decisionLooks } from '@/components/states/decision';
import type { DecisionMark } from '@/lib/contract/views/charts';
import { diamond, placeLabels, ticksOf, timeScale } from './axis';

type Day = { day: string; count: number; open: number; baseline: number };

const [width, left, right, top, bottom] = [640, 44, 636, 26, 96];
const dayMs = 86_400_000;

const findingOf = (days: readonly Day[], decisions: readonly DecisionMark[]): string => {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const most = days.reduce((worst, day) => (day.count > worst.count ? day : worst), days[0] ?? { day: '', count: 0 });
  const marks = decisions.length === 0 ? '' : ` Decisions: ${decisions.map(({ number }) => `D-${number}`).join(', ')}.`;
  if (total === 0) return `Not seen in the last ${days.length} days.${marks}`;
  return `Seen ${integer(total)} times in ${days.length} days, most on ${most.day}: ${integer(most.count)}.${marks}`;
};

/** Counts day by day: what is open in ink, what rules accept and legacy's own noise pale; decisions as diamonds on top. */
export function DailyCounts({
  days,
  decisions,
  now,
}: {
  days: readonly Day[];
  decisions: readonly DecisionMark[];
  now: string;
}) {
  const [first] = days;
  if (first === undefined) return null;
  const from = `${first.day}T00:00:00.000Z`;
  const to = new Date(Date.parse(from) + days.length * dayMs).toISOString();
  const x = timeScale(from, to, left, right);
  const most = Math.max(1, ...days.map(({ count, baseline }) => Math.max(count, baseline)));
  const y = scaleLinear([0, most], [0, bottom - top]);
  const slot = (right - left) / days.length;
  const marks = decisions
    .filter(({ at }) => at >= from && at <= now)
    .map((mark) => ({ ...mark, x: x(new Date(mark.at)) }));
  const labels = placeLabels(
    marks.map((mark) => ({ x: mark.x, short: mark.label, long: mark.label })),
    right,
  );
  return (
    <svg className="chart" viewBox={`0 0 ${width} 120`} role="img" aria-label={findingOf(days, decisions)}>
      <text x={left - 6} y={top + 6} textAnchor="end">
        {integer(most)}
      </text>
      <text x={left - 6} y={bottom + 3} textAnchor="end">
        0
      </text>
      {days.map(({ day, count, open, baseline }, index) => {
        const at = left + index * slot;
        const shown = Math.max(1, slot - 1.5);
        return (
          <g key={day}>
            {baseline === 0 ? null : (
              <rect className="pale" x={at} y={bottom - y(baseline)} width={shown} height={Math.max(1, y(baseline))} />
            )}
            {count === 0 ? null : (
              <rect className="accepted" x={at} y={bottom - y(count)} width={shown} height={Math.max(1, y(count))} />
            )}
            {open === 0 ? null : (
              <rect className="bin" x={at} y={bottom - y(open)} width={shown} height={Math.max(1, y(open))}>
                <title>{`${day}: ${integer(count)}, ${integer(open)} open`}</title>
              </rect>
            )}
          </g>
        );
      })}
      <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
      {ticksOf(from, to, 5).map((tick) => (
        <text
          key={tick.at.getTime()}
          x={x(tick.at)}
          y={bottom + 18}
          textAnchor={x(tick.at) > right - 20 ? 'end' : 'middle'}
        >
          {tick.label}
        </text>
      ))}
      {marks.map((mark) => (
        <g key={mark.number}>
          <path className="mark" d={`M${mark.x} 16V${bottom}`} strokeOpacity=".45" />
          <path className={decisionLooks[mark.state].live ? 'f-hollow' : 'f-ink'} d={diamond(mark.x, 12)} />
        </g>
      ))}
      {labels.map((label) => (
        <text key={label.text} className="ink2 halo" x={label.x} y={16} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </svg>
  );
}
