import { mayManageAccounts } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findPerson, setPersonDisabled } from '@/lib/store/people';
import { revokeSessionsOf } from '@/lib/store/sessions';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { transactInstallation } from '@/lib/usecases/transact';

/** Opens a closed account again, with the roles it had. Sessions that were ended stay ended. */
export const enablePerson = (context: Context, personId: string): Promise<Result<null>> =>
  transactInstallation(context, async (tx) => {
    demand({ actor: context.actor, roles: new Set() }, mayManageAccounts);
    const person = await findPerson(tx.db, personId);
    if (person === null) throw refused('not_found', 'There is no such person.');
    if (person.disabledAt === null) return accept(null);
    await setPersonDisabled(tx.db, personId, null);
    // a sign-in that raced with the disabling may have left one behind
    await revokeSessionsOf(tx.db, personId, tx.at);
    tx.record({
      type: 'person.enabled',
      subject: { kind: 'person', id: personId },
      data: { person: personId, name: person.name },
    });
    return accept(null);
  });
