import { mayManageAccounts } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { listProgramsOf } from '@/lib/store/members';
import { countInstallationAdmins, findPerson, setPersonDisabled } from '@/lib/store/people';
import { findProgramById } from '@/lib/store/programs';
import { revokeSessionsOf } from '@/lib/store/sessions';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshAfterLoss } from '@/lib/usecases/decisions/refresh-decisions';
import { alsoIn, type Tx, transactInstallation } from '@/lib/usecases/transact';

/** What the account's holder attested falls with it: the revisions that this takes begin now, in each of its programs. */
const refreshProgramsOf = async (context: Context, tx: Tx, personId: string): Promise<void> => {
  for (const programId of await listProgramsOf(tx.db, personId)) {
    const program = await findProgramById(tx.db, programId);
    if (program === null) throw new Error('a member belongs to no program');
    await alsoIn(context, tx, programId, (inner) => refreshAfterLoss({ ...inner, program }));
  }
};

/**
 * Closes an account: its sessions end at once, its keys and roles no longer count. Under the ledgers of its programs too,
 * so that nothing there which began to count it is executed afterwards. Refuses the last administrator.
 */
export const disablePerson = (context: Context, personId: string): Promise<Result<null>> =>
  transactInstallation(
    context,
    async (tx) => {
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
      await refreshProgramsOf(context, tx, personId);
      return accept(null);
    },
    async (db) => {
      // Asked before it keeps any program waiting.
      demand({ actor: context.actor, roles: new Set() }, mayManageAccounts);
      return listProgramsOf(db, personId);
    },
  );
