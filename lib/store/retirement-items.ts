import { validate as isId } from 'uuid';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';

const withContext = { context: { select: { slug: true, name: true } } } satisfies Prisma.RetirementItemInclude;

export type RetirementItemRow = Prisma.RetirementItemGetPayload<{ include: typeof withContext }>;

/** By id or slug, within one program. */
export const findRetirementItem = (db: Db, programId: string, idOrSlug: string): Promise<RetirementItemRow | null> =>
  db.retirementItem.findFirst({
    where: isId(idOrSlug) ? { programId, id: idOrSlug } : { programId, slug: idOrSlug },
    include: withContext,
  });

export const listRetirementItems = (
  db: Db,
  programId: string,
  filter: { contextId?: string; state?: string } = {},
): Promise<RetirementItemRow[]> =>
  db.retirementItem.findMany({
    where: { programId, ...filter },
    include: withContext,
    orderBy: [{ dueOn: 'asc' }, { slug: 'asc' }],
  });

export const markRetirementItemDone = async (
  db: Db,
  id: string,
  done: { evidence: string; doneAt: Date; doneBy: string },
): Promise<void> => {
  await db.retirementItem.update({ where: { id }, data: { state: 'done', ...done } });
};

export const reopenRetirementItem = async (db: Db, id: string): Promise<void> => {
  await db.retirementItem.update({
    where: { id },
    data: { state: 'open', evidence: null, doneAt: null, doneBy: null },
  });
};
