import type { Db } from '@/lib/store/database';
import { Prisma } from '@/prisma/generated/client';

// What patterns taught, for the page of one and for a context.

export type LessonRow = {
  resolution: string | null;
  taught: string | null;
  hiddenRule: string | null;
  fixer: string | null;
  links: string[];
  learntAt: Date;
  learntBy: string;
  endedAt: Date | null;
  endedBecause: string | null;
};

/** What a pattern was said to teach, the latest first. */
export const listLessons = (db: Db, patternId: string): Promise<LessonRow[]> =>
  db.patternLesson.findMany({ where: { patternId }, orderBy: { number: 'desc' } });

export type KnownLesson = LessonRow & {
  patternId: string;
  number: number;
  sentence: string;
  state: string;
  key: string[];
};

const inContext = (contextId: string, standing: boolean | null): Prisma.Sql[] => [
  Prisma.sql`p.context_id = ${contextId}::uuid`,
  ...(standing === null ? [] : [Prisma.sql`(l.ended_at IS NULL) = ${standing}`]),
];

/** How many lessons of a context there are by resolution; `none` where no word was given. */
export const countContextLessons = (
  db: Db,
  contextId: string,
  standing: boolean | null,
): Promise<{ value: string; count: number }[]> =>
  db.$queryRaw<{ value: string; count: number }[]>`
    SELECT COALESCE(l.resolution, 'none') AS value, count(*)::int AS count
      FROM pattern_lesson l JOIN pattern p ON p.id = l.pattern_id
     WHERE ${Prisma.join(inContext(contextId, standing), ' AND ')} GROUP BY 1`;

/** The lessons of a context, the latest first, after or before a place in that order. */
export const listContextLessons = async (
  db: Db,
  contextId: string,
  query: {
    resolution: string | null;
    standing: boolean | null;
    place: { way: 'after' | 'before'; key: readonly string[] } | null;
    limit: number;
  },
): Promise<KnownLesson[]> => {
  const { resolution, standing, place, limit } = query;
  const of = resolution === 'none' ? Prisma.sql`l.resolution IS NULL` : Prisma.sql`l.resolution = ${resolution}`;
  const picked = [...inContext(contextId, standing), ...(resolution === null ? [] : [of])];
  const back = place?.way === 'before';
  const key = [...(place?.key ?? [])];
  const beyond = back ? Prisma.sql`lesson.place < ${key}::bigint[]` : Prisma.sql`lesson.place > ${key}::bigint[]`;
  const rows = await db.$queryRaw<KnownLesson[]>`
    SELECT lesson.*, lesson.place::text[] AS key FROM (
      SELECT l.resolution, l.taught, l.hidden_rule AS "hiddenRule", l.fixer, l.links, l.learnt_at AS "learntAt",
             l.learnt_by AS "learntBy", l.ended_at AS "endedAt", l.ended_because AS "endedBecause", p.id::text AS "patternId",
             p.number, p.sentence, p.state,
             ARRAY[-floor(extract(epoch FROM l.learnt_at) * 1000), -p.number, -l.number]::bigint[] AS place
        FROM pattern_lesson l JOIN pattern p ON p.id = l.pattern_id WHERE ${Prisma.join(picked, ' AND ')}) AS lesson
     WHERE ${place === null ? Prisma.sql`true` : beyond}
     ORDER BY lesson.place ${back ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${limit}`;
  return back ? rows.reverse() : rows;
};
