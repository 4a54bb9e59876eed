import type { Db } from '@/lib/store/database';

/** A versioned document as stored; whoever reads it parses it. */
export type StoredDocument = { ownerId: string; version: number; document: unknown; inForceFrom: Date };

/** The criteria sets in force, by context id. */
export const listCriteriaDocuments = (db: Db, contextIds: readonly string[]): Promise<StoredDocument[]> =>
  db.$queryRaw<StoredDocument[]>`
    SELECT DISTINCT ON (context_id) context_id::text AS "ownerId", version, document, in_force_from AS "inForceFrom"
      FROM criteria_set_version WHERE context_id = ANY(${[...contextIds]}::uuid[]) ORDER BY context_id, version DESC`;

/** The sign-off policies in force, by program id. */
export const listPolicyDocuments = (db: Db, programIds: readonly string[]): Promise<StoredDocument[]> =>
  db.$queryRaw<StoredDocument[]>`
    SELECT DISTINCT ON (program_id) program_id::text AS "ownerId", version, document, in_force_from AS "inForceFrom"
      FROM policy_version WHERE program_id = ANY(${[...programIds]}::uuid[]) ORDER BY program_id, version DESC`;

/** Some versions of the policies of some programs, in force or not any more. */
export const listPolicyDocumentsOf = (
  db: Db,
  programIds: readonly string[],
  versions: readonly number[],
): Promise<StoredDocument[]> =>
  db.$queryRaw<StoredDocument[]>`
    SELECT program_id::text AS "ownerId", version, document, in_force_from AS "inForceFrom" FROM policy_version
     WHERE program_id = ANY(${[...programIds]}::uuid[]) AND version = ANY(${[...versions]}::int[])`;
