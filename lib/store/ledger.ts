import type { Db } from './database';

/** A ledger as locked by this transaction: nobody else writes to its program until it ends. */
export type LockedLedger = { id: string; origin: string; size: number; head: string; lastAt: Date; now: Date };

/** What is written of one entry; `bytes` is its canonical JSON, the rest is derived from it for look-ups. */
export type EntryRow = {
  index: number;
  bytes: Uint8Array;
  leaf: string;
  at: Date;
  type: string;
  actorId: string;
  subjectId: string | null;
  context: string | null;
};

export type StoredEntry = { index: number; bytes: Uint8Array; leaf: string };

/** Locks the ledger of a program (null: the installation's) and reads the clock after the lock is held. */
export const lockLedger = async (db: Db, programId: string | null): Promise<LockedLedger | null> => {
  const rows = await db.$queryRaw<Omit<LockedLedger, 'now'>[]>`
    SELECT id, origin, size, head, last_at AS "lastAt" FROM ledger
     WHERE program_id IS NOT DISTINCT FROM ${programId}::uuid FOR UPDATE`;
  const [row] = rows;
  if (row === undefined) return null;
  const [clock] = await db.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  if (clock === undefined) throw new Error('the database told no time');
  return { ...row, now: clock.now };
};

export const openLedger = async (
  db: Db,
  ledger: { id: string; programId: string | null; origin: string; head: string; at: Date },
): Promise<void> => {
  await db.ledger.create({
    data: { id: ledger.id, programId: ledger.programId, origin: ledger.origin, head: ledger.head, lastAt: ledger.at },
  });
};

/** Appends in order; the database refuses an entry that does not follow the head. */
export const appendEntries = async (db: Db, ledgerId: string, entries: readonly EntryRow[]): Promise<void> => {
  for (const entry of entries) {
    await db.$executeRaw`
      INSERT INTO ledger_entry (ledger_id, index, bytes, leaf, at, type, actor_id, subject_id, context)
      VALUES (${ledgerId}::uuid, ${entry.index}, ${entry.bytes}, ${entry.leaf}, ${entry.at}::timestamptz, ${entry.type},
              ${entry.actorId}, ${entry.subjectId}, ${entry.context})`;
  }
};

export const findLedger = (db: Db, programId: string | null) => db.ledger.findFirst({ where: { programId } });

/** Entries with an index greater than `after`, oldest first. */
export const listEntries = async (
  db: Db,
  ledgerId: string,
  range: { after: number; limit: number; type?: string; subjectId?: string },
): Promise<StoredEntry[]> =>
  db.ledgerEntry.findMany({
    where: {
      ledgerId,
      index: { gt: range.after },
      ...(range.type === undefined ? {} : { type: range.type }),
      ...(range.subjectId === undefined ? {} : { subjectId: range.subjectId }),
    },
    orderBy: { index: 'asc' },
    take: range.limit,
    select: { index: true, bytes: true, leaf: true },
  });

/** The index of the last entry not later than an instant; -1 where there was none. */
export const lastEntryIndexAt = async (db: Db, ledgerId: string, at: Date): Promise<number> => {
  const entry = await db.ledgerEntry.findFirst({
    where: { ledgerId, at: { lte: at } },
    orderBy: { index: 'desc' },
    select: { index: true },
  });
  return entry?.index ?? -1;
};
