import type { DriftView, RouterView } from '@/lib/contract/v1/routers';

/** What routers say and do of one lane; everything is empty where no router serves it. */
export type LaneRoutersView = {
  /** The epoch in effect, and how many of the routers that serve the lane apply it: "2 of 3 at epoch 4". */
  epoch: number;
  acknowledged: number;
  of: number;
  routers: {
    slug: string;
    name: string;
    liveness: RouterView['liveness'];
    /** The epoch that it applies; null while it said nothing of this lane. */
    epoch: number | null;
    isCurrent: boolean;
    acknowledgedAt: string | null;
    seenAt: string | null;
  }[];
  /** Of this lane, and silence of routers that serve it. Shown, and nothing is blocked by it. */
  drift: DriftView[];
  /** Requests of the last 24 hours by side; the share of target is null where there were none. */
  observed: { legacy: number; target: number; targetShare: number | null };
  /** When one of its routers was last heard from; null for never. */
  lastSeenAt: string | null;
};
