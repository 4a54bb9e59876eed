import type { Totals } from '@/lib/domain/comparison/run-facts';
import type { Outcome } from '@/lib/domain/pairing/outcome';
import { type Regime, spanAt } from '@/lib/domain/pairing/periods';

// The slow way to the same runs: all outcomes on the table at once, every pair looked at, period by period.

type Line = { id: string; kind: string; field: string | null; legacy?: string | null; target?: string | null };
export type ReferenceRun = { from: string; to: string; totals: Totals; lines: string[] };

const at = (outcome: Outcome): number => outcome.observedAt.getTime();
const word = (outcome: Outcome): string => `${outcome.side} ${outcome.digest}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const marry = (all: readonly Outcome[], withinMs: number): [Outcome, Outcome][] => {
  const every: [number, number][] = [];
  for (let left = 0; left < all.length; left += 1) {
    for (let right = left + 1; right < all.length; right += 1) {
      const [a, b] = [all[left] as Outcome, all[right] as Outcome];
      if (a.side !== b.side && at(b) - at(a) <= withinMs) every.push([left, right]);
    }
  }
  const far = ([left, right]: [number, number]): number => at(all[right] as Outcome) - at(all[left] as Outcome);
  every.sort((p, q) => far(p) - far(q) || p[1] - p[0] - (q[1] - q[0]) || p[0] - q[0]);
  const used = new Set<number>();
  return every.flatMap(([left, right]): [Outcome, Outcome][] => {
    if (used.has(left) || used.has(right)) return [];
    used.add(left).add(right);
    return [[all[left] as Outcome, all[right] as Outcome]];
  });
};

const linesOf = (
  id: string,
  members: readonly Outcome[],
  pairs: readonly [Outcome, Outcome][],
  windowMs: number,
): Line[] => {
  const lines: Line[] = [];
  const of = (side: string) => members.filter((outcome) => outcome.side === side);
  if (of('target').length === 0) lines.push({ id, kind: 'missing_in_target', field: null });
  if (of('legacy').length === 0) lines.push({ id, kind: 'missing_in_legacy', field: null });
  const close = ['legacy', 'target'].some((side) =>
    of(side).some((a) => of(side).some((b) => a !== b && Math.abs(at(a) - at(b)) <= windowMs)),
  );
  if (close || (pairs.length > 0 && pairs.length * 2 < members.length)) {
    const counts = { legacy: String(of('legacy').length), target: String(of('target').length) };
    lines.push({ id, kind: 'duplicate', field: null, ...counts });
  }
  for (const pair of pairs) {
    const legacy = pair.find(({ side }) => side === 'legacy') as Outcome;
    const target = pair.find(({ side }) => side === 'target') as Outcome;
    if (Math.abs(at(legacy) - at(target)) > windowMs) {
      const instants = { legacy: legacy.observedAt.toISOString(), target: target.observedAt.toISOString() };
      lines.push({ id, kind: 'timing', field: 'observedAt', ...instants });
    }
    for (const field of new Set([...Object.keys(legacy.fields), ...Object.keys(target.fields)])) {
      const [a, b] = [legacy.fields[field], target.fields[field]];
      if (a !== b || field in legacy.fields !== field in target.fields) {
        lines.push({
          id,
          kind: 'value',
          field,
          ...(a === undefined ? {} : { legacy: a }),
          ...(b === undefined ? {} : { target: b }),
        });
      }
    }
  }
  return lines;
};

/** The runs that a stream comes to once everything has arrived, without rules but for how it is matched. */
export const referenceRuns = (outcomes: readonly Outcome[], regimes: readonly Regime[]): ReferenceRun[] => {
  const once = [...new Map(outcomes.map((outcome) => [outcome.digest, outcome])).values()];
  once.sort((a, b) => at(a) - at(b) || compare(word(a), word(b)));
  const homes = new Map<string, ReturnType<typeof spanAt>>();
  for (const outcome of once) {
    const span = spanAt(regimes, outcome.observedAt);
    homes.set(span.from.toISOString(), span);
  }
  const spans = [...homes.values()].sort((a, b) => a.from.getTime() - b.from.getTime());
  const taken = new Set<Outcome>();
  return spans.flatMap((span): ReferenceRun[] => {
    const totals = {
      legacy: 0,
      target: 0,
      compared: 0,
      matched: 0,
      mismatched: 0,
      missingInTarget: 0,
      missingInLegacy: 0,
    };
    const lines: Line[] = [];
    for (const id of new Set(once.map((outcome) => outcome.correlationId))) {
      const free = once.filter(
        (outcome) => outcome.correlationId === id && !taken.has(outcome) && outcome.observedAt >= span.from,
      );
      const reach = free.filter((outcome) => at(outcome) < span.to.getTime() + span.windowMs);
      const own = reach.filter((outcome) => outcome.observedAt < span.to);
      if (own.length === 0) continue;
      const near = marry(reach, span.windowMs).filter((pair) => pair.some((outcome) => own.includes(outcome)));
      const left = own.filter((outcome) => !near.flat().includes(outcome));
      const pairs = [...near, ...marry(left, Number.POSITIVE_INFINITY)];
      const members = [...new Set([...own, ...near.flat()])];
      for (const outcome of members) taken.add(outcome);
      const found = linesOf(id, members, pairs, span.windowMs);
      const sides = new Set(members.map(({ side }) => side));
      if (sides.has('legacy')) totals.legacy += 1;
      if (sides.has('target')) totals.target += 1;
      if (sides.size === 2) totals.compared += 1;
      else totals[sides.has('legacy') ? 'missingInTarget' : 'missingInLegacy'] += 1;
      if (sides.size === 2) totals[found.length > 0 ? 'mismatched' : 'matched'] += 1;
      lines.push(...found);
    }
    if (totals.compared + totals.missingInTarget + totals.missingInLegacy === 0) return [];
    return [
      { from: span.from.toISOString(), to: span.to.toISOString(), totals, lines: lines.map(lineText).sort(compare) },
    ];
  });
};

/** A discrepancy as one text, with what was not sent apart from null. */
export const lineText = ({ id, kind, field, legacy, target }: Line): string =>
  JSON.stringify([
    id,
    kind,
    field,
    legacy === undefined ? 'not sent' : [legacy],
    target === undefined ? 'not sent' : [target],
  ]);
