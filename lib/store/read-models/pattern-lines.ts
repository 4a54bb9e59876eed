import {
  type Category,
  categories,
  type DiscrepancyKind,
  discrepancyKinds,
  type Layer,
  layers,
  type PatternState,
  patternStates,
  type Resolution,
  resolutions,
  type Severity,
  severities,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { isPassed } from '@/lib/store/pattern-standings';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

// Patterns as lists show them. What is merged into a pattern is shown in it: its counts and days are those of all of them,
// and it is open while one of them is. Everything reads patterns and where they stand, so that no list costs more for what
// was ever compared.

export type PatternLine = {
  id: string;
  programId: string;
  contextId: string;
  number: number;
  sentence: string;
  /** The worst of what is open in it; of all where nothing is. */
  severity: Severity;
  highestSeverity: Severity;
  category: Category;
  state: PatternState;
  triaged: boolean;
  baseline: boolean;
  itemised: boolean;
  /** The check that alone shows it, '' for all those that are not told apart. */
  checkKey: string | null;
  ownerId: string | null;
  ownerName: string | null;
  total: number;
  /** Discrepancies that stand open: by the latest run of each stream that still stands. */
  open: number;
  /** How many patterns are merged into it. */
  members: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  layer: Layer;
  kind: DiscrepancyKind | null;
  field: string | null;
  source: string;
  workload: Workload | null;
  note: string | null;
  compared: boolean;
  reopened: number;
  reopenedAt: Date | null;
  resolution: Resolution | null;
  resolvedAt: Date | null;
  taught: string | null;
  hiddenRule: string | null;
  fixerId: string | null;
  /** The name of who fixes it. */
  fixer: string | null;
  due: string | null;
  links: string[];
  mergedInto: number | null;
  splitBy: string | null;
  partOf: number | null;
  /** Of a part; null for every other value, and none. */
  partValue: string | null;
  folded: boolean;
  revision: number;
};

export type PatternLineRow = {
  [Key in keyof PatternLine]: PatternLine[Key] extends string ? string : PatternLine[Key];
} & { kind: string; workload: string | null; resolution: string | null };

export const toLine = (row: PatternLineRow): PatternLine => ({
  ...row,
  severity: wordOf(severities, row.severity),
  highestSeverity: wordOf(severities, row.highestSeverity),
  category: wordOf(categories, row.category),
  state: wordOf(patternStates, row.state),
  layer: wordOf(layers, row.layer),
  kind: row.kind === null ? null : wordOf(discrepancyKinds, row.kind),
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
  resolution: row.resolution === null ? null : wordOf(resolutions, row.resolution),
});

const ranked = Prisma.sql`ARRAY['critical', 'major', 'minor', 'info']`;

/** The lines of the patterns `p` that `condition` picks; a merged pattern's line is its own. */
export const lines = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT p.id::text, p.program_id::text AS "programId", p.context_id::text AS "contextId", p.number, p.sentence,
         (${ranked})[COALESCE(kin.worst_open, kin.worst)] AS severity, (${ranked})[kin.highest] AS "highestSeverity",
         p.category, CASE WHEN kin.any_open THEN 'open' WHEN kin.any_explained THEN 'explained' ELSE p.state END AS state,
         kin.triaged, kin.baseline, p.itemised, p.check_key AS "checkKey", p.owner_id::text AS "ownerId", o.name AS "ownerName", kin.total, kin.open,
         kin.members, kin.first_seen_at AS "firstSeenAt", kin.last_seen_at AS "lastSeenAt", p.layer, p.kind, p.field,
         p.source, p.workload, p.note, kin.compared, kin.reopened, kin.reopened_at AS "reopenedAt", p.resolution,
         p.resolved_at AS "resolvedAt", p.taught, p.hidden_rule AS "hiddenRule", p.fixer_id::text AS "fixerId",
         COALESCE(p.fixer, f.name) AS fixer, p.due::text, p.links, head.number AS "mergedInto", p.split_by AS "splitBy",
         whole.number AS "partOf", p.part_value AS "partValue", p.folded, p.revision
    FROM pattern p
    LEFT JOIN person o ON o.id = p.owner_id
    LEFT JOIN person f ON f.id = p.fixer_id
    LEFT JOIN pattern head ON head.id = p.merged_into
    LEFT JOIN pattern whole ON whole.id = p.part_of
    CROSS JOIN LATERAL (
      SELECT bool_or(g.state = 'open') AS any_open, bool_or(g.state = 'explained') AS any_explained,
             min(array_position(${ranked}, g.severity)) FILTER (WHERE g.state = 'open') AS worst_open,
             min(array_position(${ranked}, g.severity)) AS worst,
             min(array_position(${ranked}, g.highest_severity)) AS highest,
             COALESCE(bool_and(g.triaged) FILTER (WHERE g.state = 'open'), bool_and(g.triaged)) AS triaged,
             bool_or(g.baseline) AS baseline, bool_or(g.compared) AS compared, sum(g.total)::float8 AS total,
             (count(*) - 1)::int AS members, sum(g.reopened)::int AS reopened, max(g.reopened_at) AS reopened_at,
             min(g.first_seen_at) AS first_seen_at, max(g.last_seen_at) AS last_seen_at,
             COALESCE(sum(stands.open), 0)::float8 AS open
        FROM pattern g
        CROSS JOIN LATERAL (
          SELECT sum(st.open) AS open FROM pattern_standing st
           WHERE st.pattern_id = g.id AND NOT st.baseline AND st.open > 0
             AND NOT ${isPassed('g')}) AS stands
       WHERE g.id = p.id OR g.merged_into = p.id) AS kin
   WHERE ${condition}`;

/** What lists are about: neither merged into another, nor a part of a split that was taken back. */
export const isHead = Prisma.sql`p.merged_into IS NULL AND NOT p.folded`;

export const bySeverity = Prisma.sql`array_position(${ranked}, line.severity)`;

const worstFirst = Prisma.sql`${bySeverity}, triaged, open DESC, number DESC`;

export const findPatternLine = async (db: Db, programId: string, number: number): Promise<PatternLine | null> => {
  const rows = await db.$queryRaw<PatternLineRow[]>(
    lines(Prisma.sql`p.program_id = ${programId}::uuid AND p.number = ${number}`),
  );
  return rows.map(toLine).at(0) ?? null;
};

/** Lines by id, in the order of their numbers. */
export const listPatternLines = async (db: Db, ids: readonly string[]): Promise<PatternLine[]> => {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<PatternLineRow[]>`
    SELECT * FROM (${lines(Prisma.sql`p.id = ANY(${[...ids]}::uuid[])`)}) AS line ORDER BY number`;
  return rows.map(toLine);
};

/** The patterns that are merged into one, and the parts of a split one. */
export const listKin = async (db: Db, patternId: string): Promise<{ members: PatternLine[]; parts: PatternLine[] }> => {
  const rows = await db.$queryRaw<(PatternLineRow & { part: boolean })[]>`
    SELECT line.*, k.part_of IS NOT NULL AND k.part_of = ${patternId}::uuid AS part
      FROM (${lines(Prisma.sql`p.merged_into = ${patternId}::uuid OR (p.part_of = ${patternId}::uuid AND NOT p.folded)`)}) AS line
      JOIN pattern k ON k.id = line.id::uuid ORDER BY line.number`;
  const kin = rows.map(({ part, ...row }) => ({ part, line: toLine(row) }));
  return {
    members: kin.filter(({ part }) => !part).map(({ line }) => line),
    parts: kin.filter(({ part }) => part).map(({ line }) => line),
  };
};

/** The open patterns of some contexts, the worst first, at most `limit` in all. */
export const listOpenPatterns = async (
  db: Db,
  contextIds: readonly string[],
  limit: number,
): Promise<PatternLine[]> => {
  const rows = await db.$queryRaw<PatternLineRow[]>`
    SELECT * FROM (${lines(Prisma.sql`p.context_id = ANY(${[...contextIds]}::uuid[]) AND ${isHead} AND kin.any_open`)}) AS line
     ORDER BY ${worstFirst} LIMIT ${limit}`;
  return rows.map(toLine);
};

/** The open patterns that a person owns in some programs, the worst first. */
export const listPatternsOf = async (
  db: Db,
  programIds: readonly string[],
  ownerId: string,
): Promise<PatternLine[]> => {
  const mine = Prisma.sql`p.program_id = ANY(${[...programIds]}::uuid[]) AND ${isHead} AND kin.any_open
                          AND p.owner_id = ${ownerId}::uuid`;
  const rows = await db.$queryRaw<PatternLineRow[]>`SELECT * FROM (${lines(mine)}) AS line ORDER BY ${worstFirst}`;
  return rows.map(toLine);
};

/** The patterns that a run showed, the worst first, and of those alike the most frequent. */
export const listPatternsInRun = async (db: Db, runId: string): Promise<PatternLine[]> => {
  const shown = Prisma.sql`p.id IN (SELECT seen.pattern_id FROM pattern_run seen WHERE seen.run_id = ${runId}::uuid)`;
  const rows = await db.$queryRaw<PatternLineRow[]>`
    SELECT line.* FROM (${lines(shown)}) AS line
      JOIN pattern_run seen ON seen.pattern_id = line.id::uuid AND seen.run_id = ${runId}::uuid
     ORDER BY ${bySeverity}, seen.count DESC, number`;
  return rows.map(toLine);
};
