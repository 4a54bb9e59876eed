import type { Db } from './database';

/** The sign-off policy in force, as stored; a program has one from its first moment. */
export const loadPolicy = (db: Db, programId: string) =>
  db.policyVersion.findFirstOrThrow({ where: { programId }, orderBy: { version: 'desc' } });

/** A version of the policy, in force or not any more. */
export const loadPolicyVersion = (db: Db, programId: string, version: number) =>
  db.policyVersion.findUniqueOrThrow({ where: { programId_version: { programId, version } } });

/** The policies that were in force at an instant or later, each until the next came; null: still. */
export const listPoliciesSince = async (db: Db, programId: string, since: Date) => {
  const rows = await db.policyVersion.findMany({ where: { programId }, orderBy: { version: 'desc' }, take: 20 });
  return rows
    .map((row, at) => ({ ...row, until: rows[at - 1]?.inForceFrom ?? null }))
    .filter(({ until }) => until === null || until > since);
};

/** Every version of a program's policy, the one in force last. */
export const listPolicyVersions = (db: Db, programId: string) =>
  db.policyVersion.findMany({ where: { programId }, orderBy: { version: 'asc' } });

/** The criteria set in force, as stored. */
export const loadCriteriaSet = (db: Db, contextId: string) =>
  db.criteriaSetVersion.findFirstOrThrow({ where: { contextId }, orderBy: { version: 'desc' } });

/** A version of the criteria set, in force or not any more. */
export const loadCriteriaVersion = (db: Db, contextId: string, version: number) =>
  db.criteriaSetVersion.findUniqueOrThrow({ where: { contextId_version: { contextId, version } } });
