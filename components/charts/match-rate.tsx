import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { percent } from '@/components/format/number';
import { rateText } from '@/components/format/value';
import { decisionLooks } from '@/components/states/decision';
import type { MatchPoint, MatchRateChart as View } from '@/lib/contract/views/charts';
import { brim, ninesOf } from '@/lib/domain/agreement';
import { diamond, mergeLabels, placeLabels, ticksOf, timeScale } from './axis';
import { boxOf, linesThrough } from './clear';
import { Label } from './label';
import { placeMatchRate, ratePlot } from './match-rate-labels';

const { width, left, right, top, bottom } = ratePlot;
const gridShares = [0.9, 0.99, 0.999, 0.9999, 0.99999];

/** Points in order, cut where a gap lies between two of them: the line is never drawn through what was not run. */
const stretches = (points: MatchPoint[], gaps: View['gaps']): MatchPoint[][] => {
  const cut: MatchPoint[][] = [];
  for (const point of points) {
    const last = cut.at(-1);
    const before = last?.at(-1);
    const broken = before === undefined || gaps.some((gap) => gap.from < point.to && gap.to > before.to);
    if (last === undefined || broken) cut.push([point]);
    else last.push(point);
  }
  return cut;
};

/** Triangles below the line; labels that would stand on one another give way to the last. */
function Incidents({ marks }: { marks: (View['incidents'][number] & { x: number })[] }) {
  return mergeLabels(marks.map(({ x, label }) => ({ x, text: label }))).map((label) => (
    <g key={label.x}>
      {marks
        .filter(({ x }) => x <= label.x && x > label.x - 60)
        .map((mark) => (
          <path key={mark.at} className="f-bad" d={`M${mark.x} ${bottom - 9}l4.500 8h-9Z`}>
            <title>{mark.sentence}</title>
          </path>
        ))}
      <text
        className="t-bad halo"
        x={label.x > right - 90 ? label.x - 8 : label.x + 8}
        y={bottom - 2}
        textAnchor={label.x > right - 90 ? 'end' : 'start'}
      >
        {label.text}
      </text>
    </g>
  ));
}

/** Match rate over time in nines, with the decisions on it; a gap says "not run". */
export function MatchRate({ view }: { view: View }) {
  const { points, gaps, needed, decisions, incidents, now, finding } = view;
  const first = points[0];
  if (first === undefined) return null;
  const x = timeScale(first.from, now, left, right);
  const nines = points.map((point) => ninesOf(Number(point.share)));
  const needNines = needed === null ? null : ninesOf(Number(needed));
  const low = Math.max(0, Math.floor(Math.min(...nines, needNines ?? brim)));
  const high = Math.min(brim, Math.max(low + 1, Math.ceil(Math.max(...nines, needNines ?? 0) + 0.1)));
  const y = scaleLinear([low, high], [bottom, top]);
  const pointOf = (point: MatchPoint): [number, number] => [x(new Date(point.to)), y(ninesOf(Number(point.share)))];
  const path = line<MatchPoint>(
    (point) => pointOf(point)[0],
    (point) => pointOf(point)[1],
  );
  const last = points.at(-1) ?? first;
  const [lastX, lastY] = pointOf(last);
  const shown = decisions.filter((mark) => mark.at >= first.from);
  const marks = shown.map((mark) => ({ ...mark, x: x(new Date(mark.at)) }));
  const labels = placeLabels(
    marks.map((mark) => ({
      x: mark.x,
      short: `D-${mark.number}`,
      long: mark.label.startsWith('D-') ? mark.label : `D-${mark.number} ${mark.label}`,
    })),
    right,
  );
  const blanks = gaps
    .map(({ from, to }) => ({ from: Math.max(left, x(new Date(from))), to: Math.min(right, x(new Date(to))) }))
    .filter(({ from, to }) => to - from >= 2)
    .map((blank) => ({ ...blank, middle: (blank.from + blank.to) / 2, named: blank.to - blank.from >= 14 }));
  const need = needNines === null || needed === null ? null : { y: y(needNines), text: `needed ${percent(needed)}` };
  const lastText = `${rateText(last.share, needed)} last`;
  const spots = placeMatchRate({
    curve: stretches(points, gaps).flatMap((stretch) => linesThrough(stretch.map(pointOf))),
    need,
    last: { x: lastX, y: lastY, text: lastText },
    decisions: marks.map((mark) => mark.x),
    taken: [
      ...blanks.flatMap(({ middle, named }) =>
        named ? [boxOf(['not run'], { x: middle, y: bottom - 8, anchor: 'middle' })] : [],
      ),
      ...labels.map((label) => boxOf([label.text], { ...label, y: 18 })),
    ],
  });
  return (
    <svg className="chart" viewBox={`0 0 ${width} 206`} role="img" aria-label={finding}>
      {gridShares
        .filter((share) => ninesOf(share) >= low && ninesOf(share) <= high)
        .map((share) => (
          <g key={share}>
            <path className="grid-line" d={`M${left} ${y(ninesOf(share))}H${right}`} />
            <text x={left - 6} y={y(ninesOf(share)) + 4} textAnchor="end">
              {share === gridShares.at(-1) && points.some((point) => Number(point.share) === 1)
                ? '100\u202f%'
                : percent(share)}
            </text>
          </g>
        ))}
      {ticksOf(first.from, now, 6).map((tick) => (
        <g key={tick.at.getTime()}>
          <path className="axis" d={`M${x(tick.at)} ${bottom + 6}v5`} />
          <text x={x(tick.at)} y={bottom + 24} textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      {blanks.map(({ from, to, middle, named }) => (
        <g key={from}>
          <rect className="f-window" x={from} y={top} width={to - from} height={bottom - top} />
          {named ? (
            <text className="halo" x={middle} y={bottom - 8} textAnchor="middle">
              not run
            </text>
          ) : null}
        </g>
      ))}
      {marks.map((mark) => (
        <g key={mark.number}>
          <path className="mark" d={`M${mark.x} 18V${bottom}`} strokeOpacity=".45" />
          <path className={decisionLooks[mark.state].live ? 'f-hollow' : 'f-ink'} d={diamond(mark.x, 14)} />
        </g>
      ))}
      <Incidents marks={incidents.map((mark) => ({ ...mark, x: x(new Date(mark.at)) }))} />
      {labels.map((label) => (
        <text key={label.text} className="ink2 halo" x={label.x} y={18} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
      {need === null ? null : <path className="need" d={`M${left} ${need.y}H${right}`} />}
      {stretches(points, gaps).map((stretch) => (
        <path key={stretch[0]?.to} className="l-ink" d={path(stretch) ?? ''} strokeLinecap="round" />
      ))}
      <circle className="f-ink" cx={lastX} cy={lastY} r="3.2" />
      <Label at={spots.get('need')} className="ink">
        {need?.text ?? ''}
      </Label>
      <Label at={spots.get('last')} className="ink strong">
        {lastText}
      </Label>
    </svg>
  );
}
