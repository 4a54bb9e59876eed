import { laneWords } from '@/lib/domain/authority/lane';
import { windowStateAt } from '@/lib/domain/authority/window';
import { momentText } from '@/lib/domain/criteria/sentence';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import { type ContextState, sideOnRecord, stageOnRecord } from './context-state';
import { governedOf } from './governed';
import { contextOf } from './kinds/ground';
import type { World } from './world';

/** For how long legacy must not have been seen to answer before it may be switched off. */
export const quietHours = 24;

type Guarded = Pick<World, 'at' | 'context' | 'reviews' | 'emergencies' | 'governed'>;
type Guard = (world: Guarded) => RefusalDetail[];

const stage: Guard = (world) => {
  const context = contextOf(world);
  const standsAt = stageOnRecord(context);
  return standsAt === 'full' ? [] : [{ code: 'stage', detail: `${context.slug} stands at ${standsAt}, not at full.` }];
};

const lanes: Guard = (world) =>
  contextOf(world)
    .lanes.filter((state) => sideOnRecord(state) === 'legacy')
    .map(({ lane }) => ({ code: 'lane_on_legacy', detail: `Legacy still holds ${laneWords(lane)}.` }));

/** Of lanes that were drawn anew as well: what was promised to their keys is kept, also where the new lane has no way back. */
const promised = ({ lanes, former = [] }: ContextState) => [...lanes, ...former];

const windows: Guard = (world) =>
  promised(contextOf(world)).flatMap(({ lane, windows: recorded }) =>
    recorded
      .filter((window) => ['open', 'pending'].includes(windowStateAt(window, world.at)))
      .map((window) => ({
        code: 'window_open',
        detail: `The way back of ${laneWords(lane)} is open until ${momentText(window.closesAt)}.`,
      })),
  );

/** Of rollbacks, and of break-glass moves of this context: emergencies are those that nobody has reviewed. */
const reviews: Guard = (world) =>
  [
    ...world.reviews.filter(({ reviewedAt }) => reviewedAt === null),
    ...world.emergencies.filter((emergency) => emergency.context.id === contextOf(world).id),
  ].map(({ review }) => ({ code: 'review_open', detail: `The review D-${review.number} is not signed off.` }));

const items: Guard = (world) =>
  governedOf(world)
    .items.filter(({ open }) => open)
    .map(({ title }) => ({ code: 'item_open', detail: `“${title}” is not done.` }));

const traffic: Guard = (world) => {
  const { legacySeenAt } = governedOf(world);
  if (legacySeenAt === null || world.at.getTime() - legacySeenAt.getTime() > quietHours * 3_600_000) return [];
  return [{ code: 'legacy_in_use', detail: `A router saw legacy answer on ${momentText(legacySeenAt)}.` }];
};

/** Everything at once that keeps legacy of a context from being retired (invariant 10); empty when nothing does. */
export const retirementGuards = (world: Guarded): RefusalDetail[] =>
  [stage, lanes, windows, reviews, items, traffic].flatMap((guard) => guard(world));
