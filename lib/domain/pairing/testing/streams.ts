import { type Outcome, outcomeDigest, outcomeIdentity, type ToldOutcome } from '@/lib/domain/pairing/outcome';
import type { Side } from '@/lib/domain/words';

type Told = Partial<Omit<ToldOutcome, 'observedAt' | 'side' | 'correlationId'>> & { id?: string };

/** An outcome of a test; `at` is an instant in milliseconds or as text. */
export const outcomeOf = (
  side: Side,
  correlationId: string,
  at: number | string,
  { id, ...more }: Told = {},
): Outcome => {
  const told = {
    side,
    correlationId,
    observedAt: new Date(at),
    fields: {},
    dimensions: {},
    version: null,
    workload: null,
    ...more,
  };
  const digest = outcomeDigest(told);
  const { workload: _, ...said } = told;
  return { ...said, digest, identity: outcomeIdentity(id, digest) };
};

/** Outcomes of few ids that come close together, so that everything that can happen to them does. */
export const randomOutcomes = (
  chance: { below: (bound: number) => number },
  { count, ids, from, spanMs, grainMs }: { count: number; ids: number; from: number; spanMs: number; grainMs: number },
): Outcome[] =>
  Array.from({ length: count }, () => {
    const at = from + chance.below(spanMs / grainMs) * grainMs;
    const amount = chance.below(4) === 0 ? String(chance.below(2)) : '0';
    const fields: Record<string, string | null> = { amount };
    if (chance.below(5) === 0) fields.note = chance.below(2) === 0 ? null : '';
    const dimensions: Record<string, string> =
      chance.below(3) === 0 ? {} : { productLine: chance.below(2) === 0 ? 'motor' : 'home' };
    return outcomeOf(chance.below(2) === 0 ? 'legacy' : 'target', `C-${chance.below(ids)}`, at, { fields, dimensions });
  });
