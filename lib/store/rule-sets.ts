import type { Principal } from '@/lib/domain/access/principal';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { RuleSetVersion } from '@/prisma/generated/client';
import type { Db } from './database';
import { json } from './json-column';

export type RuleSetRow = RuleSetVersion;

export const listRuleSets = (db: Db, contextId: string): Promise<RuleSetRow[]> =>
  db.ruleSetVersion.findMany({ where: { contextId }, orderBy: { version: 'desc' } });

export const findRuleSet = (db: Db, contextId: string, version: number): Promise<RuleSetRow | null> =>
  db.ruleSetVersion.findUnique({ where: { contextId_version: { contextId, version } } });

/** The version that was in force at an instant, by which a run whose window ends then is judged. */
export const findRulesInForceAt = (db: Db, contextId: string, at: Date): Promise<RuleSetRow | null> =>
  db.ruleSetVersion.findFirst({
    where: {
      contextId,
      inForceFrom: { lte: at },
      OR: [{ inForceUntil: null }, { inForceUntil: { gt: at } }],
    },
    orderBy: { version: 'desc' },
  });

/** A new draft; returns its version. */
export const draftRules = async (
  db: Db,
  contextId: string,
  draft: { document: unknown; author: Principal; at: Date },
): Promise<{ version: number; digest: string }> => {
  const last = await db.ruleSetVersion.findFirst({ where: { contextId }, orderBy: { version: 'desc' } });
  const version = (last?.version ?? 0) + 1;
  const digest = documentDigest(draft.document);
  await db.ruleSetVersion.create({
    data: {
      contextId,
      version,
      document: json(draft.document),
      digest,
      state: 'draft',
      draftedBy: draft.author.name,
      drafterId: draft.author.personId,
      drafterIssuerId: draft.author.issuerId ?? null,
      draftedAt: draft.at,
    },
  });
  return { version, digest };
};

/** Puts a version in force from `at`; the one before ends there. */
export const activateRules = async (
  db: Db,
  contextId: string,
  activation: { version: number; decisionId: string; at: Date },
): Promise<void> => {
  await db.ruleSetVersion.updateMany({
    where: { contextId, state: 'in_force' },
    data: { state: 'superseded', inForceUntil: activation.at },
  });
  await db.ruleSetVersion.update({
    where: { contextId_version: { contextId, version: activation.version } },
    data: { state: 'in_force', inForceFrom: activation.at, decisionId: activation.decisionId },
  });
};
