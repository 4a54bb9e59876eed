import { scaleLinear } from 'd3-scale';
import { decimal, integer } from '@/components/format/number';
import type { PatternView } from '@/lib/contract/views/reconciliation';

/** How far apart the two sides are: target minus legacy, with equality marked. */
export function Histogram({ distribution }: { distribution: NonNullable<PatternView['distribution']> }) {
  const { bins, finding, median, oneSided } = distribution;
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [low, high] = [Math.min(0, Number(first.from)), Math.max(0, Number(last.to))];
  const x = scaleLinear([low, high], [8, 632]);
  const y = scaleLinear([0, Math.max(...bins.map((bin) => bin.count))], [0, 80]);
  return (
    <svg className="chart" viewBox="0 0 640 124" role="img" aria-label={finding}>
      {bins.map((bin) => {
        const [from, to] = [x(Number(bin.from)), x(Number(bin.to))];
        return (
          <rect
            key={bin.from}
            className="bin"
            x={from + 0.5}
            y={98 - y(bin.count)}
            width={Math.max(1, to - from - 1)}
            height={y(bin.count)}
          >
            <title>{`${decimal(bin.from)} to ${decimal(bin.to)}: ${integer(bin.count)}`}</title>
          </rect>
        );
      })}
      <path className="axis" d="M8 98.500H632" />
      <path className="mark" d={`M${x(Number(median))} 100v6`} />
      <text className="ink2 halo" x={Math.min(560, Math.max(70, x(Number(median))))} y="10" textAnchor="middle">
        {`median ${decimal(median)}`}
      </text>
      {oneSided === null ? null : (
        <text
          className="ink2"
          x={oneSided === 'lower' ? 632 : 8}
          y="26"
          textAnchor={oneSided === 'lower' ? 'end' : 'start'}
        >
          {oneSided === 'lower' ? 'none above: one-sided, so not noise' : 'none below: one-sided, so not noise'}
        </text>
      )}
      <path className="need" d={`M${x(0)} 10V104`} />
      <text className="ink" x={x(0)} y="118" textAnchor={x(0) > 600 ? 'end' : x(0) < 40 ? 'start' : 'middle'}>
        equal
      </text>
      {x(0) - 8 < 60 ? null : (
        <text x="8" y="118">
          {decimal(first.from)}
        </text>
      )}
      {632 - x(0) < 60 ? null : (
        <text x="632" y="118" textAnchor="end">
          {decimal(last.to)}
        </text>
      )}
    </svg>
  );
}
