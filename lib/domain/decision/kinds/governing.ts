import type { DocumentChange } from '@/lib/domain/decision/document-changes';
import { loosensBy } from '@/lib/domain/decision/document-changes';
import type { Effects } from '@/lib/domain/decision/effects';
import type { GoverningChange } from '@/lib/domain/decision/governing-change';
import { planNothing } from '@/lib/domain/decision/plan-move';
import { noTraffic, type Stakes } from '@/lib/domain/decision/stakes';
import { type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { RiskClass } from '@/lib/domain/words';

// What kinds have in common that move no authority.

const dayMs = 86_400_000;

/** The longest that a risk is accepted for, or a replay authorised. */
export const longestDays = 366;

/** What concerns a whole program counts as what concerns its most dangerous context. */
export const ofProgram: RiskClass = 'high';

export const stakesOfChanges = (risk: RiskClass, changes: readonly DocumentChange[]): Stakes =>
  noTraffic(risk, loosensBy(changes));

/** Why an end cannot be: past, or further away than anyone can answer for; null when it can. */
export const badEnd = (until: Date, at: Date, pointer = '/until'): Result<never> | null => {
  if (until <= at) return refuse('invalid_body', 'The end lies in the past.', [{ pointer, detail: 'must lie ahead' }]);
  if (until.getTime() - at.getTime() <= longestDays * dayMs) return null;
  return refuse('invalid_body', `The end lies more than ${longestDays} days ahead.`, [
    { pointer, detail: `must lie at most ${longestDays} days ahead` },
  ]);
};

/** Takes effect at once, and moves no lane. */
export const atOnce = (at: Date, changes: GoverningChange[]): Effects => ({ ...planNothing(at), changes });
