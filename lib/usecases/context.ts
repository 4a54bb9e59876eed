import type { Actor } from '@/lib/domain/access/actor';

/** Who acts, and under which request. Time is not in it: the database's clock is read inside the transaction. */
export type Context = {
  actor: Actor;
  requestId: string;
  /** Only the demo loader sets it; refused unless the installation is loading its demo. */
  simulatedAt?: Date;
};
