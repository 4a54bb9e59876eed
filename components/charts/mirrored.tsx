import { scaleLinear } from 'd3-scale';
import { decimal } from '@/components/format/number';
import type { ColumnView } from '@/lib/contract/views/statistics';

type View = NonNullable<ColumnView['histogram']>;

const [width, left, right, middle, reach] = [400, 46, 392, 58, 46];

const amount = (text: string): number => {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : 0;
};

/** How many each side has in each range: legacy above the line, target below, so that what is not the same is not a mirror. */
export function Mirrored({ histogram }: { histogram: View }) {
  const { bins, finding } = histogram;
  const most = Math.max(1, ...bins.flatMap(({ legacy, target }) => [amount(legacy), amount(target)]));
  const y = scaleLinear([0, most], [0, reach]);
  const step = (right - left) / Math.max(1, bins.length);
  const bar = Math.max(1, step - (step > 6 ? 2 : 0.5));
  const [first, last] = [bins.at(0), bins.at(-1)];
  return (
    <svg className="chart mirrored" viewBox={`0 0 ${width} 134`} role="img" aria-label={finding}>
      <text className="t-legacy" x="0" y={middle - 8}>
        legacy
      </text>
      <text className="t-target" x="0" y={middle + 16}>
        target
      </text>
      {bins.map((bin, at) => {
        const x = left + at * step;
        const [up, down] = [y(amount(bin.legacy)), y(amount(bin.target))];
        return (
          <g key={bin.label}>
            <title>{`${bin.label}: legacy ${decimal(bin.legacy)}, target ${decimal(bin.target)}`}</title>
            <rect className="box lg legacy" x={x} y={middle - up} width={bar} height={up} />
            <rect className="f-target" x={x} y={middle + 1} width={bar} height={down} />
            {bin.legacy === bin.target ? null : (
              <path className="apart" d={`M${x} 108.500h${bar}`}>
                <title>{`${bin.label} differs`}</title>
              </path>
            )}
          </g>
        );
      })}
      <path className="axis" d={`M${left} ${middle + 0.5}H${right}`} />
      {first === undefined || last === undefined ? null : (
        <>
          <text x={left} y="126">
            {first.label}
          </text>
          {bins.length < 2 ? null : (
            <text x={right} y="126" textAnchor="end">
              {last.label}
            </text>
          )}
        </>
      )}
    </svg>
  );
}
