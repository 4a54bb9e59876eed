import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findPasskey, setPasskeyRemoved } from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';
import { personOf } from '@/lib/usecases/passkey-parts';
import { transactInstallation } from '@/lib/usecases/transact';

/** Ends one's own passkey: it signs nothing any more. What it signed stays signed. */
export const removePasskey = (context: Context, passkeyId: string): Promise<Result<null>> =>
  transactInstallation(context, async (tx) => {
    const { personId, name: personName } = personOf(context);
    const passkey = await findPasskey(tx.db, { id: passkeyId, personId });
    if (passkey === null) throw refused('not_found', 'You have no such passkey.');
    await setPasskeyRemoved(tx.db, passkey.id, tx.at);
    const { id, name: label, credentialId } = passkey;
    tx.record({
      type: 'passkey.removed',
      subject: { kind: 'person', id: personId },
      data: { passkey: id, label, person: personId, name: personName, credentialId },
    });
    return accept(null);
  });
