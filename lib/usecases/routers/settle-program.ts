import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { listContextStates } from '@/lib/store/contexts';
import { type Db, databaseNow } from '@/lib/store/database';
import { listOrphanedDrift, listStandingDrift } from '@/lib/store/drifts';
import { foldObserved } from '@/lib/store/observations';
import { findProgram, listPrograms, type ProgramRow } from '@/lib/store/programs';
import { listRouters } from '@/lib/store/routers';
import { system } from '@/lib/usecases/context';
import { note, type ProgramTx, read, transact } from '@/lib/usecases/transact';
import { clearDrift, dueChanges, leasesOf, settleDrift } from './settle';
import { type Watched, watchRouters } from './watch';

const dayMs = 86_400_000;

const watchedIn = async (db: Db, program: Pick<ProgramRow, 'id'>, only?: string): Promise<Watched[]> => {
  const rows = (await listRouters(db, program.id)).filter(({ id }) => only === undefined || id === only);
  return rows.length === 0 ? [] : watchRouters(db, rows, await listContextStates(db, program.id));
};

const isDue = async (
  db: Db,
  program: Pick<ProgramRow, 'id'>,
  input: { at: Date; heardSince: Date; only?: string },
): Promise<boolean> => {
  if (input.only === undefined && (await listOrphanedDrift(db, program.id)).length > 0) return true;
  const watched = await watchedIn(db, program, input.only);
  if (watched.length === 0) return false;
  const standing = await listStandingDrift(
    db,
    watched.map(({ row }) => row.id),
  );
  const leases = await leasesOf(db, program.id);
  return watched.some((router) => {
    const { begun, ended } = dueChanges(router, standing, { ...input, leases });
    return begun.length + ended.length > 0;
  });
};

const settle = async (tx: ProgramTx, heardSince: Date, only?: string): Promise<void> => {
  const leases = await leasesOf(tx.db, tx.program.id);
  for (const router of await watchedIn(tx.db, tx.program, only)) await settleDrift(tx, router, { leases, heardSince });
  if (only !== undefined) return;
  for (const drift of await listOrphanedDrift(tx.db, tx.program.id))
    await clearDrift(tx, { id: drift.routerId, slug: drift.router }, drift);
};

/** After a router was heard: writes down what of its drift began or ended, by Lockgate itself; nothing where nothing did. */
export const settleHeard = async (programSlug: string, routerId: string, simulatedAt?: Date): Promise<Result<null>> => {
  const due = await read(async (db) => {
    const program = await findProgram(db, programSlug);
    const at = simulatedAt ?? (await databaseNow(db));
    return program !== null && isDue(db, program, { at, heardSince: at, only: routerId });
  });
  if (!due.ok || !due.value) return due.ok ? accept(null) : due;
  const context = { ...system('routers'), ...(simulatedAt === undefined ? {} : { simulatedAt }) };
  return transact(context, programSlug, async (tx) => {
    await settle(tx, tx.at, routerId);
    return accept(null);
  });
};

/** Programs in which drift began or ended since somebody last looked. `heardSince`: since when routers can be heard. */
export const listDriftingPrograms = (heardSince: Date): Promise<Result<string[]>> =>
  read(async (db) => {
    const at = await databaseNow(db);
    const due: string[] = [];
    for (const program of await listPrograms(db)) {
      if (await isDue(db, program, { at, heardSince })) due.push(program.slug);
    }
    return due;
  });

/** Writes down where drift of a program's routers began or ended: also silence, which nobody reports. */
export const settleProgram = (programSlug: string, heardSince: Date): Promise<Result<null>> =>
  transact(system('routers'), programSlug, async (tx) => {
    await settle(tx, heardSince);
    return accept(null);
  });

/** The database's clock, for whoever must know since when it listens. */
export const listeningSince = (): Promise<Result<Date>> => read(databaseNow);

/** Keeps what routers counted from growing: minutes become hours after a day, and hours are forgotten after five weeks. */
export const foldObservations = (): Promise<Result<null>> =>
  note(async (db) => {
    const at = (await databaseNow(db)).getTime();
    await foldObserved(db, {
      minutes: new Date(at - 26 * 3_600_000),
      hours: new Date(at - 35 * dayMs),
      receipts: new Date(at - 8 * dayMs),
    });
    return accept(null);
  });
