import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { durationMs } from '@/lib/domain/kernel/duration';

// One run covers one period: an aligned span of the instants at which outcomes were observed. Which spans there are
// follows from the rules in force at each instant, so that everybody cuts the same ones, whenever they look.

/** What holds where no rules in force say otherwise. */
export const defaultMatching = { window: 'PT15M', period: 'PT1H' } as const;

/** How long after its closing a period is still corrected: what arrives later is counted and told, and corrects nothing. */
export const latenessMs = 7 * 86_400_000;

/** How far ahead of the database's clock a sender's may go. */
export const aheadMs = 5 * 60_000;

/** A way of matching, in force from an instant until the next one begins. */
export type Regime = { from: number; windowMs: number; periodMs: number; told: boolean };

/** Rule sets that were ever in force, oldest first. */
export type InForce = { from: Date; matching: RuleSetDocument['matching'] };

/** `periodMs` is how long it would be, had no change of rules cut it. */
export type Span = { from: Date; to: Date; windowMs: number; periodMs: number; told: boolean };

const regimeOf = (from: number, matching: RuleSetDocument['matching']): Regime => ({
  from,
  windowMs: durationMs((matching ?? defaultMatching).window) ?? 0,
  periodMs: durationMs((matching ?? defaultMatching).period) ?? 0,
  told: matching !== undefined,
});

/** The ways of matching of a context, oldest first; rules that match as those before begin no new one. */
export const regimesOf = (history: readonly InForce[]): Regime[] => {
  const regimes = [regimeOf(Number.NEGATIVE_INFINITY, undefined)];
  for (const { from, matching } of history) {
    const next = regimeOf(from.getTime(), matching);
    const last = regimes.at(-1);
    const same = last?.windowMs === next.windowMs && last.periodMs === next.periodMs && last.told === next.told;
    if (!same) regimes.push(next);
  }
  return regimes;
};

const weekMs = 7 * 86_400_000;
const monday = 4 * 86_400_000;

/** Weeks begin on Monday, everything else with the day, in UTC. */
const alignedStart = (instant: number, periodMs: number): number => {
  const origin = periodMs % weekMs === 0 ? monday : 0;
  return Math.floor((instant - origin) / periodMs) * periodMs + origin;
};

/** The period that an instant lies in; one that a change of rules cuts ends, or begins, there. */
export const spanAt = (regimes: readonly Regime[], instant: Date): Span => {
  const at = instant.getTime();
  const place = regimes.findLastIndex(({ from }) => from <= at);
  const regime = regimes[place];
  if (regime === undefined) throw new Error('no way of matching reaches this far back');
  const start = alignedStart(at, regime.periodMs);
  const end = Math.min(start + regime.periodMs, regimes[place + 1]?.from ?? Number.POSITIVE_INFINITY);
  const { windowMs, periodMs, told } = regime;
  return { from: new Date(Math.max(start, regime.from)), to: new Date(end), windowMs, periodMs, told };
};

/** When both sides have had their time: not before this instant is anything missing. */
export const closesAt = (span: Pick<Span, 'to' | 'windowMs'>): Date => new Date(span.to.getTime() + span.windowMs);

/** From when on nothing corrects the period any more. */
export const isPastCorrecting = (closed: Date, at: Date): boolean => at.getTime() > closed.getTime() + latenessMs;
