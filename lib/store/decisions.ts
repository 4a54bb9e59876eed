import type { Principal } from '@/lib/domain/access/principal';
import type { Decision, RoleHolders, SignOff, StoredState } from '@/lib/domain/decision/decision';
import { lanesOf, type Payload } from '@/lib/domain/decision/payload';
import type { Revision, RevisionDocument } from '@/lib/domain/decision/revision';
import { decisionKinds, type Role, roles, verdicts } from '@/lib/domain/words';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

const storedStates = ['open', 'executed', 'rejected', 'withdrawn', 'expired', 'superseded'] as const;

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

const whole = {
  program: { select: { slug: true } },
  context: { select: { slug: true, name: true } },
  revisions: { orderBy: { revision: 'asc' } },
  signOffs: { orderBy: { signedAt: 'asc' } },
  counted: { select: { signOffId: true, role: true } },
  reviewed: { select: { id: true, number: true } },
  review: { select: { id: true, number: true, state: true, dueAt: true } },
  windows: { select: { closesAt: true } },
} satisfies Prisma.DecisionInclude;

type Loaded = Prisma.DecisionGetPayload<{ include: typeof whole }>;

/** A decision with all its revisions and sign-offs, and what became of it. */
export type RecordedDecision = {
  decision: Decision;
  contextName: string;
  revisions: Revision[];
  signOffs: SignOff[];
  meanings: ReadonlyMap<string, string>;
  countedSignOffIds: ReadonlySet<string>;
  /** Which sign-off filled which slot when it was executed. */
  counted: { signOffId: string; role: Role }[];
  /** Until when the standing evaluations of the last look hold by themselves; null where nothing lapses. */
  validUntil: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
  closedReason: string | null;
  executedBy: Principal | null;
  effectiveFrom: Date | null;
  preflightId: string | null;
  rollbackUntil: Date | null;
  reviewOf: { id: string; number: number } | null;
  review: { id: string; number: number; state: StoredState; dueAt: Date | null } | null;
};

const toRevision = (row: Loaded['revisions'][number]): Revision => ({
  number: row.revision,
  document: row.document as RevisionDocument,
  evidenceHash: row.evidenceHash,
  openedAt: row.begunAt,
  reason: row.reason,
});

const toSignOff = (row: Loaded['signOffs'][number]): SignOff => ({
  id: row.id,
  decisionId: row.decisionId,
  revision: row.revision,
  evidenceHash: row.evidenceHash,
  personId: row.personId,
  personName: row.personName,
  role: wordOf(roles, row.role),
  verdict: wordOf(verdicts, row.verdict),
  comment: row.comment ?? '',
  signedAt: row.signedAt,
  revokedAt: row.revokedAt,
});

const toRecorded = (row: Loaded): RecordedDecision => {
  const revisions = row.revisions.map(toRevision);
  const current = revisions.find((revision) => revision.number === row.revision);
  if (current === undefined) throw new Error(`decision ${row.number} lacks its revision ${row.revision}`);
  const closings = row.windows.map((window) => window.closesAt.getTime());
  return {
    decision: {
      id: row.id,
      number: row.number,
      program: row.program.slug,
      contextId: row.contextId,
      context: row.context.slug,
      kind: wordOf(decisionKinds, row.kind),
      state: wordOf(storedStates, row.state),
      proposer: row.proposedBy as Principal,
      authorIds: row.authorIds,
      proposedAt: row.proposedAt,
      expiresAt: row.expiresAt,
      payload: row.payload as Payload,
      revision: current,
    },
    contextName: row.context.name,
    revisions,
    signOffs: row.signOffs.map(toSignOff),
    meanings: new Map(row.signOffs.map((signOff) => [signOff.id, signOff.meaning])),
    countedSignOffIds: new Set(row.counted.map((counted) => counted.signOffId)),
    counted: row.counted.map(({ signOffId, role }) => ({ signOffId, role: wordOf(roles, role) })),
    validUntil: row.validUntil,
    dueAt: row.dueAt,
    closedAt: row.closedAt,
    closedReason: row.closedReason,
    executedBy: row.executedBy as Principal | null,
    effectiveFrom: row.effectiveFrom,
    preflightId: row.preflightId,
    rollbackUntil: closings.length === 0 ? null : new Date(Math.max(...closings)),
    reviewOf: row.reviewed,
    review: row.review === null ? null : { ...row.review, state: wordOf(storedStates, row.review.state) },
  };
};

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** By id or by number, within one program. */
export const findDecision = async (db: Db, programId: string, idOrNumber: string): Promise<RecordedDecision | null> => {
  const where = uuidForm.test(idOrNumber)
    ? { programId, id: idOrNumber }
    : /^[1-9]\d{0,8}$/.test(idOrNumber)
      ? { programId, number: Number(idOrNumber) }
      : null;
  if (where === null) return null;
  const row = await db.decision.findFirst({ where, include: whole });
  return row === null ? null : toRecorded(row);
};

export type DecisionFilter = {
  contextId?: string;
  kind?: string;
  states?: StoredState[];
  numberBelow?: number;
  limit?: number;
};

/** Newest first. */
export const listDecisions = async (
  db: Db,
  programId: string,
  filter: DecisionFilter = {},
): Promise<RecordedDecision[]> => {
  const rows = await db.decision.findMany({
    where: {
      programId,
      ...(filter.contextId === undefined ? {} : { contextId: filter.contextId }),
      ...(filter.kind === undefined ? {} : { kind: filter.kind }),
      ...(filter.states === undefined ? {} : { state: { in: filter.states } }),
      ...(filter.numberBelow === undefined ? {} : { number: { lt: filter.numberBelow } }),
    },
    include: whole,
    orderBy: { number: 'desc' },
    ...(filter.limit === undefined ? {} : { take: filter.limit }),
  });
  return rows.map(toRecorded);
};

export type NewDecision = {
  programId: string;
  decision: Decision;
  validUntil: Date | null;
  dueAt?: Date | null;
  reviewOf?: string | null;
  inWindow?: boolean;
};

const stagesOf = (payload: Payload) =>
  payload.kind === 'advance' || payload.kind === 'rollback'
    ? { fromStage: payload.from, toStage: payload.to }
    : { fromStage: null, toStage: null };

const payloadData = (payload: Payload) => ({
  payload: json(payload),
  title: payload.title,
  rationale: payload.rationale,
  rollbackDays: payload.kind === 'advance' ? payload.rollbackDays : null,
  ...stagesOf(payload),
});

const saveLanes = async (db: Db, decisionId: string, payload: Payload, live: boolean): Promise<void> => {
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
      state: 'open',
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

/** A new revision of an open decision takes the place of the one before. */
export const beginRevision = async (
  db: Db,
  decision: Decision,
  change: { revision: Revision; payload: Payload; authorIds: readonly string[]; validUntil: Date | null },
): Promise<void> => {
  await db.decision.update({
    where: { id: decision.id },
    data: {
      revision: change.revision.number,
      ...payloadData(change.payload),
      authorIds: [...change.authorIds],
      validUntil: change.validUntil,
    },
  });
  await insertRevision(db, decision.id, change.revision);
  await saveLanes(db, decision.id, change.payload, true);
};

export const saveValidUntil = async (db: Db, decisionId: string, validUntil: Date | null): Promise<void> => {
  await db.decision.update({ where: { id: decisionId }, data: { validUntil } });
};

export const insertSignOff = async (
  db: Db,
  signOff: SignOff,
  told: { meaning: string; method: string },
): Promise<void> => {
  await db.signOff.create({
    data: { ...signOff, comment: signOff.comment === '' ? null : signOff.comment, ...told },
  });
};

export const revokeSignOff = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.signOff.update({ where: { id }, data: { revokedAt: at } });
};

/** Ends a decision without effect; its lanes are free again. */
export const closeDecision = async (
  db: Db,
  id: string,
  end: { state: Exclude<StoredState, 'open' | 'executed'>; at: Date; reason: string },
): Promise<void> => {
  await db.decision.update({ where: { id }, data: { state: end.state, closedAt: end.at, closedReason: end.reason } });
  await db.decisionLane.updateMany({ where: { decisionId: id }, data: { live: false } });
};

export type Execution = {
  at: Date;
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
      preflightId: execution.preflightId,
    },
  });
};

/** Active people of a program and the roles that each holds now. */
export const loadRoleHolders = async (db: Db, programId: string): Promise<RoleHolders> => {
  const members = await db.member.findMany({ where: { programId, person: { disabledAt: null } } });
  const holders = new Map<string, Set<Role>>();
  for (const { personId, role } of members) {
    holders.set(personId, (holders.get(personId) ?? new Set()).add(wordOf(roles, role)));
  }
  return holders;
};

/** Decisions by id, as records name them. */
export const listDecisionRefs = (db: Db, ids: readonly string[]): Promise<{ id: string; number: number }[]> =>
  db.decision.findMany({ where: { id: { in: [...ids] } }, select: { id: true, number: true } });
