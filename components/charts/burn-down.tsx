import { scaleLinear } from 'd3-scale';
import { counted } from '@/components/format/number';
import { dayOf } from '@/components/format/time';
import type { DecommissionView } from '@/lib/contract/views/decommission';
import { ticksOf, timeScale } from './axis';
import { burnPlot, placeBurnDown, stepPoints } from './burn-down-labels';

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
  const { left, right, top, bottom, hardTop } = burnPlot;
  const x = timeScale(from, to, left, right);
  const y = scaleLinear([0, Math.max(1, total)], [bottom, top]);
  const today = { x: x(new Date(now)), y: y(remaining) };
  const steps = burn.map((step) => ({ x: x(new Date(step.at)), y: y(step.remaining) }));
  const hard = hardDate === null ? null : { x: x(new Date(hardDate)), text: `hard date ${dayOf(hardDate)}` };
  const goal = projected === null || remaining === 0 ? null : x(new Date(projected));
  const slope = goal === null ? 0 : (bottom - today.y) / Math.max(1, goal - today.x);
  const ends =
    goal === null
      ? null
      : {
          ...(beyond ? { x: right, y: today.y + slope * (right - today.x) } : { x: goal, y: bottom }),
          beyond,
          texts: [beyond ? `none left on ${dayOf(projected ?? now)}` : dayOf(projected ?? now, now), 'at today’s pace'],
        };
  const late = projected !== null && hardDate !== null && projected > hardDate;
  const remains = `${remaining} ${remaining === 1 ? 'remains' : 'remain'} today`;
  const labels = placeBurnDown({ today: { ...today, text: remains }, steps, hard, end: ends });
  const [spotOfHard, spotOfToday, spotOfEnd] = [labels.get('hard'), labels.get('today'), labels.get('end')];
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
            <path className="grid-line" d={`M${left} ${y(tick)}H${right}`} />
            <text x="22" y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      {ticksOf(from, to, 9).map((tick) => (
        <g key={tick.at.getTime()}>
          <path className="axis" d={`M${x(tick.at)} ${bottom}v6`} />
          <text x={x(tick.at) + 4} y="277">
            {tick.label}
          </text>
        </g>
      ))}
      {hard === null || remaining === 0 ? null : (
        <path className="l-rule" d={`M${today.x} ${today.y}L${hard.x} ${bottom}`} />
      )}
      {ends === null ? null : <path className="l-dash" d={`M${today.x} ${today.y}L${ends.x} ${ends.y}`} />}
      {steps.length === 0 ? null : (
        <path className="l-ink" strokeWidth="2" d={`M${stepPoints(steps, today).join('L')}`} />
      )}
      {hard === null ? null : <path d={`M${hard.x} ${hardTop}V${bottom + 6}`} stroke="var(--text)" strokeWidth="2" />}
      <circle className="f-ink" cx={today.x} cy={today.y} r="4" />
      {ends === null || ends.beyond || spotOfEnd === undefined || spotOfEnd.y > bottom - 20 ? null : (
        <path className="axis" d={`M${ends.x} ${bottom - 7}V${spotOfEnd.y + 5}`} />
      )}
      {ends === null || ends.beyond ? null : (
        <circle
          cx={ends.x}
          cy={bottom}
          r="4.5"
          fill="var(--page)"
          stroke={late ? 'var(--not-met)' : 'var(--text)'}
          strokeWidth="2"
        />
      )}
      {spotOfToday === undefined ? null : (
        <text className="ink strong halo" x={spotOfToday.x} y={spotOfToday.y} textAnchor={spotOfToday.anchor}>
          {remains}
        </text>
      )}
      {spotOfHard === undefined ? null : (
        <text className="ink strong halo" x={spotOfHard.x} y={spotOfHard.y} textAnchor={spotOfHard.anchor}>
          {hard?.text}
        </text>
      )}
      {spotOfEnd === undefined || ends === null ? null : (
        <g textAnchor={spotOfEnd.anchor}>
          <text className={`${late ? 't-bad' : 'ink'} strong halo`} x={spotOfEnd.x} y={spotOfEnd.y - 13}>
            {ends.texts[0]}
          </text>
          <text className="ink2 halo" x={spotOfEnd.x} y={spotOfEnd.y}>
            {ends.texts[1]}
          </text>
        </g>
      )}
    </svg>
  );
}
