import { z } from 'zod';
import { roles } from '@/lib/domain/words';
import { personRef } from './actor';
import { id, instant, page, pageQuery, prose, slug } from './primitives';

const email = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an address')
  .meta({ example: 'ada@example.org' });

/** Without `contexts` it holds in all, and for decisions about the program. */
export const delegationBody = z
  .strictObject({
    to: z.union([id, email]).meta({ description: 'A member of the program, by id or address' }),
    role: z.enum(roles),
    contexts: z.array(slug).min(1).max(200).optional(),
    until: instant.meta({ description: 'At most 14 days from now' }),
    reason: prose(2000),
  })
  .meta({ id: 'Delegate' });
export type DelegationBody = z.infer<typeof delegationBody>;

export const delegationView = z
  .strictObject({
    id: z.string(),
    from: personRef,
    to: personRef,
    role: z.enum(roles),
    contexts: z.array(slug).nullable().meta({ description: 'Null: everywhere in the program' }),
    reason: z.string(),
    givenAt: instant,
    until: instant,
    endedAt: instant.nullable().meta({ description: 'When somebody ended it before its time' }),
    counts: z
      .boolean()
      .meta({ description: 'Both accounts are active, who lent it holds the role, and it is in time' }),
  })
  .meta({ id: 'Delegation' });
export type DelegationView = z.infer<typeof delegationView>;

export const delegationsQuery = z.strictObject(pageQuery);
export type DelegationsQuery = z.infer<typeof delegationsQuery>;
export const delegationList = page(delegationView).meta({ id: 'DelegationList' });
