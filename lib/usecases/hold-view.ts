import type { HoldView } from '@/lib/contract/v1/holds';
import { isHolding, type PlacedHold, windowsOf } from '@/lib/domain/hold/hold';
import type { RecordedHold } from '@/lib/store/holds';

const shownWindows = 5;

/** A hold as the API shows it at an instant. */
export const holdViewOf = (hold: RecordedHold, at: Date): HoldView => ({
  id: hold.id,
  scope: hold.scope,
  context: hold.contextSlug,
  reason: hold.reason,
  placedBy: hold.placedBy,
  guard: hold.guard,
  placedAt: hold.placedAt.toISOString(),
  until: hold.until?.toISOString() ?? null,
  calendar: hold.calendar,
  holding: isHolding(hold, at),
  windows: windowsOf(hold, at, shownWindows).map(({ from, until, open }) => ({
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    open,
  })),
  liftedBy: hold.liftedBy,
  liftedAt: hold.liftedAt?.toISOString() ?? null,
  liftReason: hold.liftReason,
});

/** One that was placed just now. */
export const placedViewOf = (hold: PlacedHold, contextSlug: string | null): HoldView =>
  holdViewOf({ ...hold, contextSlug, liftedBy: null, liftReason: null }, hold.placedAt);
