import type { Db } from './database';

export type Lesson = {
  resolution: string | null;
  taught: string | null;
  hiddenRule: string | null;
  fixer: string | null;
  links: string[];
};

/** Keeps what a pattern teaches now, in the place of what it was said to teach since it last opened. */
export const saveLesson = async (
  db: Db,
  patternId: string,
  lesson: Lesson,
  by: { name: string; at: Date },
): Promise<void> => {
  const known = await db.patternLesson.aggregate({ where: { patternId }, _max: { number: true } });
  const standing = await db.patternLesson.updateMany({ where: { patternId, endedAt: null }, data: lesson });
  if (standing.count > 0) return;
  const number = (known._max.number ?? 0) + 1;
  await db.patternLesson.create({ data: { patternId, number, ...lesson, learntAt: by.at, learntBy: by.name } });
};

/** What it was said to teach stands no longer; it stays to be read. */
export const endLesson = async (
  db: Db,
  patternId: string,
  endedBecause: 'reopened' | 'withdrawn',
  endedAt: Date,
): Promise<void> => {
  await db.patternLesson.updateMany({ where: { patternId, endedAt: null }, data: { endedAt, endedBecause } });
};
