import { scaleLinear } from 'd3-scale';
import { integer } from '@/components/format/number';
import { categoryLooks, categoryOrder } from '@/components/states/category';
import type { DivergenceChart as View } from '@/lib/contract/views/charts';
import type { Category } from '@/lib/domain/words';
import { timeScale } from './axis';

const [width, left, right, top, bottom] = [860, 58, 856, 8, 82];

const totalOf = (counts: Partial<Record<Category, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Differences by category, stacked: what is explained in greys, what is not on top and in colour. */
export function Divergence({ view }: { view: View }) {
  const { buckets, finding } = view;
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return null;
  const x = timeScale(first.from, last.to, left, right);
  const most = Math.max(1, ...buckets.map((bucket) => totalOf(bucket.counts)));
  const y = scaleLinear([0, most], [0, bottom - top]);
  const present = categoryOrder.filter((category) => buckets.some((bucket) => (bucket.counts[category] ?? 0) > 0));
  return (
    <svg className="chart" viewBox={`0 0 ${width} 108`} role="img" aria-label={finding}>
      <text x={left - 6} y={top + 8} textAnchor="end">
        {integer(most)}
      </text>
      <text x={left - 6} y={bottom + 3} textAnchor="end">
        0
      </text>
      {buckets.map((bucket) => {
        const [from, to] = [x(new Date(bucket.from)), x(new Date(bucket.to))];
        let base = bottom;
        return (
          <g key={bucket.from}>
            {present.map((category) => {
              const height = y(bucket.counts[category] ?? 0);
              base -= height;
              return height === 0 ? null : (
                <rect
                  key={category}
                  className={`cat-${category}`}
                  x={from + 0.5}
                  y={base}
                  width={Math.max(1.5, to - from - 1)}
                  height={height}
                >
                  <title>{`${categoryLooks[category].word}: ${integer(bucket.counts[category] ?? 0)}`}</title>
                </rect>
              );
            })}
          </g>
        );
      })}
      <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
      <g transform={`translate(${left} 100)`}>
        {present.map((category, index) => (
          <g key={category} transform={`translate(${index * 116} 0)`}>
            <rect className={`cat-${category}`} y="-8" width="9" height="9" />
            <text className={categoryLooks[category].explained ? undefined : 'ink strong'} x="14">
              {categoryLooks[category].word}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}
