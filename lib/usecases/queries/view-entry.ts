import type { SignInView, WelcomeView } from '@/lib/contract/views/entry';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { roles } from '@/lib/domain/words';
import { readEnv } from '@/lib/env';
import { databaseNow } from '@/lib/store/database';
import { findInstallation } from '@/lib/store/installation';
import { findInvitationByHash } from '@/lib/store/invitations';
import { listDemoPeople } from '@/lib/store/people';
import { findProgramById } from '@/lib/store/programs';
import { tokenHashOf } from '@/lib/usecases/one-time-link';
import { read } from '@/lib/usecases/transact';

/** What the sign-in page offers to everybody. */
export const viewSignIn = (): Promise<Result<SignInView>> =>
  read(async (db) => {
    const demo = await listDemoPeople(db);
    const byRole = roles.map((role) => ({
      role,
      email: demo.find(({ email }) => email.startsWith(`${role}@`))?.email,
    }));
    const { oidc } = readEnv();
    return {
      oidc: oidc === undefined ? null : { name: new URL(oidc.issuer).hostname },
      demoAccounts: byRole.flatMap(({ role, email }) => (email === undefined ? [] : [{ role, email }])),
      installation: (await findInstallation(db))?.name ?? 'Lockgate',
    };
  });

/** What a one-time link is for. Refuses link_invalid. */
export const viewWelcome = (token: string): Promise<Result<WelcomeView>> =>
  read(async (db) => {
    const invitation = await findInvitationByHash(db, tokenHashOf(token));
    if (invitation === null || invitation.usedAt !== null || invitation.expiresAt <= (await databaseNow(db))) {
      throw refused('link_invalid', 'The link was used, replaced or has expired. Ask for a new one.');
    }
    const program = invitation.programId === null ? null : await findProgramById(db, invitation.programId);
    return {
      purpose: invitation.purpose === 'first_admin' ? 'first_administrator' : 'invitation',
      email: invitation.email,
      name: invitation.name,
      program: program && { slug: program.slug, name: program.name },
      roles: invitation.roles,
      expiresAt: invitation.expiresAt.toISOString(),
    };
  });
