import type { Db } from '@/lib/store/database';

/** One entry of a program's ledger by what it is and what it is about; its data stays in the ledger. */
export type ChangeLine = {
  index: number;
  type: string;
  at: Date;
  subject: { kind: string; id: string } | null;
  context: string | null;
};

/** Entries with an index greater than `after`, oldest first. */
export const listChangeLines = (db: Db, programId: string, after: number, limit: number): Promise<ChangeLine[]> =>
  db.$queryRaw<ChangeLine[]>`
    SELECT e.index, e.type, e.at, convert_from(e.bytes, 'UTF8')::jsonb->'subject' AS subject, c.slug AS context
      FROM ledger_entry e JOIN ledger l ON l.id = e.ledger_id LEFT JOIN context c ON c.id::text = e.context
     WHERE l.program_id = ${programId}::uuid AND e.index > ${after} ORDER BY e.index LIMIT ${limit}`;
