import type { AcceptedRisk } from '@/lib/domain/criteria/accepted-risk';
import { type Criterion, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import type { Source } from '@/lib/domain/events/source';
import { type Transition, transitions } from '@/lib/domain/stage/transition';
import type { Db } from './database';
import { wordOf } from './words';

// What governing decisions are held against, for many contexts or programs at once.

type RiskRow = Awaited<ReturnType<typeof riskRows>>[number];

const riskRows = (db: Db, contextIds: readonly string[]) =>
  db.acceptedRisk.findMany({
    where: { contextId: { in: [...contextIds] } },
    include: { decision: { select: { number: true } } },
    orderBy: [{ acceptedAt: 'asc' }, { decisionId: 'asc' }],
  });

export type ListedRisk = AcceptedRisk & { contextId: string };

type SetRow = Awaited<ReturnType<typeof setRows>>[number];

/** Every criteria set of these contexts, the newest first. */
const setRows = (db: Db, contextIds: readonly string[]) =>
  db.criteriaSetVersion.findMany({ where: { contextId: { in: [...contextIds] } }, orderBy: { version: 'desc' } });

/** What the criterion asked when the risk was accepted. */
const askedThen = ({ contextId, criterion, acceptedAt }: RiskRow, sets: readonly SetRow[]): Criterion[] => {
  const inForce = sets.find((set) => set.contextId === contextId && set.inForceFrom <= acceptedAt);
  const parsed = parseCriteriaSet(inForce?.document);
  if (!parsed.ok) throw new Error(`no criteria set can be read that was in force at ${acceptedAt.toISOString()}`);
  return transitions.flatMap((move) => parsed.value.transitions[move] ?? []).filter(({ key }) => key === criterion);
};

const toRisk = (row: RiskRow, sets: readonly SetRow[]): ListedRisk => ({
  id: row.decisionId,
  contextId: row.contextId,
  decision: { id: row.decisionId, number: row.decision.number },
  criterion: row.criterion,
  transition: row.transition === null ? null : wordOf<Transition>(transitions, row.transition),
  owner: { personId: row.ownerId, name: row.ownerName },
  gap: row.gap,
  mitigation: row.mitigation,
  acceptedAt: row.acceptedAt,
  until: row.until,
  asked: askedThen(row, sets),
});

/** Every risk ever accepted in these contexts, oldest first. */
export const listRisks = async (db: Db, contextIds: readonly string[]): Promise<ListedRisk[]> => {
  const rows = await riskRows(db, contextIds);
  const sets = rows.length === 0 ? [] : await setRows(db, [...new Set(rows.map(({ contextId }) => contextId))]);
  return rows.map((row) => toRisk(row, sets));
};

/** Active people with a role in a program, by address. */
export const listMembersByEmail = async (
  db: Db,
  programIds: readonly string[],
): Promise<{ programId: string; email: string; personId: string; name: string }[]> => {
  const rows = await db.member.findMany({
    where: { programId: { in: [...programIds] }, person: { disabledAt: null } },
    select: { programId: true, personId: true, person: { select: { email: true, name: true } } },
    distinct: ['programId', 'personId'],
  });
  return rows.map(({ programId, personId, person }) => ({ programId, personId, ...person }));
};

/** How often each program's hard date was moved later. */
export const countDeadlineExtensions = async (db: Db, programIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = await db.$queryRaw<{ programId: string; count: number }[]>`
    SELECT program_id::text AS "programId", count(*)::int AS count FROM deadline_move
     WHERE program_id = ANY(${[...programIds]}::uuid[]) AND after > before GROUP BY program_id`;
  return new Map(rows.map(({ programId, count }) => [programId, count]));
};

/** Who sends events in each program, as its manifest on record says. */
export const listSources = async (db: Db, programIds: readonly string[]): Promise<Map<string, Source[]>> => {
  const rows = await db.$queryRaw<{ programId: string; sources: Source[] | null }[]>`
    SELECT id::text AS "programId", manifest->'sources' AS sources FROM program WHERE id = ANY(${[...programIds]}::uuid[])`;
  return new Map(rows.map(({ programId, sources }) => [programId, sources ?? []]));
};

/** The statement in force of each context. */
export const listEquivalence = (
  db: Db,
  contextIds: readonly string[],
): Promise<{ contextId: string; version: number; statement: string }[]> =>
  db.$queryRaw`
    SELECT DISTINCT ON (context_id) context_id::text AS "contextId", version, statement
      FROM equivalence_statement WHERE context_id = ANY(${[...contextIds]}::uuid[]) ORDER BY context_id, version DESC`;

/** Rule sets that are in force or may come into force. */
export const listCurrentRules = (
  db: Db,
  contextIds: readonly string[],
): Promise<{ contextId: string; version: number; document: unknown }[]> =>
  db.ruleSetVersion.findMany({
    where: { contextId: { in: [...contextIds] }, state: { in: ['draft', 'in_force'] } },
    select: { contextId: true, version: true, document: true },
  });

/** What must go before legacy does: items of these programs, those of no context included. */
export const listItemsToGo = (
  db: Db,
  programIds: readonly string[],
): Promise<{ programId: string; contextId: string | null; slug: string; title: string; state: string }[]> =>
  db.retirementItem.findMany({
    where: { programId: { in: [...programIds] } },
    select: { programId: true, contextId: true, slug: true, title: true, state: true },
    orderBy: [{ dueOn: 'asc' }, { slug: 'asc' }],
  });

/** When a router last told that legacy answered in a context. */
export const listLegacySeen = (
  db: Db,
  programIds: readonly string[],
): Promise<{ programId: string; context: string; seenAt: Date }[]> =>
  db.$queryRaw`
    SELECT r.program_id::text AS "programId", split_part(t.place, '/', 1) AS context, max(t.starts_at) AS "seenAt"
      FROM observed_traffic t JOIN router r ON r.id = t.router_id
     WHERE r.program_id = ANY(${[...programIds]}::uuid[]) AND t.side = 'legacy' AND t.count > 0
     GROUP BY 1, 2`;
