import { failureMemoryMs, longestWaitSeconds } from '@/lib/domain/access/throttle';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { deleteAttempts } from '@/lib/store/attempts';
import { databaseNow } from '@/lib/store/database';
import { deleteEndedSessions } from '@/lib/store/sessions';
import { note } from '@/lib/usecases/transact';

const endedSessionsMs = 30 * 86_400_000;

/** Housekeeping: attempts that no longer count, and sessions that ended a month ago. Answers with how many went. */
export const forgetSignIns = (): Promise<Result<{ attempts: number; sessions: number }>> =>
  note(async (db) => {
    const at = (await databaseNow(db)).getTime();
    const attempts = await deleteAttempts(db, new Date(at - failureMemoryMs - longestWaitSeconds * 1000));
    return accept({ attempts, sessions: await deleteEndedSessions(db, new Date(at - endedSessionsMs)) });
  });
