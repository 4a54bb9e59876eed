import type { Db } from './database';

/** Failures of one subject since it last succeeded (or since `since`, where successes do not count). */
export type Failures = { count: number; last: Date | null };

/** Makes attempts on the same subjects wait for each other until this transaction ends; sorted, so that none deadlock. */
export const lockSubjects = async (db: Db, subjects: readonly string[]): Promise<void> => {
  for (const subject of [...subjects].sort()) {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in/${subject}`}, 0))`;
  }
};

export const failuresOf = async (
  db: Db,
  subject: string,
  range: { since: Date; clearedBySuccess: boolean },
): Promise<Failures> => {
  const success = range.clearedBySuccess
    ? await db.signInAttempt.findFirst({
        where: { subject, succeeded: true },
        orderBy: { at: 'desc' },
        select: { at: true },
      })
    : null;
  const since = success !== null && success.at > range.since ? success.at : range.since;
  const counted = await db.signInAttempt.aggregate({
    where: { subject, succeeded: false, at: { gt: since } },
    _count: true,
    _max: { at: true },
  });
  return { count: counted._count, last: counted._max.at };
};

/** Written as failed before the password is looked at, so that guesses sent at once are all counted. */
export const insertAttempts = async (db: Db, subjects: readonly string[], at: Date): Promise<bigint[]> => {
  const rows = await db.signInAttempt.createManyAndReturn({
    data: subjects.map((subject) => ({ subject, at, succeeded: false })),
    select: { id: true },
  });
  return rows.map(({ id }) => id);
};

export const markSucceeded = async (db: Db, ids: readonly bigint[]): Promise<void> => {
  await db.signInAttempt.updateMany({ where: { id: { in: [...ids] } }, data: { succeeded: true } });
};

export const deleteAttempts = async (db: Db, before: Date): Promise<number> =>
  (await db.signInAttempt.deleteMany({ where: { at: { lt: before } } })).count;
