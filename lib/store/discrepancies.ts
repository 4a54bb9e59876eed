import type { Discrepancy } from '@/prisma/generated/client';
import type { Db } from './database';

export type DiscrepancyRow = Discrepancy;

/** Discrepancies of a run in the order in which they were sent, from a position on. */
export const listDiscrepancies = (
  db: Db,
  runId: string,
  page: { from: number; limit: number; patternId?: string },
): Promise<DiscrepancyRow[]> =>
  db.discrepancy.findMany({
    where: {
      runId,
      position: { gte: page.from },
      ...(page.patternId === undefined ? {} : { patternId: page.patternId }),
    },
    orderBy: { position: 'asc' },
    take: page.limit,
  });

/** Examples of a pattern from the newest runs that show it. */
export const listExamples = async (db: Db, patternId: string, limit: number): Promise<DiscrepancyRow[]> => {
  const runs = await db.patternRun.findMany({ where: { patternId }, orderBy: { windowTo: 'desc' }, take: 3 });
  const found: DiscrepancyRow[] = [];
  for (const { runId } of runs) {
    if (found.length >= limit) break;
    found.push(
      ...(await db.discrepancy.findMany({
        where: { runId, patternId },
        orderBy: { position: 'asc' },
        take: limit - found.length,
      })),
    );
  }
  return found;
};
