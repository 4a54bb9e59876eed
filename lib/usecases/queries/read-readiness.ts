import type { ReadinessAnswer } from '@/lib/contract/v1/health';
import { log } from '@/lib/log';
import { inSnapshot } from '@/lib/store/database';
import { lastMigration } from '@/lib/store/readiness';

/** Whether requests can be served now. Never throws: a database that is away is an answer. */
export const readReadiness = async (): Promise<ReadinessAnswer> => {
  try {
    const level = await inSnapshot(lastMigration);
    return {
      status: level === undefined ? 'unavailable' : 'ready',
      checks: [
        { name: 'database', ok: true, detail: 'It answers.' },
        { name: 'migrations', ok: level !== undefined, detail: level ?? 'The database is empty.' },
      ],
    };
  } catch (error) {
    log.warn({ err: error }, 'not ready: the database does not answer');
    return { status: 'unavailable', checks: [{ name: 'database', ok: false, detail: 'It does not answer.' }] };
  }
};
