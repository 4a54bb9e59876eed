import { log } from '@/lib/log';
import { checkGuardsOf, listBroken } from '@/lib/usecases/decisions/check-guards';
import { listTurningWindows, tellWindows } from '@/lib/usecases/decisions/tell-windows';
import {
  listStandingEmergencies,
  type StandingEmergency,
  tellOverdueEmergencies,
} from '@/lib/usecases/decisions/watch-emergencies';

// What must not wait until somebody looks: guards, ways back that are about to close, and moves outside the gates that
// nobody has answered for, which the log repeats until somebody does.

const repeatEveryMs = 4 * 3_600_000;

const lastSaid = new Map<string, number>();

const repeat = (emergency: StandingEmergency): void => {
  const { review, program, context, incident, breakGlass, dueAt, overdue } = emergency;
  const now = Date.now();
  if (now - (lastSaid.get(review.id) ?? -repeatEveryMs) < repeatEveryMs) return;
  lastSaid.set(review.id, now);
  const about = { program, context: context.slug, incident, decision: breakGlass.number, review: review.number };
  log.warn({ ...about, dueAt: dueAt.toISOString(), overdue }, 'a break-glass move has not been reviewed');
};

const watchReviews = async (): Promise<void> => {
  const standing = await listStandingEmergencies();
  if (!standing.ok) return;
  for (const id of lastSaid.keys()) if (!standing.value.some(({ review }) => review.id === id)) lastSaid.delete(id);
  standing.value.forEach(repeat);
  const untold = standing.value.filter(({ overdue, overdueTold }) => overdue && !overdueTold);
  for (const program of new Set(untold.map((emergency) => emergency.program))) {
    const told = await tellOverdueEmergencies(program);
    if (!told.ok) log.warn({ program, code: told.refusal.code }, 'an overdue review could not be written down');
  }
};

const watchGuards = async (): Promise<void> => {
  const broken = await listBroken();
  if (!broken.ok) return;
  for (const { program, contextId } of broken.value) {
    const checked = await checkGuardsOf(program, contextId);
    if (!checked.ok) log.warn({ program, code: checked.refusal.code }, 'the guards could not be looked at');
  }
};

const watchWindows = async (): Promise<void> => {
  const turning = await listTurningWindows();
  if (!turning.ok) return;
  for (const program of turning.value) {
    const told = await tellWindows(program);
    if (!told.ok)
      log.warn({ program, code: told.refusal.code }, 'the end of a rollback window could not be written down');
  }
};

/** Guards, windows and emergencies, as time leaves them. */
export const watchEmergencies = async (): Promise<void> => {
  await watchGuards();
  await watchWindows();
  await watchReviews();
};
