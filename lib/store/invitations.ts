import { roles } from '@/lib/domain/words';
import type { Invitation } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

export const invitationPurposes = ['first_admin', 'invite'] as const;

const readInvitation = (row: Invitation) => ({
  ...row,
  purpose: wordOf(invitationPurposes, row.purpose),
  roles: row.roles.map((role) => wordOf(roles, role)),
});

export type InvitationRow = ReturnType<typeof readInvitation>;

export type NewInvitation = Pick<
  InvitationRow,
  'id' | 'tokenHash' | 'purpose' | 'email' | 'name' | 'programId' | 'roles' | 'createdBy' | 'createdAt' | 'expiresAt'
>;

export const insertInvitation = async (db: Db, invitation: NewInvitation): Promise<void> => {
  await db.invitation.create({ data: invitation });
};

export const findInvitationByHash = async (db: Db, tokenHash: string): Promise<InvitationRow | null> => {
  const row = await db.invitation.findUnique({ where: { tokenHash } });
  return row === null ? null : readInvitation(row);
};

/** Unused and not yet over at `at`, oldest first. */
export const listOpenInvitations = async (
  db: Db,
  where: { email?: string; programId?: string; purpose?: InvitationRow['purpose'] },
  at: Date,
): Promise<InvitationRow[]> => {
  const rows = await db.invitation.findMany({
    where: { ...where, usedAt: null, expiresAt: { gt: at } },
    orderBy: { id: 'asc' },
  });
  return rows.map(readInvitation);
};

/** Returns false where it was used already: of several at once, one gets true. */
export const markInvitationUsed = async (db: Db, id: string, usedAt: Date): Promise<boolean> =>
  (await db.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt } })).count === 1;

/** Ends the unused links that a newer one replaces. */
export const endInvitations = async (
  db: Db,
  where: { purpose: InvitationRow['purpose']; email?: string; programId?: string },
  expiresAt: Date,
): Promise<void> => {
  await db.invitation.updateMany({
    where: { ...where, usedAt: null, expiresAt: { gt: expiresAt } },
    data: { expiresAt },
  });
};
