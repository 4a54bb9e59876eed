import { z } from 'zod';
import { type StoredState, storedStates } from '@/lib/domain/decision/decision';
import { type DecisionKind, decisionKinds } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

/** A decision in a few words: who proposed, executed and signed it, and what became of it. */
export type DecisionLine = {
  id: string;
  number: number;
  contextId: string;
  kind: DecisionKind;
  state: StoredState;
  title: string;
  rationale: string;
  proposedBy: string;
  executedBy: string | null;
  signers: string[];
  proposedAt: Date;
  expiresAt: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
  /** When the review of this rollback was signed off; null where there is none, or it stands out. */
  reviewedAt: Date | null;
};

type Row = Omit<DecisionLine, 'kind' | 'state' | 'proposedBy' | 'executedBy' | 'signers'> & {
  kind: string;
  state: string;
  proposedBy: unknown;
  executedBy: unknown;
  signers: string[];
};

const named = z.object({ name: z.string() });

/** The decisions of a program, oldest first, or only those of one context. */
export const listDecisionLines = async (db: Db, programId: string, contextId?: string): Promise<DecisionLine[]> => {
  const inContext = contextId === undefined ? Prisma.sql`true` : Prisma.sql`d.context_id = ${contextId}::uuid`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.id::text, d.number, d.context_id::text AS "contextId", d.kind, d.state, d.title, d.rationale,
           d.proposed_by AS "proposedBy", d.executed_by AS "executedBy", d.proposed_at AS "proposedAt",
           d.expires_at AS "expiresAt", d.due_at AS "dueAt", d.closed_at AS "closedAt", r.closed_at AS "reviewedAt",
           COALESCE((SELECT array_agg(s.person_name ORDER BY s.signed_at) FROM counted_sign_off c
                       JOIN sign_off s ON s.id = c.sign_off_id WHERE c.decision_id = d.id), '{}') AS signers
      FROM decision d LEFT JOIN decision r ON r.review_of = d.id AND r.state = 'executed'
     WHERE d.program_id = ${programId}::uuid AND ${inContext} ORDER BY d.number`;
  return rows.map((row) => ({
    ...row,
    kind: wordOf(decisionKinds, row.kind),
    state: wordOf(storedStates, row.state),
    proposedBy: named.parse(row.proposedBy).name,
    executedBy: row.executedBy === null ? null : named.parse(row.executedBy).name,
  }));
};
