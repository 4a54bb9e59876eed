import type { KeptAssertion } from '@/lib/domain/access/passkey';
import type { Principal } from '@/lib/domain/access/principal';
import { type Confirmation, stepUpMethods } from '@/lib/domain/access/step-up';
import { type Decision, type SignOff, type StoredState, storedStates } from '@/lib/domain/decision/decision';
import type { Revision } from '@/lib/domain/decision/revision';
import { type Role, roles } from '@/lib/domain/words';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { toDecision, toRevision, toSignOff } from './decision-rows';
import { wordOf } from './words';

const whole = {
  program: { select: { slug: true } },
  context: { select: { slug: true, name: true } },
  revisions: { orderBy: { revision: 'asc' } },
  signOffs: { orderBy: { signedAt: 'asc' } },
  counted: { select: { signOffId: true, role: true } },
  reviewed: { select: { id: true, number: true } },
  review: { select: { id: true, number: true, state: true, dueAt: true } },
  windows: { select: { closesAt: true } },
  reviewMarks: { where: { kind: 'acknowledged' }, select: { at: true } },
} satisfies Prisma.DecisionInclude;

type Loaded = Prisma.DecisionGetPayload<{ include: typeof whole }>;

/** A decision with all its revisions and sign-offs, and what became of it. */
export type RecordedDecision = {
  decision: Decision;
  contextName: string | null;
  revisions: Revision[];
  signOffs: SignOff[];
  meanings: ReadonlyMap<string, string>;
  /** How each signer proved who they are, by sign-off. */
  confirmations: ReadonlyMap<string, Confirmation>;
  countedSignOffIds: ReadonlySet<string>;
  /** Which sign-off filled which slot when it was executed. */
  counted: { signOffId: string; role: Role }[];
  /** Until when the standing evaluations of the last look hold by themselves; null where nothing lapses. */
  validUntil: Date | null;
  /** The version of the policy that it was opened under; null for what was opened before that was kept. */
  openedPolicy: number | null;
  dueAt: Date | null;
  closedAt: Date | null;
  closedReason: string | null;
  executedBy: Principal | null;
  effectiveFrom: Date | null;
  preflightId: string | null;
  rollbackUntil: Date | null;
  reviewOf: { id: string; number: number } | null;
  /** When somebody took the review of an emergency on. */
  acknowledgedAt: Date | null;
  review: { id: string; number: number; state: StoredState; dueAt: Date | null } | null;
};

const toRecorded = (row: Loaded): RecordedDecision => {
  const revisions = row.revisions.map(toRevision);
  const current = revisions.find((revision) => revision.number === row.revision);
  if (current === undefined) throw new Error(`decision ${row.number} lacks its revision ${row.revision}`);
  const closings = row.windows.map((window) => window.closesAt.getTime());
  return {
    decision: toDecision(row, { program: row.program.slug, context: row.context?.slug ?? null }, current),
    contextName: row.context?.name ?? null,
    revisions,
    signOffs: row.signOffs.map(toSignOff),
    meanings: new Map(row.signOffs.map((signOff) => [signOff.id, signOff.meaning])),
    confirmations: new Map(
      row.signOffs.map(({ id, method, assertion }) => [
        id,
        { method: wordOf(stepUpMethods, method), assertion: assertion as KeptAssertion | null },
      ]),
    ),
    countedSignOffIds: new Set(row.counted.map((counted) => counted.signOffId)),
    counted: row.counted.map(({ signOffId, role }) => ({ signOffId, role: wordOf(roles, role) })),
    validUntil: row.validUntil,
    openedPolicy: row.openedPolicy,
    dueAt: row.dueAt,
    closedAt: row.closedAt,
    closedReason: row.closedReason,
    executedBy: row.executedBy as Principal | null,
    effectiveFrom: row.effectiveFrom,
    preflightId: row.preflightId,
    rollbackUntil: closings.length === 0 ? null : new Date(Math.max(...closings)),
    reviewOf: row.reviewed,
    acknowledgedAt: row.reviewMarks[0]?.at ?? null,
    review: row.review === null ? null : { ...row.review, state: wordOf(storedStates, row.review.state) },
  };
};

/** How a sign-off of this decision was confirmed. */
export const confirmationOf = ({ confirmations }: RecordedDecision, signOffId: string): Confirmation => {
  const confirmation = confirmations.get(signOffId);
  if (confirmation === undefined) throw new Error('the sign-off belongs to another decision');
  return confirmation;
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
  /** Null: decisions about the program. */
  contextId?: string | null;
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

/** Open decisions whose date has come at `at`, the earliest first: by program, with their numbers. */
export const listDueByDate = async (db: Db, at: Date): Promise<{ program: string; id: string }[]> => {
  const rows = await db.decision.findMany({
    where: { state: 'open', scheduledFor: { lte: at } },
    select: { id: true, program: { select: { slug: true } } },
    orderBy: [{ scheduledFor: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, program }) => ({ program: program.slug, id }));
};

/** Decisions by id, as records name them. */
export const listDecisionRefs = (db: Db, ids: readonly string[]): Promise<{ id: string; number: number }[]> =>
  db.decision.findMany({ where: { id: { in: [...ids] } }, select: { id: true, number: true } });
