import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { ensureInstallation } from '@/lib/store/installation';
import { note } from '@/lib/usecases/transact';

/** Makes the installation's one row where it is missing; each start calls it. */
export const setUpInstallation = (name: string): Promise<Result<null>> =>
  note(async (db) => {
    await ensureInstallation(db, name);
    return accept(null);
  });
