import { type RetirementKind, retirementKinds } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

/** An item with the names of the people in it; `owner` is an address, `ownerName` null where nobody here has it. */
export type RetirementLine = {
  id: string;
  programId: string;
  contextId: string | null;
  slug: string;
  kind: RetirementKind;
  title: string;
  owner: string;
  ownerName: string | null;
  /** A calendar day, `YYYY-MM-DD`, in the program's zone. */
  dueOn: string;
  state: 'open' | 'done';
  evidence: string | null;
  doneAt: Date | null;
  doneBy: string | null;
};

type Row = Omit<RetirementLine, 'kind' | 'state'> & { kind: string; state: string };

/** What must go, of some programs, the earliest due first. */
export const listRetirementLines = async (db: Db, programIds: readonly string[]): Promise<RetirementLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT i.id::text, i.program_id::text AS "programId", i.context_id::text AS "contextId", i.slug, i.kind, i.title,
           i.owner, p.name AS "ownerName", i.due_on::text AS "dueOn", i.state, i.evidence, i.done_at AS "doneAt",
           COALESCE(d.name, k.name) AS "doneBy"
      FROM retirement_item i LEFT JOIN person p ON p.email = lower(i.owner)
      LEFT JOIN person d ON d.id = i.done_by LEFT JOIN api_key k ON k.id = i.done_by
     WHERE i.program_id = ANY(${[...programIds]}::uuid[]) ORDER BY i.due_on, i.slug`;
  return rows.map((row) => ({
    ...row,
    kind: wordOf(retirementKinds, row.kind),
    state: wordOf(['open', 'done'] as const, row.state),
  }));
};
