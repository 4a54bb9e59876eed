import type { Judged } from '@/lib/domain/pattern/joined';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import type { PatternRow } from './patterns';

/** The parts of those of some patterns that are split now. */
export const listPartsOf = (
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; number: number; of: string; dimension: string; value: string | null }[]> =>
  db.$queryRaw`
    SELECT id::text, number, part_of::text AS "of", part_dimension AS dimension, part_value AS value
      FROM pattern WHERE part_of = ANY(${[...ids]}::uuid[]) AND NOT folded ORDER BY number`;

/** The patterns that are merged into one. */
export const listMembers = (db: Db, headId: string): Promise<PatternRow[]> =>
  db.pattern.findMany({ where: { mergedInto: headId }, orderBy: { number: 'asc' } });

export const countMembers = (db: Db, headId: string): Promise<number> =>
  db.pattern.count({ where: { mergedInto: headId } });

/** Merges patterns into a head, or takes them out of theirs. */
export const saveHead = async (db: Db, ids: readonly string[], mergedInto: string | null): Promise<void> => {
  await db.pattern.updateMany({
    where: { id: { in: [...ids] } },
    data: { mergedInto, revision: { increment: 1 } },
  });
};

/** A pattern changed in what belongs to it, so that who saw it before sees it anew. */
export const touchPattern = async (db: Db, id: string): Promise<void> => {
  await db.pattern.update({ where: { id }, data: { revision: { increment: 1 } } });
};

/** The values of a dimension that a pattern was ever seen with, as far as they were counted each, at most `limit`. */
export const listValuesOf = async (db: Db, patternId: string, dimension: string, limit: number): Promise<string[]> => {
  const rows = await db.$queryRaw<{ value: string }[]>`
    SELECT value FROM pattern_cohort WHERE pattern_id = ${patternId}::uuid AND dimension = ${dimension} AND NOT rest
     GROUP BY value ORDER BY sum(count) DESC, value LIMIT ${limit}`;
  return rows.map(({ value }) => value);
};

/** All parts that a pattern ever had, those of a split that was taken back with them. */
export const listEveryPart = (db: Db, wholeId: string): Promise<PatternRow[]> =>
  db.pattern.findMany({ where: { partOf: wholeId }, orderBy: { number: 'asc' } });

export const insertPart = async (db: Db, part: Prisma.PatternUncheckedCreateInput): Promise<void> => {
  await db.pattern.create({ data: part });
};

/** A part stands again, with what the whole is now. */
export const unfoldPart = async (db: Db, id: string, data: Prisma.PatternUncheckedUpdateInput): Promise<void> => {
  await db.pattern.update({ where: { id }, data: { ...data, folded: false, revision: { increment: 1 } } });
};

/** Parts stand no longer: the whole does. */
export const foldParts = async (db: Db, ids: readonly string[]): Promise<void> => {
  await db.pattern.updateMany({
    where: { id: { in: [...ids] } },
    data: { folded: true, state: 'gone', revision: { increment: 1 } },
  });
};

export const saveSplit = async (
  db: Db,
  id: string,
  data: Partial<Judged> & { splitBy: string | null; state: string },
): Promise<void> => {
  await db.pattern.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
};
