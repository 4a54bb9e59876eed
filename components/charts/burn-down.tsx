import { scaleLinear } from 'd3-scale';
import { counted } from '@/components/format/number';
import { dayOf } from '@/components/format/time';
import type { DecommissionView } from '@/lib/contract/views/decommission';
import { ticksOf, timeScale } from './axis';

type Props = Pick<DecommissionView, 'burn' | 'pace' | 'hardDate' | 'remaining' | 'total' | 'now' | 'title'>;

const latest = (...instants: (string | null | undefined)[]): string =>
  instants
    .filter((at): at is string => typeof at === 'string')
    .toSorted()
    .at(-1) ?? '';

/** Items that remain, step by step, and where today's pace ends against the hard date. */
export function BurnDown({ burn, pace, hardDate, remaining, total, now, title }: Props) {
  const from = burn[0]?.at ?? now;
  const projected = pace?.projectedEnd ?? null;
  // A projection far out would press everything else together: the chart ends soon after the hard date instead.
  const limit =
    hardDate === null
      ? null
      : new Date(Date.parse(from) + (Date.parse(hardDate) - Date.parse(from)) * 1.35).toISOString();
  const beyond = projected !== null && limit !== null && projected > limit && limit > now;
  const end = beyond ? limit : latest(hardDate, projected, now);
  const to = new Date(Date.parse(end) + (Date.parse(end) - Date.parse(from)) * 0.14 + 86_400_000).toISOString();
  const x = timeScale(from, to, 30, 1164);
  const y = scaleLinear([0, Math.max(1, total)], [260, 24]);
  const today = { x: x(new Date(now)), y: y(remaining) };
  const steps = burn.map((step, index) => {
    const at = x(new Date(step.at));
    return index === 0 ? `M${at} ${y(step.remaining)}` : `H${at}V${y(step.remaining)}`;
  });
  const hard = hardDate === null ? null : x(new Date(hardDate));
  const goal = projected === null ? null : { x: x(new Date(projected)), y: 260 };
  const slope = goal === null ? 0 : (260 - today.y) / Math.max(1, goal.x - today.x);
  const shown = goal === null ? null : beyond ? { x: 1164, y: today.y + slope * (1164 - today.x) } : goal;
  const late = projected !== null && hardDate !== null && projected > hardDate;
  return (
    <svg
      className="chart"
      viewBox="0 0 1164 286"
      role="img"
      aria-label={`${title}. ${remaining} of ${counted(total, 'item')} remain.`}
    >
      {y
        .ticks(Math.min(4, Math.max(1, total)))
        .filter(Number.isInteger)
        .map((tick) => (
          <g key={tick}>
            <path className="grid-line" d={`M30 ${y(tick)}H1164`} />
            <text x="22" y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      {ticksOf(from, to, 9).map((tick) => (
        <g key={tick.at.getTime()}>
          <path className="axis" d={`M${x(tick.at)} 260v6`} />
          <text x={x(tick.at) + 4} y="277">
            {tick.label}
          </text>
        </g>
      ))}
      {hard === null || remaining === 0 ? null : <path className="l-rule" d={`M${today.x} ${today.y}L${hard} 260`} />}
      {shown === null || remaining === 0 ? null : (
        <path className="l-dash" d={`M${today.x} ${today.y}L${shown.x} ${shown.y}`} />
      )}
      {steps.length === 0 ? null : <path className="l-ink" strokeWidth="2" d={`${steps.join('')}H${today.x}`} />}
      <circle className="f-ink" cx={today.x} cy={today.y} r="4" />
      <text className="ink strong halo" x={today.x + 9} y={today.y - 6}>
        {`${remaining} ${remaining === 1 ? 'remains' : 'remain'} today`}
      </text>
      {hard === null || hardDate === null ? null : (
        <g>
          <path d={`M${hard} 6V266`} stroke="var(--text)" strokeWidth="2" />
          <text className="ink strong halo" x={hard - 7} y="16" textAnchor="end">
            {`hard date ${dayOf(hardDate)}`}
          </text>
        </g>
      )}
      {projected === null || shown === null || remaining === 0 ? null : (
        <g>
          {beyond ? null : (
            <circle
              cx={shown.x}
              cy="260"
              r="4.5"
              fill="var(--page)"
              stroke={late ? 'var(--not-met)' : 'var(--text)'}
              strokeWidth="2"
            />
          )}
          <text
            className={`${late ? 't-bad' : 'ink'} strong halo`}
            x={beyond ? 1164 : shown.x + 9}
            y={beyond ? shown.y - 22 : 244}
            textAnchor={beyond ? 'end' : 'start'}
          >
            {beyond ? `none left on ${dayOf(projected)}` : dayOf(projected, now)}
          </text>
          <text
            className="ink2 halo"
            x={beyond ? 1164 : shown.x + 9}
            y={beyond ? shown.y - 9 : 257}
            textAnchor={beyond ? 'end' : 'start'}
          >
            at today’s pace
          </text>
        </g>
      )}
    </svg>
  );
}
