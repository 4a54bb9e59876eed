import { type Workload, workloads } from '@/lib/domain/words';
import type { Db } from './database';
import { wordOf } from './words';

/** The workloads that a context declares, in the manifest's order. */
export const listWorkloads = async (db: Db, contextId: string): Promise<Workload[]> => {
  const rows = await db.contextWorkload.findMany({ where: { contextId }, orderBy: { position: 'asc' } });
  return rows.map((row) => wordOf(workloads, row.workload));
};

/** What the context's runs must cover, as the manifest declared it. */
export const loadExpectedChecks = async (db: Db, contextId: string): Promise<unknown> =>
  (await db.context.findUniqueOrThrow({ where: { id: contextId }, select: { expectedChecks: true } })).expectedChecks;

/** What counts as the same here, as written last. */
export const loadEquivalence = (db: Db, contextId: string) =>
  db.equivalenceStatement.findFirst({ where: { contextId }, orderBy: { version: 'desc' } });

/** Cohorts and subscribers of the drawing on record, each in its order. */
export const listAudiences = (db: Db, contextId: string) =>
  db.audience.findMany({ where: { contextId, drawnUntil: null }, orderBy: [{ kind: 'asc' }, { position: 'asc' }] });
