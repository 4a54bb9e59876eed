import { log } from '@/lib/log';
import {
  foldObservations,
  listDriftingPrograms,
  listeningSince,
  settleProgram,
} from '@/lib/usecases/routers/settle-program';

// Silence is what no router reports. It counts from when this process began to listen: while nobody was there to be told,
// every router was silent.

const foldEveryMs = 3_600_000;

let heardSince: Date | null = null;
let foldedAt = 0;

const fold = async (): Promise<void> => {
  if (Date.now() - foldedAt < foldEveryMs) return;
  const folded = await foldObservations();
  if (folded.ok) foldedAt = Date.now();
};

/** Writes down where drift of routers began or ended, and keeps what they counted from growing. */
export const watchRouters = async (): Promise<void> => {
  if (heardSince === null) {
    const since = await listeningSince();
    if (!since.ok) return;
    heardSince = since.value;
  }
  await fold();
  const drifting = await listDriftingPrograms(heardSince);
  if (!drifting.ok) return;
  for (const program of drifting.value) {
    const settled = await settleProgram(program, heardSince);
    if (!settled.ok)
      log.warn({ program, code: settled.refusal.code }, 'the drift of routers could not be written down');
  }
};
