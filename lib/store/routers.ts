import { v7 as uuid } from 'uuid';
import type { AcknowledgedChange } from '@/lib/domain/router/acknowledge';
import type { Acknowledged } from '@/lib/domain/router/drift';
import type { Router } from '@/prisma/generated/client';
import type { Db } from './database';

export type RouterRow = Router;

export type RouterDefinition = { slug: string; name: string; contexts: string[]; staleAfterSeconds: number };

/** The routers of a program become exactly these; one that is left out keeps what it said and is watched no more. */
export const replaceRouters = async (
  db: Db,
  programId: string,
  routers: RouterDefinition[],
  at: Date,
): Promise<void> => {
  const known = new Map((await db.router.findMany({ where: { programId } })).map((row) => [row.slug, row]));
  for (const router of routers) {
    const row = known.get(router.slug);
    known.delete(router.slug);
    if (row === undefined) await db.router.create({ data: { id: uuid(), programId, ...router, declaredAt: at } });
    else if (row.removedAt !== null)
      await db.router.update({ where: { id: row.id }, data: { ...router, removedAt: null, declaredAt: at } });
    else await db.router.update({ where: { id: row.id }, data: router });
  }
  for (const { id, removedAt } of known.values()) {
    if (removedAt === null) await db.router.update({ where: { id }, data: { removedAt: at } });
  }
};

/** A declared router by its slug; null for one that the manifest does not name (any more). */
export const findRouter = (db: Db, programId: string, slug: string): Promise<RouterRow | null> =>
  db.router.findFirst({ where: { programId, slug, removedAt: null } });

/** Declared routers, by slug. */
export const listRouters = (db: Db, programId: string): Promise<RouterRow[]> =>
  db.router.findMany({ where: { programId, removedAt: null }, orderBy: { slug: 'asc' } });

export type AcknowledgementRow = Acknowledged & {
  routerId: string;
  place: string;
  appliedAt: Date | null;
  seenAt: Date;
};

export const listAcknowledgements = (db: Db, routerIds: readonly string[]): Promise<AcknowledgementRow[]> =>
  db.routerAcknowledgement.findMany({ where: { routerId: { in: [...routerIds] } } });

/** What a router says that is new to the record. */
export const saveAcknowledgements = async (
  db: Db,
  routerId: string,
  changes: readonly AcknowledgedChange[],
  at: Date,
): Promise<void> => {
  for (const { place, ...said } of changes) {
    const data = { ...said, acknowledgedAt: at, seenAt: at };
    await db.routerAcknowledgement.upsert({
      where: { routerId_place: { routerId, place } },
      create: { routerId, place, ...data },
      update: data,
    });
  }
};

/** That it was heard from, and of which lanes; never moves back. */
export const touchRouter = async (
  db: Db,
  routerId: string,
  at: Date,
  more: { places?: readonly string[]; observedUntil?: Date } = {},
): Promise<void> => {
  const { places = [], observedUntil } = more;
  await db.$executeRaw`
    UPDATE router SET last_seen_at = GREATEST(last_seen_at, ${at}::timestamptz),
      observed_until = GREATEST(observed_until, ${observedUntil ?? null}::timestamptz) WHERE id = ${routerId}::uuid`;
  if (places.length > 0) {
    await db.routerAcknowledgement.updateMany({
      where: { routerId, place: { in: [...places] }, seenAt: { lt: at } },
      data: { seenAt: at },
    });
  }
};
