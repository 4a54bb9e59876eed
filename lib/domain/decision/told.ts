import type { LaneName } from '@/lib/domain/authority/lane';
import type { Side } from '@/lib/domain/words';
import type { Stakes } from './stakes';

/** What every decision says, in people's words, when it is to be executed (RFC 3339; null: by hand), and what is at stake. */
export type Told = { title: string; rationale: string; scheduledFor: string | null; stakes: Stakes };

/** What every proposal says of itself. */
export type AskedTold = {
  title: string;
  rationale: string;
  /** When it is to be executed once it is approved; left out or null: by hand. */
  scheduledFor?: Date | null | undefined;
};

/** A lane as a payload names it: who holds it now, at which epoch. */
export type PayloadLane = LaneName & { laneId: string; side: Side; epoch: number };
