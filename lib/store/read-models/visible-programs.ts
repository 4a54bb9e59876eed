import { type Role, roles } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

/** A program that a person may look at, with the roles held in it. */
export type VisibleProgram = {
  id: string;
  slug: string;
  name: string;
  hardDate: Date | null;
  zone: string;
  createdAt: Date;
  contexts: number;
  openDecisions: number;
  openPatterns: number;
  ledger: { size: number; lastAt: Date };
  roles: Role[];
};

type Row = Omit<VisibleProgram, 'roles' | 'ledger'> & { roles: string[]; size: number; lastAt: Date };

/** By name: those in which the person holds a role, or all of them. */
export const listVisiblePrograms = async (
  db: Db,
  who: { personId: string; all: boolean },
): Promise<VisibleProgram[]> => {
  const seen = who.all ? Prisma.sql`true` : Prisma.sql`cardinality(held.roles) > 0`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT p.id::text, p.slug, p.name, p.hard_date AS "hardDate", p.zone, p.created_at AS "createdAt", held.roles,
           (SELECT count(*)::int FROM context c WHERE c.program_id = p.id) AS contexts,
           (SELECT count(*)::int FROM decision d WHERE d.program_id = p.id AND d.state = 'open') AS "openDecisions",
           (SELECT count(DISTINCT COALESCE(t.merged_into, t.id))::int FROM pattern t
             WHERE t.program_id = p.id AND t.state = 'open') AS "openPatterns",
           l.size, l.last_at AS "lastAt"
      FROM program p JOIN ledger l ON l.program_id = p.id
      CROSS JOIN LATERAL (SELECT ARRAY(SELECT m.role FROM member m
                           WHERE m.program_id = p.id AND m.person_id = ${who.personId}::uuid) AS roles) AS held
     WHERE ${seen} ORDER BY p.name`;
  return rows.map(({ size, lastAt, ...row }) => {
    const held = row.roles.map((role) => wordOf(roles, role));
    return { ...row, ledger: { size, lastAt }, roles: roles.filter((role) => held.includes(role)) };
  });
};

/** What has been recorded so far about some programs and the installation: the heads of their ledgers. */
export const listLedgerHeads = (db: Db, programIds: readonly string[]): Promise<{ id: string; head: string }[]> =>
  db.$queryRaw<{ id: string; head: string }[]>`
    SELECT id::text, head FROM ledger WHERE program_id IS NULL OR program_id = ANY(${[...programIds]}::uuid[]) ORDER BY id`;
