import { validate as isId } from 'uuid';
import type { PatternSighting } from '@/lib/domain/comparison/judge-run';
import type { PatternState } from '@/lib/domain/words';
import type { Pattern } from '@/prisma/generated/client';
import type { Db } from './database';

export type PatternRow = Pattern;

export const findPatterns = (db: Db, contextId: string, fingerprints: readonly string[]): Promise<PatternRow[]> =>
  db.pattern.findMany({ where: { contextId, fingerprint: { in: [...fingerprints] } } });

export const listContextPatterns = (db: Db, contextId: string): Promise<PatternRow[]> =>
  db.pattern.findMany({ where: { contextId }, orderBy: { number: 'asc' } });

/** By id or number, within one program. */
export const findPattern = async (db: Db, programId: string, idOrNumber: string): Promise<PatternRow | null> => {
  if (/^\d{1,9}$/.test(idOrNumber)) return db.pattern.findFirst({ where: { programId, number: Number(idOrNumber) } });
  return isId(idOrNumber) ? db.pattern.findFirst({ where: { programId, id: idOrNumber } }) : null;
};

export type Triage = Pick<PatternRow, 'category' | 'severity' | 'highestSeverity' | 'ownerId' | 'note' | 'triaged'>;

export const saveTriage = async (db: Db, id: string, triage: Triage): Promise<void> => {
  await db.pattern.update({ where: { id }, data: { ...triage, revision: { increment: 1 } } });
};

export type NewPattern = {
  id: string;
  programId: string;
  contextId: string;
  number: number;
  sighting: PatternSighting;
  baseline: boolean;
  source: string;
  workload: string | null;
  seenAt: Date;
  state: PatternState;
};

export const insertPattern = async (db: Db, pattern: NewPattern): Promise<void> => {
  const { sighting } = pattern;
  await db.pattern.create({
    data: {
      id: pattern.id,
      programId: pattern.programId,
      contextId: pattern.contextId,
      number: pattern.number,
      fingerprint: sighting.fingerprint,
      layer: sighting.layer,
      kind: sighting.kind,
      field: sighting.field,
      sentence: sighting.sentence,
      state: pattern.state,
      category: sighting.category,
      severity: sighting.severity,
      highestSeverity: sighting.severity,
      triaged: sighting.triaged && sighting.open > 0,
      itemised: sighting.itemised,
      baseline: pattern.baseline,
      source: pattern.source,
      workload: pattern.workload,
      firstSeenAt: pattern.seenAt,
      lastSeenAt: pattern.seenAt,
      total: 0,
    },
  });
};

/** Counts one run's sighting into the rollup and the pattern's own figures. */
export const countSighting = async (
  db: Db,
  patternId: string,
  run: { id: string; windowTo: Date; baseline: boolean },
  sighting: PatternSighting,
): Promise<void> => {
  await db.patternRun.create({
    data: {
      patternId,
      runId: run.id,
      windowTo: run.windowTo,
      count: sighting.count,
      open: sighting.open,
      category: sighting.category,
      severity: sighting.severity,
      exact: sighting.itemised,
    },
  });
  await db.$executeRaw`
    UPDATE pattern SET total = total + ${sighting.count}, baseline = baseline OR ${run.baseline},
           first_seen_at = least(first_seen_at, ${run.windowTo}::timestamptz),
           last_seen_at = greatest(last_seen_at, ${run.windowTo}::timestamptz)
     WHERE id = ${patternId}::uuid`;
};

/** One line of evidence about a pattern: its latest sighting by one source, and whether a later complete run lacks it. */
export type PatternStanding = {
  patternId: string;
  number: number;
  state: string;
  open: number;
  category: string;
  severity: string;
  laterComplete: boolean;
};

/** Standings of all patterns of a context over runs that count: neither baseline nor superseded. */
export const loadPatternStandings = (db: Db, contextId: string): Promise<PatternStanding[]> =>
  db.$queryRaw<PatternStanding[]>`
    SELECT p.id AS "patternId", p.number, p.state, latest.open, latest.category, latest.severity,
           EXISTS (SELECT 1 FROM run later
                    WHERE later.context_id = p.context_id AND later.source = latest.source AND later.layer = latest.layer
                      AND later.workload IS NOT DISTINCT FROM latest.workload
                      AND later.complete AND NOT later.baseline AND later.superseded_by IS NULL
                      AND later.window_to > latest.window_to
                      AND NOT EXISTS (SELECT 1 FROM pattern_run seen WHERE seen.pattern_id = p.id AND seen.run_id = later.id)
                  ) AS "laterComplete"
      FROM pattern p
      JOIN LATERAL (
        SELECT DISTINCT ON (r.source, r.layer, r.workload) r.source, r.layer, r.workload, r.window_to, s.open, s.category,
               s.severity
          FROM pattern_run s JOIN run r ON r.id = s.run_id
         WHERE s.pattern_id = p.id AND NOT r.baseline AND r.superseded_by IS NULL
         ORDER BY r.source, r.layer, r.workload, r.window_to DESC, r.received_at DESC
      ) AS latest ON true
     WHERE p.context_id = ${contextId}::uuid`;

export const savePatternState = async (
  db: Db,
  id: string,
  change: { state: PatternState; category: string; severity: string; highestSeverity: string; triaged: boolean },
): Promise<void> => {
  await db.pattern.update({ where: { id }, data: { ...change, revision: { increment: 1 } } });
};

/** Where a pattern stood in runs, newest window first. */
export const listOccurrences = (db: Db, patternId: string, limit: number) =>
  db.patternRun.findMany({ where: { patternId }, orderBy: { windowTo: 'desc' }, take: limit });

export type PatternFilter = {
  where: {
    state?: string | undefined;
    severity?: string | undefined;
    category?: string | undefined;
    contextId?: string | undefined;
  };
  below?: number | undefined;
  limit: number;
};

/** Patterns of a program, the newest numbers first. */
export const listPatterns = (
  db: Db,
  programId: string,
  { where, below, limit }: PatternFilter,
): Promise<PatternRow[]> =>
  db.pattern.findMany({
    where: {
      programId,
      ...(where.state === undefined ? {} : { state: where.state }),
      ...(where.severity === undefined ? {} : { severity: where.severity }),
      ...(where.category === undefined ? {} : { category: where.category }),
      ...(where.contextId === undefined ? {} : { contextId: where.contextId }),
      ...(below === undefined ? {} : { number: { lt: below } }),
    },
    orderBy: { number: 'desc' },
    take: limit,
  });
