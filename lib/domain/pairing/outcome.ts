import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Side } from '@/lib/domain/words';

// What one side made of one business event, told by that side alone.

export type Outcome = {
  /** Which event this is, within its context and source: the sender's own id, else what it says. */
  identity: string;
  side: Side;
  correlationId: string;
  observedAt: Date;
  /** A field not sent is absent; null is a value. */
  fields: Readonly<Record<string, string | null>>;
  dimensions: Readonly<Record<string, string>>;
  /** Of the software that made it. */
  version: string | null;
  /** Over everything it says, and not over the id it came under. */
  digest: string;
};

export type ToldOutcome = Omit<Outcome, 'identity' | 'digest'> & { workload: string | null };

/** Two outcomes with the same digest are one, said twice. */
export const outcomeDigest = (told: ToldOutcome): string =>
  documentDigest({ v: 1, ...told, observedAt: told.observedAt.toISOString() });

/** An id of the sender's own names the event; without one, only the same words are the same event. */
export const outcomeIdentity = (id: string | undefined, digest: string): string =>
  id === undefined ? digest : `id:${id}`;
