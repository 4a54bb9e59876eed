import { mayManageAccounts } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { countInstallationAdmins, findPerson, setPersonDisabled } from '@/lib/store/people';
import { revokeSessionsOf } from '@/lib/store/sessions';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { transactInstallation } from '@/lib/usecases/transact';

/** Closes an account: its sessions end at once, its keys and roles no longer count. Refuses the last administrator. */
export const disablePerson = (context: Context, personId: string): Promise<Result<null>> =>
  transactInstallation(context, async (tx) => {
    demand({ actor: context.actor, roles: new Set() }, mayManageAccounts);
    const person = await findPerson(tx.db, personId);
    if (person === null) throw refused('not_found', 'There is no such person.');
    if (person.disabledAt !== null) return accept(null);
    await setPersonDisabled(tx.db, personId, tx.at);
    if ((await countInstallationAdmins(tx.db)) === 0) {
      throw refused('last_admin', 'This is the installation’s last administrator.');
    }
    await revokeSessionsOf(tx.db, personId, tx.at);
    tx.record({
      type: 'person.disabled',
      subject: { kind: 'person', id: personId },
      data: { person: personId, name: person.name },
    });
    return accept(null);
  });
