import { dayOf, duration } from '@/components/format/time';
import { Scroll } from '@/components/ui/scroll';
import type { BoardView } from '@/lib/contract/views/board';
import { ticksOf, timeScale } from './axis';

/** From the program's first day to past its hard date: how much runway is left, and which ways back are open on it. */
export function Runway({ runway, now }: { runway: BoardView['runway']; now: string }) {
  const { from, to, hardDate, projectedEnd, windows } = runway;
  const x = timeScale(from, to, 0, 1164);
  const today = x(new Date(now));
  const hard = hardDate === null ? null : x(new Date(hardDate));
  const left = hardDate === null ? null : Date.parse(hardDate) - Date.parse(now);
  const over = left !== null && left < 0;
  const finding =
    hardDate === null || left === null
      ? `Begun on ${dayOf(from)}. No hard date is set.`
      : `Begun on ${dayOf(from)}. The hard date ${dayOf(hardDate)} ${over ? 'passed' : 'is in'} ${duration(left)}${over ? ' ago' : ''}.`;
  const projected = projectedEnd === null ? null : x(new Date(projectedEnd));
  const pace = projectedEnd === null ? '' : ` At today’s pace legacy is gone on ${dayOf(projectedEnd, now)}.`;
  const crowded = hard !== null && Math.abs(hard - today) < 190;
  return (
    <Scroll label="Runway" className="runway" at={today / 1164}>
      <svg className="chart" viewBox="0 0 1164 74" role="img" aria-label={`${finding}${pace}`}>
        {ticksOf(from, to, 11).map((tick) => (
          <g key={tick.at.getTime()}>
            <path className="axis" d={`M${x(tick.at)} 44v5`} />
            <text x={x(tick.at) + 4} y="58">
              {tick.label}
            </text>
          </g>
        ))}
        {windows.map((window) => {
          const [start, end] = [x(new Date(window.from)), x(new Date(window.to))];
          return (
            <rect
              key={`${window.label}${window.from}`}
              className="f-window"
              x={start}
              y="32"
              width={Math.max(2, end - start)}
              height="12"
            >
              <title>{`${window.label}, until ${dayOf(window.to, now)}`}</title>
            </rect>
          );
        })}
        <path d={`M0 40H${today}`} stroke="var(--text)" strokeWidth="2" />
        <path className="axis" d={`M${today} 40H1164`} strokeWidth="2" />
        {over && hard !== null ? <path d={`M${hard} 40H${today}`} stroke="var(--not-met)" strokeWidth="2" /> : null}
        <circle className={over ? 'f-bad' : 'f-ink'} cx={today} cy="40" r="4.5" />
        <text className="ink strong" x={today} y={crowded ? 12 : 26} textAnchor={today > 1120 ? 'end' : 'middle'}>
          today
        </text>
        {projected === null || projectedEnd === null ? null : (
          <g>
            <path d={`M${projected} 16V49`} stroke="var(--text-2)" strokeDasharray="3 3" />
            <text x={projected - 8} y="12" textAnchor="end">
              {`gone at today’s pace, ${dayOf(projectedEnd, now)}`}
            </text>
          </g>
        )}
        {hard === null || hardDate === null || left === null ? null : (
          <g>
            <path d={`M${hard} 16V49`} stroke="var(--text)" strokeWidth="2" />
            <text className={over ? 't-bad strong' : 'ink strong'} x={hard - 8} y="26" textAnchor="end">
              {`hard date ${dayOf(hardDate, now)}, ${over ? `${duration(left)} over` : `in ${duration(left)}`}`}
            </text>
          </g>
        )}
      </svg>
    </Scroll>
  );
}
