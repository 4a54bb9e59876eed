import { z } from 'zod';

/** Who acted, as shown: the name as it was then. */
export const actorView = z
  .strictObject({ kind: z.enum(['person', 'key', 'system']), id: z.string().nullable(), name: z.string() })
  .meta({ id: 'Actor' });

export const personRef = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'PersonRef' });
