import type { Db } from '@/lib/store/database';
import type { StoredEntry } from '@/lib/store/ledger';
import { Prisma } from '@/prisma/generated/client';

/** What the ledger's page is narrowed by; ids of the actor and the context. */
type EntryFilter = { type: string | null; actorId: string | null; contextId: string | null };

type EntryFacet = { facet: 'all' | 'type' | 'actor' | 'context'; value: string; count: number };

const isType = ({ type }: EntryFilter) => (type === null ? Prisma.sql`true` : Prisma.sql`type = ${type}`);
const isActor = ({ actorId }: EntryFilter) => (actorId === null ? Prisma.sql`true` : Prisma.sql`actor_id = ${actorId}`);
const isContext = ({ contextId }: EntryFilter) =>
  contextId === null ? Prisma.sql`true` : Prisma.sql`context = ${contextId}`;

/** How many entries each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countEntryFacets = (db: Db, ledgerId: string, filter: EntryFilter): Promise<EntryFacet[]> =>
  db.$queryRaw<EntryFacet[]>`
    WITH entry AS (SELECT type, actor_id, context FROM ledger_entry WHERE ledger_id = ${ledgerId}::uuid)
    SELECT 'all' AS facet, '' AS value, count(*)::int AS count FROM entry
     WHERE ${isType(filter)} AND ${isActor(filter)} AND ${isContext(filter)}
    UNION ALL
    SELECT 'type', type, count(*)::int FROM entry WHERE ${isActor(filter)} AND ${isContext(filter)} GROUP BY type
    UNION ALL
    SELECT 'actor', actor_id, count(*)::int FROM entry WHERE ${isType(filter)} AND ${isContext(filter)} GROUP BY actor_id
    UNION ALL
    SELECT 'context', context, count(*)::int FROM entry
     WHERE context IS NOT NULL AND ${isType(filter)} AND ${isActor(filter)} GROUP BY context`;

/** Entries below an index newest first, or above one oldest first. */
export const listEntryPage = (
  db: Db,
  ledgerId: string,
  filter: EntryFilter,
  page: { below: number | null; above: number | null; limit: number },
): Promise<StoredEntry[]> =>
  db.ledgerEntry.findMany({
    where: {
      ledgerId,
      ...(filter.type === null ? {} : { type: filter.type }),
      ...(filter.actorId === null ? {} : { actorId: filter.actorId }),
      ...(filter.contextId === null ? {} : { context: filter.contextId }),
      ...(page.above !== null
        ? { index: { gt: page.above } }
        : page.below !== null
          ? { index: { lt: page.below } }
          : {}),
    },
    orderBy: { index: page.above === null ? 'desc' : 'asc' },
    take: page.limit,
    select: { index: true, bytes: true, leaf: true },
  });

/** Names of people and keys by id, as they are called now. */
export const listActorNames = (db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  db.$queryRaw<{ id: string; name: string }[]>`
    SELECT id::text, name FROM person WHERE id::text = ANY(${[...ids]})
    UNION ALL
    SELECT id::text, name FROM api_key WHERE id::text = ANY(${[...ids]})`;
