import { readEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { letGoDiscrepancies } from '@/lib/usecases/commands/let-go-discrepancies';
import { letGoOutcomes } from '@/lib/usecases/commands/let-go-outcomes';

const everyMs = 3_600_000;

let lookedAt = 0;

/** Lets go discrepancies and outcomes whose time has passed, and has the partition of the next month ready before it begins. */
export const keepDiscrepancies = async (): Promise<void> => {
  if (Date.now() - lookedAt < everyMs) return;
  const months = readEnv().discrepancyMonths;
  const gone = await letGoDiscrepancies(months);
  const done = gone.ok ? await letGoOutcomes(months) : gone;
  if (done.ok) lookedAt = Date.now();
  else log.warn({ code: done.refusal.code }, 'old discrepancies and outcomes could not be let go');
};
