import type { Db } from '@/lib/store/database';
import { sightingsOf } from '@/lib/store/pattern-standings';
import { Prisma } from '@/prisma/generated/client';

/** How often a pattern stood in the runs whose windows ended on one day (UTC); `baseline` counts legacy's own noise apart. */
export type PatternDay = { day: Date; count: number; open: number; baseline: number };

const dayMs = 86_400_000;

/** The day of the window that ends at `at`: one that ends at midnight is of the day before. */
export const dayOf = (at: Date): number => Math.floor((at.getTime() - 1) / dayMs);

/** The last `days` days up to now of some patterns, by the id of each, oldest first and every day in it. */
export const listPatternDays = async (
  db: Db,
  patternIds: readonly string[],
  period: { now: Date; days: number },
): Promise<Map<string, PatternDay[]>> => {
  const last = dayOf(period.now);
  const first = last - period.days + 1;
  const since = new Date(first * dayMs);
  const kin = Prisma.sql`ARRAY(SELECT id FROM pattern WHERE id = ANY(${[...patternIds]}::uuid[])
                                  OR merged_into = ANY(${[...patternIds]}::uuid[]))`;
  const rows =
    patternIds.length === 0
      ? []
      : await db.$queryRaw<{ head: string; day: number; count: number; open: number; baseline: number }[]>`
    SELECT COALESCE(g.merged_into, g.id)::text AS head,
           floor(extract(epoch FROM s.window_to - interval '1 millisecond') / 86400)::int AS day,
           COALESCE(sum(s.count) FILTER (WHERE NOT r.baseline), 0)::float8 AS count,
           COALESCE(sum(s.open) FILTER (WHERE NOT r.baseline), 0)::float8 AS open,
           COALESCE(sum(s.count) FILTER (WHERE r.baseline), 0)::float8 AS baseline
      FROM ${sightingsOf(kin)} AS s JOIN run r ON r.id = s.run_id JOIN pattern g ON g.id = s.pattern_id
     WHERE s.window_to > ${since}::timestamptz AND r.superseded_by IS NULL
     GROUP BY 1, 2`;
  const found = new Map(rows.map((row) => [`${row.head} ${row.day}`, row]));
  return new Map(
    patternIds.map((id) => [
      id,
      Array.from({ length: period.days }, (_, n): PatternDay => {
        const { count = 0, open = 0, baseline = 0 } = found.get(`${id} ${first + n}`) ?? {};
        return { day: new Date((first + n) * dayMs), count, open, baseline };
      }),
    ]),
  );
};
