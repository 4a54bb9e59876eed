import { log } from '@/lib/log';
import { forgetSignIns } from '@/lib/usecases/commands/forget-sign-ins';
import { forgetEvents } from '@/lib/usecases/commands/reread-events';
import { executeScheduled } from '@/lib/usecases/decisions/execute-scheduled';
import { listDuePrograms, refreshProgram } from '@/lib/usecases/decisions/refresh-decisions';
import { keepDiscrepancies } from './keep-discrepancies';
import { pairDueOutcomes } from './pair-outcomes';
import { watchEmergencies } from './watch-emergencies';
import { watchEvents } from './watch-events';
import { watchRouters } from './watch-routers';

// Time moves decisions by itself: they expire, and evidence goes stale. Everything that reads computes that from the
// database's clock; this only writes it down soon, so that the record says it even if nobody looks. It may die at any time.

const everyMs = 10_000;
/** Somebody waits for a date. */
const datesEveryMs = 1_000;
const housekeepingMs = 86_400_000;

let houseKeptAt = 0;

const keepHouse = async (): Promise<void> => {
  if (Date.now() - houseKeptAt < housekeepingMs) return;
  const forgotten = await forgetSignIns();
  const events = await forgetEvents();
  if (forgotten.ok && events.ok) houseKeptAt = Date.now();
};

const turn = async (): Promise<void> => {
  await keepHouse();
  await keepDiscrepancies();
  await watchRouters();
  await watchEmergencies();
  await watchEvents();
  const due = await listDuePrograms();
  if (!due.ok) return;
  for (const program of due.value) {
    const refreshed = await refreshProgram(program);
    if (!refreshed.ok)
      log.warn({ program, code: refreshed.refusal.code }, 'what time changed could not be written down');
  }
};

/** Takes turns, each a while after the one before; the answer ends it, after the turn under way. */
const inTurns = (everyMs: number, turn: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = turn()
        .catch((error: unknown) => log.error({ err: error }, 'keeping time failed'))
        .finally(next);
    }, everyMs);
    timer.unref();
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};

/** Begins to write down what time changes, and to keep dates; the answer ends it, after the turns under way. */
export const keepTime = (): (() => Promise<void>) => {
  const loops = [inTurns(everyMs, turn), inTurns(datesEveryMs, executeScheduled), inTurns(everyMs, pairDueOutcomes)];
  return async () => {
    await Promise.all(loops.map((stop) => stop()));
  };
};
