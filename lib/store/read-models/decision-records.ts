import type { Principal } from '@/lib/domain/access/principal';
import type { Decision, SignOff } from '@/lib/domain/decision/decision';
import type { Db } from '@/lib/store/database';
import { toDecision, toRevision, toSignOff } from '@/lib/store/decision-rows';
import { Prisma } from '@/prisma/generated/client';

// Decisions with their current revision and all sign-offs, of one program or several, in one statement.

export type ListedDecision = {
  programId: string;
  decision: Decision;
  signOffs: SignOff[];
  validUntil: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
  closedReason: string | null;
  executedBy: Principal | null;
  effectiveFrom: Date | null;
  /** The version of the policy that it was opened under; null for what was opened before that was kept. */
  openedPolicy: number | null;
  /** The sign-offs that filled its slots when it was executed. */
  counted: ReadonlySet<string>;
};

type SignOffJson = Parameters<typeof toSignOff>[0] & { counted: boolean };

type Row = {
  programId: string;
  program: string;
  id: string;
  number: number;
  contextId: string | null;
  context: string | null;
  kind: string;
  state: string;
  proposedBy: unknown;
  authorIds: string[];
  proposedAt: Date;
  expiresAt: Date | null;
  payload: unknown;
  revision: number;
  document: unknown;
  evidenceHash: string;
  begunAt: Date;
  reason: string | null;
  validUntil: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
  closedReason: string | null;
  executedBy: unknown;
  effectiveFrom: Date | null;
  openedPolicy: number | null;
  signOffs: SignOffJson[];
};

const toListed = (row: Row): ListedDecision => ({
  programId: row.programId,
  decision: toDecision(row, { program: row.program, context: row.context }, toRevision(row)),
  signOffs: row.signOffs.map(toSignOff),
  counted: new Set(row.signOffs.filter(({ counted }) => counted).map(({ id }) => id)),
  validUntil: row.validUntil,
  dueAt: row.dueAt,
  closedAt: row.closedAt,
  closedReason: row.closedReason,
  executedBy: row.executedBy as Principal | null,
  effectiveFrom: row.effectiveFrom,
  openedPolicy: row.openedPolicy,
});

const select = Prisma.sql`
  SELECT d.program_id::text AS "programId", p.slug AS program, d.id::text, d.number, d.context_id::text AS "contextId",
         c.slug AS context, d.kind, d.state, d.proposed_by AS "proposedBy", d.author_ids AS "authorIds",
         d.proposed_at AS "proposedAt", d.expires_at AS "expiresAt", d.payload, d.revision, v.document,
         v.evidence_hash AS "evidenceHash", v.begun_at AS "begunAt", v.reason, d.valid_until AS "validUntil",
         d.due_at AS "dueAt", d.closed_at AS "closedAt", d.closed_reason AS "closedReason", d.executed_by AS "executedBy",
         d.effective_from AS "effectiveFrom", d.opened_policy AS "openedPolicy",
         COALESCE((SELECT json_agg(json_build_object('id', s.id, 'decisionId', s.decision_id, 'revision', s.revision,
             'evidenceHash', s.evidence_hash, 'personId', s.person_id, 'personName', s.person_name, 'onBehalfOf', s.on_behalf_of, 'onBehalfOfName', s.on_behalf_of_name, 'role', s.role,
             'verdict', s.verdict, 'comment', s.comment, 'signedAt', s.signed_at, 'revokedAt', s.revoked_at,
             'counted', k.sign_off_id IS NOT NULL) ORDER BY s.signed_at)
           FROM sign_off s LEFT JOIN counted_sign_off k ON k.sign_off_id = s.id WHERE s.decision_id = d.id), '[]')
           AS "signOffs"
    FROM decision d JOIN program p ON p.id = d.program_id LEFT JOIN context c ON c.id = d.context_id
    JOIN decision_revision v ON v.decision_id = d.id AND v.revision = d.revision`;

/** Decisions of some programs that nobody has ended, oldest first; some of them may have expired meanwhile. */
export const listOpenDecisions = async (db: Db, programIds: readonly string[]): Promise<ListedDecision[]> => {
  const rows = await db.$queryRaw<Row[]>`${select}
    WHERE d.program_id = ANY(${[...programIds]}::uuid[]) AND d.state = 'open' ORDER BY d.program_id, d.number`;
  return rows.map(toListed);
};

/** What people of some programs are still writing. */
export const listDrafts = async (db: Db, programIds: readonly string[]): Promise<ListedDecision[]> => {
  const rows = await db.$queryRaw<Row[]>`${select}
    WHERE d.program_id = ANY(${[...programIds]}::uuid[]) AND d.state = 'draft' ORDER BY d.program_id, d.number`;
  return rows.map(toListed);
};

type DecisionPageFilter = { states: readonly string[] | null; contextId: string | null; kind: string | null };

const filters = {
  state: ({ states }: DecisionPageFilter) =>
    states === null ? Prisma.sql`true` : Prisma.sql`d.state = ANY(${[...states]})`,
  context: ({ contextId }: DecisionPageFilter) =>
    contextId === null ? Prisma.sql`true` : Prisma.sql`d.context_id = ${contextId}::uuid`,
  kind: ({ kind }: DecisionPageFilter) => (kind === null ? Prisma.sql`true` : Prisma.sql`d.kind = ${kind}`),
};

const where = (filter: DecisionPageFilter, ignored?: keyof typeof filters): Prisma.Sql =>
  Prisma.join(
    [filters.state, filters.context, filters.kind]
      .filter((each) => ignored === undefined || each !== filters[ignored])
      .map((each) => each(filter)),
    ' AND ',
  );

/** Decisions below a number newest first, or above one oldest first. */
export const listDecisionPage = async (
  db: Db,
  programId: string,
  filter: DecisionPageFilter,
  page: { below: number | null; above: number | null; limit: number },
): Promise<ListedDecision[]> => {
  const place =
    page.above !== null
      ? Prisma.sql`d.number > ${page.above}`
      : page.below !== null
        ? Prisma.sql`d.number < ${page.below}`
        : Prisma.sql`true`;
  const order = page.above === null ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await db.$queryRaw<Row[]>`${select}
    WHERE d.program_id = ${programId}::uuid AND ${where(filter)} AND ${place} ORDER BY d.number ${order} LIMIT ${page.limit}`;
  return rows.map(toListed);
};

type DecisionFacet = { facet: 'all' | 'state' | 'context' | 'kind'; value: string; count: number };

/** How many decisions each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countDecisionFacets = (
  db: Db,
  programId: string,
  filter: DecisionPageFilter,
): Promise<DecisionFacet[]> => {
  const of = Prisma.sql`FROM decision d WHERE d.program_id = ${programId}::uuid`;
  return db.$queryRaw<DecisionFacet[]>`
    SELECT 'all' AS facet, '' AS value, count(*)::int AS count ${of} AND ${where(filter)}
    UNION ALL SELECT 'state', d.state, count(*)::int ${of} AND ${where(filter, 'state')} GROUP BY 2
    UNION ALL SELECT 'context', d.context_id::text, count(*)::int ${of} AND ${where(filter, 'context')} GROUP BY 2
    UNION ALL SELECT 'kind', d.kind, count(*)::int ${of} AND ${where(filter, 'kind')} GROUP BY 2`;
};
