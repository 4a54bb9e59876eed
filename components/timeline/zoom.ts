import type { TimelineView } from '@/lib/contract/views/timeline';

export const zooms = ['month', 'quarter', 'all'] as const;
export type Zoom = (typeof zooms)[number];

const day = 86_400_000;
const spans: Record<Exclude<Zoom, 'all'>, number> = { month: 31 * day, quarter: 92 * day };

export const zoomOf = (value: string | undefined): Zoom => zooms.find((zoom) => zoom === value) ?? 'all';

/** The stretch shown: everything, or a month or a quarter around the instant that is asked about. */
export const zoomed = (
  view: Pick<TimelineView, 'from' | 'to' | 'now' | 'asked'>,
  zoom: Zoom,
): { from: string; to: string } => {
  if (zoom === 'all') {
    // a program of this hour would have nothing but minutes on its axis
    const from = Math.min(Date.parse(view.from), Date.parse(view.to) - 7 * day);
    return { from: new Date(from).toISOString(), to: view.to };
  }
  const span = spans[zoom];
  const middle = Date.parse(view.asked?.at ?? view.now);
  const last = Math.max(Date.parse(view.to), middle);
  const to = Math.min(last, middle + span / 2);
  return { from: new Date(to - span).toISOString(), to: new Date(to).toISOString() };
};
