import type { Db } from '@/lib/store/database';
import type { StoredEntry } from '@/lib/store/ledger';

/** The newest entries of some kinds, newest first, of a whole ledger or of one context. */
export const listNews = (
  db: Db,
  ledgerId: string,
  wanted: { types: readonly string[]; contextId?: string; limit: number },
): Promise<StoredEntry[]> =>
  db.ledgerEntry.findMany({
    where: {
      ledgerId,
      type: { in: [...wanted.types] },
      ...(wanted.contextId === undefined ? {} : { context: wanted.contextId }),
    },
    orderBy: { index: 'desc' },
    take: wanted.limit,
    select: { index: true, bytes: true, leaf: true },
  });

/** Everything recorded about one subject, oldest first. */
export const listEntriesAbout = (db: Db, ledgerId: string, subjectId: string, limit: number): Promise<StoredEntry[]> =>
  db.ledgerEntry.findMany({
    where: { ledgerId, subjectId },
    orderBy: { index: 'asc' },
    take: limit,
    select: { index: true, bytes: true, leaf: true },
  });

/** The ledger's size and last instant, to be compared with what a page was made from. */
export const ledgerHead = async (db: Db, programId: string): Promise<{ id: string; size: number; lastAt: Date }> =>
  db.ledger.findUniqueOrThrow({ where: { programId }, select: { id: true, size: true, lastAt: true } });
