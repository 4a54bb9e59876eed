import { v7 as uuid } from 'uuid';
import { type Drift, type DriftKind, driftKinds } from '@/lib/domain/router/drift';
import type { Drift as Row } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

/** A drift on record that has not ended. */
export type StandingDrift = Drift & { id: string; routerId: string; foundAt: Date };

const toStanding = ({ clearedAt: _, kind, ...row }: Row): StandingDrift => ({
  ...row,
  kind: wordOf<DriftKind>(driftKinds, kind),
});

/** What stands against these routers, the oldest first. */
export const listStandingDrift = async (db: Db, routerIds: readonly string[]): Promise<StandingDrift[]> => {
  const rows = await db.drift.findMany({
    where: { routerId: { in: [...routerIds] }, clearedAt: null },
    orderBy: [{ foundAt: 'asc' }, { place: 'asc' }],
  });
  return rows.map(toStanding);
};

/** What stands against routers that the manifest has left out since. */
export const listOrphanedDrift = async (db: Db, programId: string): Promise<(StandingDrift & { router: string })[]> => {
  const rows = await db.drift.findMany({
    where: { clearedAt: null, router: { programId, removedAt: { not: null } } },
    include: { router: { select: { slug: true } } },
  });
  return rows.map(({ router, ...row }) => ({ ...toStanding(row), router: router.slug }));
};

/** Returns the new drift's id. */
export const beginDrift = async (db: Db, routerId: string, drift: Drift, foundAt: Date): Promise<string> => {
  const id = uuid();
  await db.drift.create({ data: { id, routerId, ...drift, foundAt } });
  return id;
};

export const endDrift = async (db: Db, id: string, clearedAt: Date): Promise<void> => {
  await db.drift.update({ where: { id }, data: { clearedAt } });
};
