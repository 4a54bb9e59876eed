import { v7 as uuid } from 'uuid';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { endInvitations, insertInvitation } from '@/lib/store/invitations';
import { countInstallationAdmins } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { linkOf, makeToken } from '@/lib/usecases/one-time-link';
import { transactInstallation } from '@/lib/usecases/transact';

const lifeMs = 24 * 3_600_000;

/** The link that makes the first administrator; null once there is one. Earlier links end. `expiresAt` is RFC 3339. */
export const createFirstAdminLink = async (
  context: Context,
): Promise<Result<{ link: string; expiresAt: string } | null>> => {
  const { token, tokenHash } = makeToken();
  const made = await transactInstallation(context, async (tx) => {
    if ((await countInstallationAdmins(tx.db)) > 0) return accept(null);
    const id = uuid();
    const expiresAt = new Date(tx.at.getTime() + lifeMs);
    await endInvitations(tx.db, { purpose: 'first_admin' }, tx.at);
    await insertInvitation(tx.db, {
      id,
      tokenHash,
      purpose: 'first_admin',
      email: null,
      name: null,
      programId: null,
      roles: [],
      createdBy: null,
      createdAt: tx.at,
      expiresAt,
    });
    // the invitation's id becomes the person's
    tx.record({
      type: 'person.invited',
      subject: { kind: 'person', id },
      data: { person: id, name: 'First administrator' },
    });
    return accept({ expiresAt: expiresAt.toISOString() });
  });
  if (!made.ok) return made;
  return accept(made.value === null ? null : { ...made.value, link: linkOf(token) });
};
