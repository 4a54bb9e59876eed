import { readEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { letGoDiscrepancies } from '@/lib/usecases/commands/let-go-discrepancies';

const everyMs = 3_600_000;

let lookedAt = 0;

/** Lets go discrepancies whose time has passed, and has the partition of the next month ready before it begins. */
export const keepDiscrepancies = async (): Promise<void> => {
  if (Date.now() - lookedAt < everyMs) return;
  const done = await letGoDiscrepancies(readEnv().discrepancyMonths);
  if (done.ok) lookedAt = Date.now();
  else log.warn({ code: done.refusal.code }, 'old discrepancies could not be let go');
};
