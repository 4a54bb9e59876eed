import { z } from 'zod';
import type { Db } from '@/lib/store/database';

const audiences = z.array(z.object({ kind: z.string(), slug: z.string(), name: z.string() }));

/** A context with every audience that it ever had, those drawn last at the end. */
export type NamedContext = { id: string; slug: string; name: string; audiences: z.infer<typeof audiences> };

/** What the record of a program names by keys, with the names that people gave. */
export const listNamedContexts = async (db: Db, programId: string): Promise<NamedContext[]> => {
  const rows = await db.$queryRaw<(Omit<NamedContext, 'audiences'> & { audiences: unknown })[]>`
    SELECT c.id::text, c.slug, c.name,
           COALESCE((SELECT json_agg(json_build_object('kind', a.kind, 'slug', a.slug, 'name', a.name)
                                     ORDER BY a.drawn_from NULLS FIRST, a.id)
                       FROM audience a WHERE a.context_id = c.id), '[]') AS audiences
      FROM context c WHERE c.program_id = ${programId}::uuid`;
  return rows.map((row) => ({ ...row, audiences: audiences.parse(row.audiences) }));
};
