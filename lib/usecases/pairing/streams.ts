import { type Regime, regimesOf } from '@/lib/domain/pairing/periods';
import type { Db } from '@/lib/store/database';
import { listMatching } from '@/lib/store/outcome-periods';

/** How outcomes of a context are matched, at every instant. */
export const loadRegimes = async (db: Db, contextId: string): Promise<Regime[]> =>
  regimesOf(await listMatching(db, contextId));
