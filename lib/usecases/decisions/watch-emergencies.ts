import { isOverdue } from '@/lib/domain/decision/emergencies';
import { accept } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { insertReviewMark, type ListedEmergency, listEmergencies } from '@/lib/store/emergencies';
import { listPrograms } from '@/lib/store/programs';
import { system } from '@/lib/usecases/context';
import { read, transact } from '@/lib/usecases/transact';

export type StandingEmergency = ListedEmergency & { program: string; overdue: boolean };

/** Every break-glass move of the installation that nobody has reviewed yet. */
export const listStandingEmergencies = () =>
  read(async (db): Promise<StandingEmergency[]> => {
    const now = await databaseNow(db);
    const programs = new Map((await listPrograms(db)).map(({ id, slug }) => [id, slug]));
    const listed = await listEmergencies(db, [...programs.keys()]);
    return listed.map((emergency) => ({
      ...emergency,
      program: programs.get(emergency.programId) ?? '',
      overdue: isOverdue(emergency, now),
    }));
  });

/** Writes down, once, that the reviews of a program's break-glass moves are overdue. */
export const tellOverdueEmergencies = (programSlug: string) =>
  transact(system('watch-emergencies'), programSlug, async (tx) => {
    for (const emergency of await listEmergencies(tx.db, [tx.program.id])) {
      if (emergency.overdueTold || !isOverdue(emergency, tx.at)) continue;
      const { review, breakGlass, dueAt, context } = emergency;
      await insertReviewMark(tx.db, { reviewId: review.id, kind: 'overdue', at: tx.at, personId: null });
      tx.record({
        type: 'break_glass.overdue',
        contextId: context.id,
        subject: { kind: 'decision', id: review.id },
        data: { decision: review, breakGlass, dueAt: dueAt.toISOString() },
      });
    }
    return accept(null);
  });
