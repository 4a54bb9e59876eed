import { v7 as uuid } from 'uuid';
import { parseApiKey } from '@/lib/domain/access/api-key';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { scopes as scopeWords } from '@/lib/domain/words';
import { findKeyByHash, insertKey, type KeyRow, listBootstrapKeys, setKeyRevoked } from '@/lib/store/keys';
import type { Context } from '@/lib/usecases/context';
import { type Tx, transactInstallation } from '@/lib/usecases/transact';

const name = 'bootstrap';

/**
 * At each start: the key of LOCKGATE_API_KEY_BOOTSTRAP is accepted with every scope in every program, and any earlier one
 * no longer is. Without one, none is.
 */
export const acceptBootstrapKey = (context: Context, rawKey: string | undefined): Promise<Result<null>> =>
  transactInstallation(context, async (tx) => {
    const parsed = rawKey === undefined ? null : parseApiKey(rawKey);
    if (rawKey !== undefined && parsed === null) return refuse('invalid_parameter', 'The bootstrap key is malformed.');
    for (const key of await listBootstrapKeys(tx.db)) {
      if (key.revokedAt === null && key.hash !== parsed?.hash) await end(tx, key);
    }
    if (parsed === null) return accept(null);
    const known = await findKeyByHash(tx.db, parsed.hash);
    if (known?.bootstrap === false) return refuse('conflict', 'The bootstrap key is a program’s key already.');
    if (known?.revokedAt === null) return accept(null);
    if (known !== null) await setKeyRevoked(tx.db, known.id, null);
    const row = known ?? (await insertKey(tx.db, { ...blank(tx), ...parsed }));
    const data = { key: row.id, name, scopes: [...scopeWords], issuedTo: null, expiresAt: null };
    tx.record({ type: 'key.created', subject: { kind: 'key', id: row.id }, data });
    return accept(null);
  });

const end = async (tx: Tx, key: KeyRow): Promise<void> => {
  await setKeyRevoked(tx.db, key.id, tx.at);
  tx.record({ type: 'key.revoked', subject: { kind: 'key', id: key.id }, data: { key: key.id, name: key.name } });
};

const blank = (tx: Tx) => ({
  id: uuid(),
  programId: null,
  name,
  scopes: [...scopeWords],
  personId: null,
  createdBy: null,
  createdAt: tx.at,
  expiresAt: null,
  bootstrap: true,
});
