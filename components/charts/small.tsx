import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { EvaluationOutcome } from '@/lib/domain/words';

/** A trend of counts, 48 px wide, with its last point marked. The numbers stand beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return <svg className="spark" width="52" height="18" viewBox="0 0 52 18" aria-hidden="true" />;
  const x = scaleLinear([0, values.length - 1], [1, 48]);
  const y = scaleLinear([0, Math.max(1, ...values)], [15, 3]);
  const path = line<number>(
    (_, index) => x(index),
    (value) => y(value),
  );
  return (
    <svg className="spark" width="52" height="18" viewBox="0 0 52 18" aria-hidden="true">
      <path d={path(values) ?? ''} />
      <circle cx="48" cy={y(values.at(-1) ?? 0)} r="2" />
    </svg>
  );
}

type GaugeProps = {
  outcome: EvaluationOutcome;
  frozen: number | null;
  now: number | null;
  threshold: number;
  bound: 'at_least' | 'at_most';
};

/** Frozen (hollow) and now (solid) against the threshold; the shaded part is where it is met. */
export function Gauge({ outcome, frozen, now, threshold, bound }: GaugeProps) {
  const values = [threshold, ...(frozen === null ? [] : [frozen]), ...(now === null ? [] : [now])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = (high - low || Math.abs(threshold) || 1) * 0.35;
  const x = scaleLinear([low - pad, high + pad], [2, 82]).clamp(true);
  const at = x(threshold);
  return (
    <svg className="gauge" width="84" height="14" viewBox="0 0 84 14" aria-hidden="true">
      <rect
        x={bound === 'at_least' ? at : 0}
        y="4"
        width={bound === 'at_least' ? 84 - at : at}
        height="6"
        className="okay"
      />
      <path d="M0 7h84" className="axis" />
      <path d={`M${at} 1v12`} className="thr" />
      {frozen === null || now === null ? null : <path d={`M${x(frozen)} 7H${x(now)}`} className={`went ${outcome}`} />}
      {frozen === null ? null : <circle cx={x(frozen)} cy="7" r="2.8" className="was" />}
      {now === null ? null : <circle cx={x(now)} cy="7" r="3.4" className={`is ${outcome}`} />}
    </svg>
  );
}

/** What is left of a window is dark: a fuse that burns from the left. Red once less than a day is left. */
export function Fuse({ from, to, now }: { from: string; to: string; now: string }) {
  const [start, end, at] = [Date.parse(from), Date.parse(to), Date.parse(now)];
  const gone = Math.min(1, Math.max(0, (at - start) / Math.max(1, end - start)));
  return (
    <div className={end - at < 86_400_000 ? 'fuse near' : 'fuse'}>
      <i style={{ width: `${(gone * 100).toFixed(2)}%` }} />
    </div>
  );
}

/** One square an item: done is filled, overdue is red, open is hollow. */
export function Squares({ done, overdue, open }: { done: number; overdue: number; open: number }) {
  const squares = [
    ...Array<string>(done).fill('d'),
    ...Array<string>(overdue).fill('b'),
    ...Array<string>(open).fill(''),
  ];
  return (
    <span className="sq" role="img" aria-label={`${done} done, ${overdue} overdue, ${open} open`}>
      {squares.map((kind, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: squares have no identity, only an order
        <i key={index} className={kind} />
      ))}
    </span>
  );
}
