import type { Db } from '@/lib/store/database';

/** The latest word on one attestation criterion, or on one condition of a coverage criterion. */
export type AttestationLine = {
  id: string;
  contextId: string;
  criterionKey: string;
  condition: string | null;
  role: string;
  statement: string;
  evidence: string;
  by: string;
  attestedAt: Date;
};

/** Of some contexts, the latest attestation of each criterion and condition. */
export const listLatestAttestations = (db: Db, contextIds: readonly string[]): Promise<AttestationLine[]> =>
  db.$queryRaw<AttestationLine[]>`
    SELECT DISTINCT ON (a.context_id, a.criterion_key, a.condition) a.id::text, a.context_id::text AS "contextId",
           a.criterion_key AS "criterionKey", a.condition, a.role, a.statement, a.evidence, p.name AS by,
           a.attested_at AS "attestedAt"
      FROM attestation a JOIN person p ON p.id = a.person_id
     WHERE a.context_id = ANY(${[...contextIds]}::uuid[])
     ORDER BY a.context_id, a.criterion_key, a.condition, a.attested_at DESC`;
