import type { Actor } from '@/lib/domain/access/actor';

/** Who acts, and under which request. Time is not in it: the database's clock is read inside the transaction. */
export type Context = {
  actor: Actor;
  requestId: string;
  /** The person in whose name a key acts, where that person answers for it: then the record names them. */
  inNameOf?: { id: string; name: string };
  /** The sender's Idempotency-Key with the route, a digest of the request, and the status of its success. */
  idempotency?: { key: string; route: string; fingerprint: string; status: number };
  /** Only the demo loader sets it; refused unless the installation is loading its demo. */
  simulatedAt?: Date;
};

/** Lockgate's own context: scheduled acts. `requestId` says which. */
export const system = (requestId: string): Context => ({ actor: { kind: 'system', name: 'Lockgate' }, requestId });
