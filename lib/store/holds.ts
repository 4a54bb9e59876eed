import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { FreezeCalendar } from '@/lib/domain/hold/calendar';
import { type Hold, type PlacedHold, stopAt } from '@/lib/domain/hold/hold';
import { holdScopes } from '@/lib/domain/words';
import { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { json } from './json-column';
import { wordOf } from './words';

/** A hold with everything that became of it, and its context by name. */
export type RecordedHold = PlacedHold & {
  contextSlug: string | null;
  liftedBy: { id: string; name: string } | null;
  liftReason: string | null;
};

type Row = Omit<RecordedHold, 'scope' | 'placedBy' | 'liftedBy' | 'guard' | 'calendar'> & {
  scope: string;
  placedById: string | null;
  placerName: string | null;
  lifterId: string | null;
  lifterName: string | null;
  guardId: string | null;
  guardNumber: number | null;
  calendar: unknown;
};

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? 'Somebody' });

const guardOf = (id: string | null, number: number | null): DecisionRef | null =>
  id === null || number === null ? null : { id, number };

const holdOf = ({ placedById, placerName, lifterId, lifterName, guardId, guardNumber, ...row }: Row): RecordedHold => ({
  ...row,
  scope: wordOf(holdScopes, row.scope),
  placedBy: named(placedById, placerName),
  liftedBy: named(lifterId, lifterName),
  guard: guardOf(guardId, guardNumber),
  // Checked by the domain when it was placed, and never changed since.
  calendar: row.calendar as FreezeCalendar | null,
});

const select = async (db: Db, where: Prisma.Sql, limit?: number): Promise<RecordedHold[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT h.id::text, h.scope, h.program_id::text AS "programId", h.context_id::text AS "contextId", h.reason,
           h.placed_by::text AS "placedById", COALESCE(p.name, k.name) AS "placerName", h.placed_at AS "placedAt",
           h.until, h.calendar, h.guard_decision_id::text AS "guardId", d.number AS "guardNumber",
           h.lifted_by::text AS "lifterId", l.name AS "lifterName", h.lifted_at AS "liftedAt",
           h.lift_reason AS "liftReason", c.slug AS "contextSlug"
      FROM hold h LEFT JOIN person p ON p.id = h.placed_by LEFT JOIN api_key k ON k.id = h.placed_by
           LEFT JOIN person l ON l.id = h.lifted_by LEFT JOIN decision d ON d.id = h.guard_decision_id
           LEFT JOIN context c ON c.id = h.context_id
     WHERE ${where} ORDER BY h.id ${limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`}`;
  return rows.map(holdOf);
};

const notOver = (at: Date): Prisma.Sql =>
  Prisma.sql`h.lifted_at IS NULL AND (h.until IS NULL OR h.until > ${at}::timestamptz)`;

const concerning = (programId: string, contextId?: string | null): Prisma.Sql =>
  contextId === undefined
    ? Prisma.sql`(h.program_id IS NULL OR h.program_id = ${programId}::uuid)`
    : Prisma.sql`(h.program_id IS NULL OR (h.program_id = ${programId}::uuid
                  AND (h.context_id IS NULL OR h.context_id = ${contextId}::uuid)))`;

/**
 * What stops moves in a context at an instant, of all scopes, oldest first; freezes only while a window is open. Without a
 * context what stops the whole program. A transaction that then moves towards target does not commit, and is tried again,
 * where a hold on everything was committed since.
 */
export const listStandingHolds = async (
  db: Db,
  place: { programId: string; contextId: string | null; at: Date },
): Promise<Hold[]> => {
  await db.$executeRaw`SELECT look_at_holds()`;
  const holds = await select(db, Prisma.sql`${concerning(place.programId, place.contextId)} AND ${notOver(place.at)}`);
  return holds.flatMap((hold) => stopAt(hold, place.at) ?? []);
};

/** Which holds of a place are asked for: those not over at an instant, or all that ever were; from a cursor on. */
export type HoldsAsked = { notOverAt?: Date; after?: string | null; limit?: number };

const asked = ({ notOverAt, after }: HoldsAsked): Prisma.Sql =>
  Prisma.sql`${notOverAt === undefined ? Prisma.sql`true` : notOver(notOverAt)}
    AND ${after == null ? Prisma.sql`true` : Prisma.sql`h.id > ${after}::uuid`}`;

/** Holds that concern a program, those on everything included; with a context, those that concern it. Oldest first. */
export const listHoldsFor = (
  db: Db,
  place: { programId: string; contextId?: string },
  which: HoldsAsked,
): Promise<RecordedHold[]> =>
  select(db, Prisma.sql`${concerning(place.programId, place.contextId)} AND ${asked(which)}`, which.limit);

/** Holds on everything, oldest first. */
export const listInstallationHolds = (db: Db, which: HoldsAsked): Promise<RecordedHold[]> =>
  select(db, Prisma.sql`h.program_id IS NULL AND ${asked(which)}`, which.limit);

/** Holds that concern any of some programs, those on everything included. Oldest first. */
export const listHoldsOf = (db: Db, programIds: readonly string[], which: HoldsAsked): Promise<RecordedHold[]> =>
  select(
    db,
    Prisma.sql`(h.program_id IS NULL OR h.program_id = ANY(${[...programIds]}::uuid[])) AND ${asked(which)}`,
    which.limit,
  );

/** How many holds that are not over stand on exactly this place. */
export const countHolds = (
  db: Db,
  place: { programId: string | null; contextId: string | null },
  at: Date,
): Promise<number> =>
  db.hold.count({ where: { ...place, liftedAt: null, OR: [{ until: null }, { until: { gt: at } }] } });

/** A hold of a program or one of its contexts; with null, one on everything. */
export const findHold = async (db: Db, programId: string | null, id: string): Promise<RecordedHold | null> => {
  const [hold] = await select(
    db,
    Prisma.sql`h.id = ${id}::uuid AND h.program_id IS NOT DISTINCT FROM ${programId}::uuid`,
  );
  return hold ?? null;
};

/** Keeps a hold as the domain placed it, a person's or a guard's. */
export const insertHold = async (db: Db, hold: PlacedHold): Promise<void> => {
  const { id, scope, programId, contextId, reason, placedBy, guard, placedAt, until, calendar } = hold;
  await db.hold.create({
    data: {
      id,
      scope,
      programId,
      contextId,
      reason,
      placedAt,
      until,
      placedBy: placedBy?.id ?? null,
      guardDecisionId: guard?.id ?? null,
      calendar: calendar === null ? Prisma.DbNull : json(calendar),
    },
  });
};

export const liftHold = async (
  db: Db,
  id: string,
  lift: { liftedBy: string; liftedAt: Date; liftReason: string },
): Promise<void> => {
  await db.hold.update({ where: { id }, data: lift });
};
