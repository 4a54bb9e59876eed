import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { latenessMs } from '@/lib/domain/pairing/periods';
import { log } from '@/lib/log';
import { databaseNow } from '@/lib/store/database';
import { dropEmptyOutcomeMonths, forgetOutcomes } from '@/lib/store/outcomes';
import { note, read } from '@/lib/usecases/transact';

const atOnce = 20_000;

/**
 * Lets go what was observed in months that ended more than `keptMonths` ago. The runs that were made of it stay, with their
 * counts, discrepancies and digests; what may still correct a run stays too.
 */
export const letGoOutcomes = async (keptMonths: number): Promise<Result<number>> => {
  const now = await read(databaseNow);
  if (!now.ok) return now;
  const at = now.value;
  const before = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - keptMonths, 1));
  let all = 0;
  for (;;) {
    const gone = await note(async (db) => accept(await forgetOutcomes(db, { before, at, latenessMs, limit: atOnce })));
    if (!gone.ok) return gone;
    all += gone.value;
    if (gone.value < atOnce) break;
  }
  try {
    await note(async (db) => {
      await dropEmptyOutcomeMonths(db, before);
      return accept(null);
    });
  } catch (error) {
    // Somebody reads or writes at this moment, and goes first.
    log.warn({ err: error }, 'empty months of outcomes could not be dropped yet');
  }
  return accept(all);
};
