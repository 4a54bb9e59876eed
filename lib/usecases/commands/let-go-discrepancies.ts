import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { log } from '@/lib/log';
import { databaseNow } from '@/lib/store/database';
import { ensureMonth } from '@/lib/store/discrepancy-copy';
import { dropMonth, letGoBatches, listKeptMonths, listMonthsOnDisk } from '@/lib/store/discrepancy-months';
import { system } from '@/lib/usecases/context';
import { note, read, transact } from '@/lib/usecases/transact';

/** The first day of a month (UTC), so many months from an instant. */
export const monthFrom = (instant: Date, months: number): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));

/** `2026-11` */
const nameOf = (month: Date): string => month.toISOString().slice(0, 7);

/** Lets go what a program received in a month, on record; the rows are nobody's from then on. */
const letGo = (programSlug: string, month: Date, keptMonths: number) =>
  transact(system('retention'), programSlug, async (tx) => {
    const gone = await letGoBatches(tx.db, tx.program.id, { from: month, to: monthFrom(month, 1) }, tx.at);
    if (gone.runs > 0) {
      tx.record({
        type: 'discrepancies.let_go',
        subject: { kind: 'program', id: tx.program.id },
        data: { month: nameOf(month), runs: gone.runs, discrepancies: gone.discrepancies, keptMonths },
      });
    }
    return accept(gone);
  });

/** Takes a month off the disk. Whoever reads or writes at that moment goes first; the next turn tries again. */
const drop = async (month: Date): Promise<void> => {
  try {
    const dropped = await note(async (db) => accept(await dropMonth(db, month)));
    if (dropped.ok && dropped.value) log.info({ month: nameOf(month) }, 'the discrepancies of a month were dropped');
  } catch (error) {
    log.warn({ err: error, month: nameOf(month) }, 'the discrepancies of a month could not be dropped yet');
  }
};

/**
 * Lets go all discrepancies received in months that ended more than `keptMonths` ago, whole months at a time. Counts, spreads,
 * examples, hashes and patterns stay. Sees to the partitions of this month and the next.
 */
export const letGoDiscrepancies = async (keptMonths: number): Promise<Result<null>> => {
  const ready = await note(async (db) => {
    const now = await databaseNow(db);
    await ensureMonth(db, now);
    await ensureMonth(db, monthFrom(now, 1));
    return accept(monthFrom(now, -keptMonths));
  });
  if (!ready.ok) return ready;
  const firstKept = ready.value;
  const kept = await read((db) => listKeptMonths(db, firstKept));
  if (!kept.ok) return kept;
  for (const { program, month } of kept.value) {
    const gone = await letGo(program, month, keptMonths);
    if (!gone.ok) return gone;
  }
  const onDisk = await read((db) => listMonthsOnDisk(db));
  if (!onDisk.ok) return onDisk;
  for (const month of onDisk.value.filter((one) => one < firstKept)) await drop(month);
  return accept(null);
};
