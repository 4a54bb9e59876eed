import { decimal } from '@/components/format/number';
import type { ColumnView } from '@/lib/contract/views/statistics';

type View = NonNullable<ColumnView['spread']>;
type Mark = View['legacy'][number];

const [width, left, right] = [400, 46, 392];
const rows = { legacy: 18, target: 46 } as const;
const x = (at: number): number => left + at * (right - left);

const inner = (marks: readonly Mark[]): Mark[] =>
  marks.filter(({ measure }) => measure === 'quantile').toSorted((a, b) => a.at - b.at);

/** The quantile nearest to a share, where there is one on that side of the middle. */
const quarter = (marks: readonly Mark[], share: number): Mark | undefined =>
  inner(marks).find(({ quantile }) => Number(quantile) === share);

/** A box from the first to the third quarter, a line to the ends, a tick at the median and a ring at the mean. */
function Side({ side, marks }: { side: 'legacy' | 'target'; marks: Mark[] }) {
  const y = rows[side];
  const places = marks.map(({ at }) => at);
  if (places.length === 0) {
    return (
      <text className="ink2" x={left} y={y + 4}>
        nothing to draw
      </text>
    );
  }
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const [q1, median, q3] = [quarter(marks, 0.25), quarter(marks, 0.5), quarter(marks, 0.75)];
  const mean = marks.find(({ measure }) => measure === 'mean');
  const [below, above] = [
    marks.some((mark) => mark.beyond && mark.at === 0),
    marks.some((mark) => mark.beyond && mark.at === 1),
  ];
  const tone = side === 'legacy' ? 'lg' : 'f-target';
  return (
    <g>
      <path className={`whisker ${side}`} d={`M${x(low)} ${y}H${x(high)}`} />
      {inner(marks)
        .filter(({ quantile }) => ![0.25, 0.5, 0.75].includes(Number(quantile)))
        .map((mark) => (
          <path key={mark.quantile} className={`whisker ${side}`} d={`M${x(mark.at)} ${y - 4}v8`} />
        ))}
      {below ? <path className={`whisker ${side}`} d={`M${x(0) + 5} ${y - 4}l-5 4l5 4`} /> : null}
      {above ? <path className={`whisker ${side}`} d={`M${x(1) - 5} ${y - 4}l5 4l-5 4`} /> : null}
      {q1 === undefined || q3 === undefined ? null : (
        <rect
          className={`box ${tone} ${side}`}
          x={x(q1.at)}
          y={y - 8}
          width={Math.max(2, x(q3.at) - x(q1.at))}
          height="16"
        />
      )}
      {median === undefined ? null : (
        <>
          <path className="median-halo" d={`M${x(median.at)} ${y - 8}v16`} />
          <path className="median" d={`M${x(median.at)} ${y - 10}v20`} />
        </>
      )}
      {mean === undefined ? null : <circle className="f-hollow" cx={x(mean.at)} cy={y} r="3.2" />}
    </g>
  );
}

/** Where both sides' values lie, on one scale; an arrow says that an end lies further out than is drawn. */
export function SpreadChart({ spread }: { spread: View }) {
  return (
    <svg className="chart spread" viewBox={`0 0 ${width} 82`} role="img" aria-label={spread.finding}>
      <text className="t-legacy" x="0" y={rows.legacy + 4}>
        legacy
      </text>
      <text className="t-target" x="0" y={rows.target + 4}>
        target
      </text>
      <Side side="legacy" marks={spread.legacy} />
      <Side side="target" marks={spread.target} />
      <path className="axis" d={`M${left} 64.500H${right}`} />
      <path className="axis" d={`M${left} 62v5M${right} 62v5`} />
      <text x={left} y="78">
        {decimal(spread.from)}
      </text>
      <text x={right} y="78" textAnchor="end">
        {decimal(spread.to)}
      </text>
    </svg>
  );
}
