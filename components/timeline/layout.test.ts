import { describe, expect, it } from 'vitest';
import type { TimelineContext } from '@/lib/contract/views/timeline';
import { placeAll, plot } from './layout';

const range = { from: '2026-06-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', now: '2026-11-20T00:00:00.000Z' };
const context = (change: Partial<TimelineContext> = {}): TimelineContext => ({
  slug: 'a',
  name: 'A',
  stage: 'selective',
  plannedSince: range.from,
  strips: [
    {
      workload: 'reads',
      audience: 'cohort:rest',
      name: 'everyone else',
      intervals: [
        { side: 'legacy', from: '2026-07-01T00:00:00.000Z', to: '2026-09-01T00:00:00.000Z', epoch: 1, decision: 1 },
        { side: 'target', from: '2026-09-01T00:00:00.000Z', to: null, epoch: 2, decision: 2 },
      ],
    },
  ],
  decisions: [{ number: 1, at: '2026-07-01T00:00:00.000Z', state: 'executed', title: 'to shadow' }],
  windows: [],
  holds: [],
  ...change,
});

describe('the swim lanes', () => {
  it('leave no gap between one interval and the next', () => {
    const strip = placeAll([context()], range).rows[0]?.workloads[0]?.strips[0];
    const [first, second] = strip?.intervals ?? [];
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(second?.x ?? -1, 6);
  });

  it('end the interval that still holds at now, not at the end of the chart', () => {
    const last = placeAll([context()], range).rows[0]?.workloads[0]?.strips[0]?.intervals.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan(plot.right);
  });

  it('stand below one another without overlapping', () => {
    const { rows, height } = placeAll([context(), context({ slug: 'b', strips: [] })], range);
    expect(rows[1]?.top).toBe((rows[0]?.top ?? 0) + (rows[0]?.height ?? 0));
    expect(height).toBeGreaterThan(rows[1]?.top ?? 0);
    expect(rows[1]?.planned).toBe(true);
  });

  it('show nothing of an interval outside the range', () => {
    const narrow = { ...range, from: '2026-10-01T00:00:00.000Z' };
    expect(placeAll([context()], narrow).rows[0]?.workloads[0]?.strips[0]?.intervals).toHaveLength(1);
  });

  it('mark what was executed, what still may be and what changed nothing each in their own way', () => {
    const at = '2026-09-01T00:00:00.000Z';
    const states = ['executed', 'open', 'draft', 'rejected', 'withdrawn', 'expired', 'superseded'] as const;
    const decisions = states.map((state, number) => ({ number, at, state, title: 'Reads for EU motor' }));
    const [row] = placeAll([context({ decisions })], range).rows;
    expect(row?.decisions.map(({ mark }) => mark)).toEqual([
      'executed',
      'live',
      'live',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
    ]);
    expect(row?.decisions[3]?.title).toBe('D-3, refused: Reads for EU motor');
  });
});
