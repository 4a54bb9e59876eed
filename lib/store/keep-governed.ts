import type { Decision } from '@/lib/domain/decision/decision';
import type {
  CriteriaActivated,
  DeadlineMoved,
  EquivalenceActivated,
  ExpectedChecksActivated,
  PolicyChanged,
  ReplayAuthorised,
  RiskAccepted,
  WindowExtended,
} from '@/lib/domain/decision/governing-change';
import type { Db } from './database';
import { json } from './json-column';

// What executed decisions change of what governs. Each row names its decision; the database checks that it was executed.

type About = { decision: Pick<Decision, 'id'>; at: Date };
type InContext = About & { contextId: string };
type InProgram = About & { programId: string };

export const keepCriteria = async (db: Db, { contextId, decision, at }: InContext, change: CriteriaActivated) => {
  const { version, digest, document } = change;
  await db.criteriaSetVersion.create({
    data: { contextId, version, digest, document: json(document), inForceFrom: at, decisionId: decision.id },
  });
};

export const keepExpectedChecks = async (db: Db, { contextId }: InContext, { document }: ExpectedChecksActivated) => {
  await db.context.update({ where: { id: contextId }, data: { expectedChecks: json(document) } });
};

export const keepEquivalence = async (db: Db, { contextId, at }: InContext, change: EquivalenceActivated) => {
  const { version, statement, by } = change;
  await db.equivalenceStatement.create({ data: { contextId, version, statement, writtenAt: at, writtenBy: by } });
};

export const keepPolicy = async (db: Db, { programId, decision, at }: InProgram, change: PolicyChanged) => {
  const { version, digest, document } = change;
  await db.policyVersion.create({
    data: { programId, version, digest, document: json(document), inForceFrom: at, decisionId: decision.id },
  });
};

export const keepDeadline = async (db: Db, { programId, decision, at }: InProgram, change: DeadlineMoved) => {
  const { hardDate: before } = await db.program.findUniqueOrThrow({ where: { id: programId } });
  const number = (await db.deadlineMove.count({ where: { programId } })) + 1;
  const { hardDate, reason } = change;
  await db.deadlineMove.create({
    data: { programId, number, before, after: hardDate, reason, decisionId: decision.id, movedAt: at },
  });
  await db.program.update({ where: { id: programId }, data: { hardDate } });
};

export const keepExtension = async (db: Db, { decision, at }: About, change: WindowExtended) => {
  const { laneId, opener, number, closesAt, extendedTo, reason } = change;
  const window = { laneId, openerId: opener.id };
  await db.windowExtension.create({
    data: { ...window, number, closesAt, extendedTo, reason, decisionId: decision.id, extendedAt: at },
  });
  await db.rollbackWindow.update({
    where: { laneId_decisionId: { laneId, decisionId: opener.id } },
    data: { closesAt: extendedTo },
  });
};

export const keepRisk = async (db: Db, { programId, contextId }: InContext & InProgram, { risk }: RiskAccepted) => {
  const { decision, owner, id: _id, ...told } = risk;
  await db.acceptedRisk.create({
    data: { ...told, decisionId: decision.id, programId, contextId, ownerId: owner.personId, ownerName: owner.name },
  });
};

export const keepReplay = async (
  db: Db,
  { programId, contextId, decision, at }: InContext & InProgram,
  change: ReplayAuthorised,
) => {
  const { side, from, to, what, containment, until } = change;
  await db.replayAuthorisation.create({
    data: {
      decisionId: decision.id,
      programId,
      contextId,
      side,
      rangeFrom: from,
      rangeTo: to,
      what,
      containment,
      authorisedAt: at,
      until,
    },
  });
};

/** Authorisations of a context, newest first. */
export const listReplays = (db: Db, contextId: string) =>
  db.replayAuthorisation.findMany({
    where: { contextId },
    include: { decision: { select: { number: true } } },
    orderBy: { authorisedAt: 'desc' },
  });
