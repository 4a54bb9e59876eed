import { validate as isId } from 'uuid';
import type { PatternSighting } from '@/lib/domain/comparison/judge-run';
import type { Triaged } from '@/lib/domain/pattern/triage';
import { categories, type PatternState, resolutions, severities } from '@/lib/domain/words';
import type { Pattern } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

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

/** By id, within one program, in the order of their numbers. */
export const findPatternsById = (db: Db, programId: string, ids: readonly string[]): Promise<PatternRow[]> =>
  db.pattern.findMany({ where: { programId, id: { in: ids.filter((id) => isId(id)) } }, orderBy: { number: 'asc' } });

const dayMs = 86_400_000;

/** What people said of a pattern, as the domain reads it. */
export const triagedOf = (row: PatternRow): Triaged => ({
  category: wordOf(categories, row.category),
  severity: wordOf(severities, row.severity),
  highestSeverity: wordOf(severities, row.highestSeverity),
  triaged: row.triaged,
  owner: row.ownerId,
  note: row.note,
  resolution: row.resolution === null ? null : wordOf(resolutions, row.resolution),
  resolvedAt: row.resolvedAt,
  taught: row.taught,
  hiddenLegacyRule: row.hiddenRule,
  fixer: row.fixerId !== null ? { person: row.fixerId } : row.fixer !== null ? { name: row.fixer } : null,
  due: row.due === null ? null : row.due.toISOString().slice(0, 10),
  links: row.links,
});

export const saveTriage = async (db: Db, id: string, said: Triaged): Promise<void> => {
  const { fixer } = said;
  await db.pattern.update({
    where: { id },
    data: {
      category: said.category,
      severity: said.severity,
      highestSeverity: said.highestSeverity,
      triaged: said.triaged,
      ownerId: said.owner,
      note: said.note,
      resolution: said.resolution,
      resolvedAt: said.resolvedAt,
      taught: said.taught,
      hiddenRule: said.hiddenLegacyRule,
      fixerId: fixer !== null && 'person' in fixer ? fixer.person : null,
      fixer: fixer !== null && 'name' in fixer ? fixer.name : null,
      due: said.due === null ? null : new Date(Math.floor(Date.parse(said.due) / dayMs) * dayMs),
      links: [...said.links],
      revision: { increment: 1 },
    },
  });
};

export type NewPattern = {
  id: string;
  programId: string;
  contextId: string;
  number: number;
  sighting: Pick<
    PatternSighting,
    | 'fingerprint'
    | 'layer'
    | 'kind'
    | 'field'
    | 'sentence'
    | 'category'
    | 'severity'
    | 'triaged'
    | 'open'
    | 'itemised'
    | 'checkKey'
  >;
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
      checkKey: sighting.checkKey,
      baseline: pattern.baseline,
      compared: !pattern.baseline,
      source: pattern.source,
      workload: pattern.workload,
      firstSeenAt: pattern.seenAt,
      lastSeenAt: pattern.seenAt,
      total: 0,
    },
  });
};

/** What evidence makes of a pattern; a person's words stay as they are. */
export type Settled = {
  state: PatternState;
  compared: boolean;
  category: string;
  severity: string;
  highestSeverity: string;
  triaged: boolean;
};

/** `reopenedAt`: it came back, and what it was resolved as no longer stands. */
export const savePatternState = async (
  db: Db,
  id: string,
  settled: Settled,
  reopenedAt: Date | null = null,
): Promise<void> => {
  const again = {
    reopened: { increment: 1 },
    reopenedAt,
    resolution: null,
    resolvedAt: null,
    taught: null,
    hiddenRule: null,
  };
  await db.pattern.update({
    where: { id },
    data: { ...settled, ...(reopenedAt === null ? {} : again), revision: { increment: 1 } },
  });
};
