import { closesAt, isPastCorrecting, latenessMs, type Regime, type Span, spanAt } from '@/lib/domain/pairing/periods';
import type { Db } from '@/lib/store/database';
import { touchPeriods, touchReached } from '@/lib/store/outcome-periods';
import { markTooLate, type NewOutcome } from '@/lib/store/outcomes';
import { loadRegimes } from './streams';

// Which periods new outcomes lie in, and what that changes: under the program's lock, so that a period is counted either
// before they came or after.

type Placed = { streamId: string; span: Span; closesAt: Date; outcomes: NewOutcome[] };

const place = (outcomes: readonly NewOutcome[], regimesOf: (streamId: string) => readonly Regime[]): Placed[] => {
  const places = new Map<string, Placed>();
  for (const outcome of outcomes) {
    const { streamId } = outcome;
    const span = spanAt(regimesOf(streamId), outcome.observedAt);
    const key = `${streamId} ${span.from.getTime()}`;
    const known = places.get(key) ?? { streamId, span, closesAt: closesAt(span), outcomes: [] };
    known.outcomes.push(outcome);
    places.set(key, known);
  }
  return [...places.values()];
};

export type Awaited = { late: number; tooLate: number; byDefault: boolean };

/** Lets the periods of new outcomes wait for their run; says how many are late, and how many too late for any. */
export const awaitPairing = async (
  db: Db,
  outcomes: readonly NewOutcome[],
  contextOf: ReadonlyMap<string, string>,
  at: Date,
): Promise<Awaited> => {
  const regimes = new Map<string, Regime[]>();
  for (const contextId of new Set(contextOf.values())) regimes.set(contextId, await loadRegimes(db, contextId));
  const regimesOf = (streamId: string): Regime[] => regimes.get(contextOf.get(streamId) ?? '') ?? [];
  const placed = place(outcomes, regimesOf);
  const over = placed.filter((period) => isPastCorrecting(period.closesAt, at));
  const open = placed.filter((period) => !over.includes(period));
  await markTooLate(
    db,
    over.flatMap((period) => period.outcomes),
    at,
  );
  const revisions = open.length === 0 ? [] : await touchPeriods(db, open, at);
  const all = [...regimes.values()].flat();
  const widestMs = Math.max(0, ...all.map(({ windowMs }) => windowMs));
  const reaching = open.flatMap(({ streamId, span, outcomes: own }) =>
    own
      .filter(({ observedAt }) => observedAt.getTime() - span.from.getTime() < widestMs)
      .map(({ observedAt, correlationId }) => ({ streamId, home: span.from, observedAt, correlationId })),
  );
  const farthestMs = Math.max(0, ...all.map(({ windowMs, periodMs }) => windowMs + periodMs));
  if (reaching.length > 0) await touchReached(db, reaching, { at, farthestMs, latenessMs });
  const sizes = open.map((period, n) => ((revisions[n] ?? 0) > 0 ? period.outcomes.length : 0));
  return {
    late: sizes.reduce((sum, size) => sum + size, 0),
    tooLate: over.reduce((sum, period) => sum + period.outcomes.length, 0),
    byDefault: placed.some(({ span }) => !span.told),
  };
};
