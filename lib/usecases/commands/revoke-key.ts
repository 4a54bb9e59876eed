import { mayManageKeys } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findKey, setKeyRevoked } from '@/lib/store/keys';
import { askerIn, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { transact } from '@/lib/usecases/transact';

/** Ends a key of a program, within a second everywhere. People may always end those issued to themselves. */
export const revokeKey = (context: Context, programSlug: string, keyId: string): Promise<Result<null>> =>
  transact(context, programSlug, async (tx) => {
    const { actor } = context;
    const asker = await askerIn(tx.db, actor, tx.program);
    const key = await findKey(tx.db, keyId);
    const own = key !== null && actor.kind === 'person' && key.personId === actor.personId;
    if (!own) demand(asker, mayManageKeys);
    if (key === null || key.programId !== tx.program.id) throw refused('not_found', 'There is no such key.');
    if (key.revokedAt !== null) return accept(null);
    await setKeyRevoked(tx.db, key.id, tx.at);
    tx.record({ type: 'key.revoked', subject: { kind: 'key', id: key.id }, data: { key: key.id, name: key.name } });
    return accept(null);
  });
