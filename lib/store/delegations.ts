import type { Delegation } from '@/lib/domain/decision/people';
import { roles } from '@/lib/domain/words';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

const withPeople = {
  from: { select: { id: true, name: true } },
  to: { select: { id: true, name: true } },
} satisfies Prisma.DelegationInclude;

type Row = Prisma.DelegationGetPayload<{ include: typeof withPeople }>;

/** A delegation with the people's names and its reason. */
export type RecordedDelegation = Delegation & {
  programId: string;
  from: { id: string; name: string };
  to: { id: string; name: string };
  reason: string;
};

const read = ({ fromPersonId, toPersonId, everywhere, contextIds, role, ...row }: Row): RecordedDelegation => ({
  ...row,
  fromId: fromPersonId,
  toId: toPersonId,
  role: wordOf(roles, role),
  contextIds: everywhere ? null : contextIds,
});

/** Delegations of some programs that may still count at `at`, the oldest first. */
export const listLiveDelegations = async (
  db: Db,
  programIds: readonly string[],
  at: Date,
): Promise<RecordedDelegation[]> => {
  const rows = await db.delegation.findMany({
    where: { programId: { in: [...programIds] }, endedAt: null, until: { gt: at } },
    include: withPeople,
    orderBy: { id: 'asc' },
  });
  return rows.map(read);
};

/** All of a program, the newest first; `after` is the id of the last one of the page before. */
export const listDelegations = async (
  db: Db,
  programId: string,
  page: { after?: string; limit: number },
): Promise<RecordedDelegation[]> => {
  const rows = await db.delegation.findMany({
    where: { programId, ...(page.after === undefined ? {} : { id: { lt: page.after } }) },
    include: withPeople,
    orderBy: { id: 'desc' },
    take: page.limit,
  });
  return rows.map(read);
};

export const findDelegation = async (db: Db, programId: string, id: string): Promise<RecordedDelegation | null> => {
  const row = await db.delegation.findFirst({ where: { id, programId }, include: withPeople });
  return row === null ? null : read(row);
};

export const insertDelegation = async (
  db: Db,
  programId: string,
  { fromId, toId, contextIds, ...delegation }: Delegation & { reason: string },
): Promise<void> => {
  await db.delegation.create({
    data: {
      ...delegation,
      programId,
      fromPersonId: fromId,
      toPersonId: toId,
      everywhere: contextIds === null,
      contextIds: [...(contextIds ?? [])],
    },
  });
};

export const endDelegation = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.delegation.update({ where: { id }, data: { endedAt: at } });
};
