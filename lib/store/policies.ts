import type { Db } from './database';

/** The sign-off policy in force, as stored; a program has one from its first moment. */
export const loadPolicy = (db: Db, programId: string) =>
  db.policyVersion.findFirstOrThrow({ where: { programId }, orderBy: { version: 'desc' } });

/** The criteria set in force, as stored. */
export const loadCriteriaSet = (db: Db, contextId: string) =>
  db.criteriaSetVersion.findFirstOrThrow({ where: { contextId }, orderBy: { version: 'desc' } });
