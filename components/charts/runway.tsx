import { dayOf, duration } from '@/components/format/time';
import { Scroll } from '@/components/ui/scroll';
import type { BoardView } from '@/lib/contract/views/board';
import { ticksOf, timeScale } from './axis';
import { Label } from './label';
import { placeRunway, runwayPlot } from './runway-labels';

type Props = { runway: BoardView['runway']; now: string };

/** The chart in words: for those who cannot see it, and below it on a phone, where its ends are off the screen. */
const runwayWords = ({ runway: { from, hardDate, projectedEnd }, now }: Props): string => {
  const left = hardDate === null ? 0 : Date.parse(hardDate) - Date.parse(now);
  const finding =
    hardDate === null
      ? 'No hard date is set.'
      : `The hard date ${dayOf(hardDate)} ${left < 0 ? 'passed' : 'is in'} ${duration(left)}${left < 0 ? ' ago' : ''}.`;
  const pace = projectedEnd === null ? '' : ` At today’s pace the items are gone on ${dayOf(projectedEnd, now)}.`;
  return `Begun on ${dayOf(from)}. ${finding}${pace}`;
};

const hardText = (hardDate: string, now: string): string => {
  const left = Date.parse(hardDate) - Date.parse(now);
  return `hard date ${dayOf(hardDate, now)}, ${left < 0 ? `${duration(left)} over` : `in ${duration(left)}`}`;
};

/** Every way back that is open on the line, as one stretch. */
const stretchOf = (windows: readonly { from: number; to: number }[]) =>
  windows.length === 0
    ? null
    : {
        from: Math.min(...windows.map(({ from }) => from)),
        to: Math.max(...windows.map(({ to }) => to)),
        text: windows.length === 1 ? 'way back open' : 'ways back open',
      };

/** From the program's first day to past its hard date: how much runway is left, and which ways back are open on it. */
export function Runway({ runway, now }: Props) {
  const { from, to, hardDate, projectedEnd } = runway;
  const { width, height, lineTop, lineEnd } = runwayPlot;
  const x = timeScale(from, to, 0, width);
  const today = x(new Date(now));
  const over = hardDate !== null && hardDate < now;
  const hard = hardDate === null ? null : { x: x(new Date(hardDate)), text: hardText(hardDate, now) };
  const projected =
    projectedEnd === null
      ? null
      : { x: x(new Date(projectedEnd)), text: `items gone at today’s pace, ${dayOf(projectedEnd, now)}` };
  const windows = runway.windows.map((each) => ({
    ...each,
    title: `${each.label}, until ${dayOf(each.to, now)}`,
    from: x(new Date(each.from)),
    to: x(new Date(each.to)),
  }));
  const stretch = stretchOf(windows);
  const labels = placeRunway({ today, hard, projected, windows: stretch });
  const top = Math.min(0, ...[...labels.values()].map(({ y }) => y - 10));
  const words = runwayWords({ runway, now });
  return (
    <>
      <Scroll label="Runway" className="runway" at={today / width}>
        <svg className="chart" viewBox={`0 ${top} ${width} ${height - top}`} role="img" aria-label={words}>
          {ticksOf(from, to, 11).map((tick) => (
            <g key={tick.at.getTime()}>
              <path className="axis" d={`M${x(tick.at)} 44v5`} />
              <text x={x(tick.at) + 4} y="58">
                {tick.label}
              </text>
            </g>
          ))}
          {windows.map((window) => (
            <rect
              key={`${window.label}${window.from}`}
              className="f-window"
              x={window.from}
              y="32"
              width={Math.max(2, window.to - window.from)}
              height="12"
            >
              <title>{window.title}</title>
            </rect>
          ))}
          <path d={`M0 40H${today}`} stroke="var(--text)" strokeWidth="2" />
          <path className="axis" d={`M${today} 40H${width}`} strokeWidth="2" />
          {over && hard !== null ? <path d={`M${hard.x} 40H${today}`} stroke="var(--not-met)" strokeWidth="2" /> : null}
          {projected === null ? null : (
            <path d={`M${projected.x} ${lineTop}V${lineEnd}`} stroke="var(--text-2)" strokeDasharray="3 3" />
          )}
          {hard === null ? null : <path d={`M${hard.x} ${lineTop}V${lineEnd}`} stroke="var(--text)" strokeWidth="2" />}
          <circle className={over ? 'f-bad' : 'f-ink'} cx={today} cy="40" r="4.5" />
          <Label at={labels.get('windows')} className="ink2">
            {stretch?.text ?? ''}
          </Label>
          <Label at={labels.get('projected')} className="ink2">
            {projected?.text ?? ''}
          </Label>
          <Label at={labels.get('hard')} className={over ? 't-bad strong' : 'ink strong'}>
            {hard?.text ?? ''}
          </Label>
          <Label at={labels.get('today')} className="ink strong">
            today
          </Label>
        </svg>
      </Scroll>
      <p className="why on-phone">{words}</p>
    </>
  );
}
