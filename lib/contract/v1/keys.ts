import { z } from 'zod';
import { scopes } from '@/lib/domain/words';
import { personRef } from './actor';
import { id, instant, page, pageQuery, prose } from './primitives';

export const keyBody = z
  .strictObject({
    name: prose(120),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    expiresAt: instant.nullish().meta({ description: 'At most 365 days away; 90 days unless said' }),
    person: id.optional().meta({ description: 'To whom it is issued; needed for rollback:write' }),
  })
  .meta({ id: 'IssueKey' });
export type KeyBody = z.infer<typeof keyBody>;

export const keyView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    lastFour: z.string(),
    scopes: z.array(z.enum(scopes)),
    person: personRef.nullable(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Key' });
export type KeyView = z.infer<typeof keyView>;

export const issuedKey = z
  .strictObject({
    ...keyView.shape,
    key: z.string().nullable().meta({ description: 'Shown once: null when the answer is replayed' }),
  })
  .meta({ id: 'IssuedKey' });
export type IssuedKey = z.infer<typeof issuedKey>;

export const keysQuery = z.strictObject(pageQuery);
export type KeysQuery = z.infer<typeof keysQuery>;
export const keyList = page(keyView).meta({ id: 'KeyList' });
