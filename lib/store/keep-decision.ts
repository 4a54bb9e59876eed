import type { Principal } from '@/lib/domain/access/principal';
import type { Confirmation } from '@/lib/domain/access/step-up';
import type { Decision, SignOff, StoredState } from '@/lib/domain/decision/decision';
import { takesLanes } from '@/lib/domain/decision/kinds/move-overlap';
import { lanesOf, type Payload, stagesOf } from '@/lib/domain/decision/payload';
import type { Revision } from '@/lib/domain/decision/revision';
import type { Role } from '@/lib/domain/words';
import type { Db } from './database';
import { json } from './json-column';

// What the acts on a decision write.

export type NewDecision = {
  programId: string;
  decision: Decision;
  /** The version of the policy in force when it was opened. */
  openedPolicy: number;
  validUntil: Date | null;
  dueAt?: Date | null;
  reviewOf?: string | null;
  inWindow?: boolean;
};

const payloadData = (payload: Payload) => ({
  payload: json(payload),
  title: payload.title,
  rationale: payload.rationale,
  rollbackDays: 'rollbackDays' in payload ? payload.rollbackDays : null,
  fromStage: stagesOf(payload)?.from ?? null,
  toStage: stagesOf(payload)?.to ?? null,
  scheduledFor: payload.scheduledFor === null ? null : new Date(payload.scheduledFor),
});

/** Its lanes, kept from others while it waits. */
const saveLanes = async (db: Db, decisionId: string, payload: Payload, waits: boolean): Promise<void> => {
  const live = waits && takesLanes(payload);
  await db.decisionLane.deleteMany({ where: { decisionId } });
  await db.decisionLane.createMany({
    data: lanesOf(payload).map((lane) => ({ decisionId, laneId: lane.laneId, expectedEpoch: lane.epoch, live })),
  });
};

export const insertDecision = async (db: Db, entry: NewDecision): Promise<void> => {
  const { decision, programId } = entry;
  await db.decision.create({
    data: {
      id: decision.id,
      programId,
      contextId: decision.contextId,
      number: decision.number,
      kind: decision.kind,
      state: decision.state === 'draft' ? 'draft' : 'open',
      revision: decision.revision.number,
      ...payloadData(decision.payload),
      inWindow: entry.inWindow ?? false,
      proposedBy: json(decision.proposer),
      proposerPersonId: decision.proposer.personId,
      authorIds: [...decision.authorIds],
      proposedAt: decision.proposedAt,
      expiresAt: decision.expiresAt,
      dueAt: entry.dueAt ?? null,
      reviewOf: entry.reviewOf ?? null,
      validUntil: entry.validUntil,
      openedPolicy: entry.openedPolicy,
    },
  });
  await insertRevision(db, decision.id, decision.revision);
  // What is executed in the same transaction is never live: it may cross a decision that waits on the same lanes.
  await saveLanes(db, decision.id, decision.payload, decision.state === 'open');
};

const insertRevision = async (db: Db, decisionId: string, revision: Revision): Promise<void> => {
  await db.decisionRevision.create({
    data: {
      decisionId,
      revision: revision.number,
      document: json(revision.document),
      evidenceHash: revision.evidenceHash,
      slots: json(revision.document.slots),
      reason: revision.reason,
      begunAt: revision.openedAt,
    },
  });
};

/** A new revision of a draft or an open decision takes the place of the one before. */
export const beginRevision = async (db: Db, revised: Decision, validUntil: Date | null): Promise<void> => {
  await db.decision.update({
    where: { id: revised.id },
    data: {
      revision: revised.revision.number,
      ...payloadData(revised.payload),
      authorIds: [...revised.authorIds],
      expiresAt: revised.expiresAt,
      validUntil,
    },
  });
  await insertRevision(db, revised.id, revised.revision);
  await saveLanes(db, revised.id, revised.payload, revised.state === 'open');
};

/** A draft becomes a decision: open from now on, under the policy in force now. */
export const openDraft = async (
  db: Db,
  opened: Decision,
  more: { openedPolicy: number; validUntil: Date | null },
): Promise<void> => {
  const { proposedAt } = opened;
  await db.decision.update({
    where: { id: opened.id },
    data: { state: 'open', proposedAt, openedPolicy: more.openedPolicy },
  });
  await beginRevision(db, opened, more.validUntil);
};

export const saveValidUntil = async (db: Db, decisionId: string, validUntil: Date | null): Promise<void> => {
  await db.decision.update({ where: { id: decisionId }, data: { validUntil } });
};

export const insertSignOff = async (
  db: Db,
  signOff: SignOff,
  told: { meaning: string } & Confirmation,
): Promise<void> => {
  const { assertion, ...rest } = told;
  await db.signOff.create({
    data: {
      ...signOff,
      comment: signOff.comment === '' ? null : signOff.comment,
      ...rest,
      ...(assertion === null ? {} : { assertion: json(assertion) }),
    },
  });
};

export const revokeSignOff = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.signOff.update({ where: { id }, data: { revokedAt: at } });
};

/** Ends a decision without effect; its lanes are free again. */
export const closeDecision = async (
  db: Db,
  id: string,
  end: { state: Exclude<StoredState, 'draft' | 'open' | 'executed'>; at: Date; reason: string },
): Promise<void> => {
  await db.decision.update({ where: { id }, data: { state: end.state, closedAt: end.at, closedReason: end.reason } });
  await db.decisionLane.updateMany({ where: { decisionId: id }, data: { live: false } });
};

export type Execution = {
  at: Date;
  commitAllowanceMs: number;
  by: Principal;
  effectiveFrom: Date;
  preflightId: string | null;
  counted: { signOffId: string; personId: string; role: Role }[];
};

/** Marks a decision executed, with what it stood on; the database checks at commit that it was enough. */
export const markExecuted = async (db: Db, decision: Decision, execution: Execution): Promise<void> => {
  for (const { signOffId, personId, role } of execution.counted) {
    await db.countedSignOff.create({
      data: { signOffId, personId, role, decisionId: decision.id, revision: decision.revision.number },
    });
  }
  await db.decisionLane.updateMany({ where: { decisionId: decision.id }, data: { live: false } });
  await db.decision.update({
    where: { id: decision.id },
    data: {
      state: 'executed',
      closedAt: execution.at,
      executedBy: json(execution.by),
      executorPersonId: execution.by.personId,
      effectiveFrom: execution.effectiveFrom,
      commitAllowanceMs: execution.commitAllowanceMs,
      preflightId: execution.preflightId,
    },
  });
};
