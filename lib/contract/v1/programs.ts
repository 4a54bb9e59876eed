import { z } from 'zod';
import { roles } from '@/lib/domain/words';
import { count, instant, page, pageQuery, slug } from './primitives';

export const programView = z
  .strictObject({
    id: z.string(),
    slug,
    name: z.string(),
    description: z.string(),
    hardDate: instant.nullable(),
    zone: z.string().meta({ example: 'Europe/Paris' }),
    contextCount: count,
    roles: z.array(z.enum(roles)).meta({ description: 'The caller’s roles in it' }),
    createdAt: instant,
  })
  .meta({ id: 'Program' });
export type ProgramView = z.infer<typeof programView>;

export const programsQuery = z.strictObject(pageQuery);
export type ProgramsQuery = z.infer<typeof programsQuery>;
export const programList = page(programView).meta({ id: 'ProgramList' });
