import type { PersonActor } from '@/lib/domain/access/actor';
import type { Role } from '@/lib/domain/words';
import type { DemoAccount } from '@/lib/usecases/commands/create-demo-accounts';

export type Cast = (role: Role, at: Date) => PersonActor;

/** The demo's people as actors; each has just proved who they are whenever they act. */
export const castOf = (accounts: readonly DemoAccount[]): Cast => {
  const byRole = new Map(accounts.map((account) => [account.role, account]));
  return (role, at) => {
    const account = byRole.get(role);
    if (account === undefined) throw new Error(`the demo has no ${role}`);
    const { id: personId, name, email } = account;
    return {
      kind: 'person',
      personId,
      name,
      email,
      sessionId: 'demo',
      installationAdmin: role === 'admin',
      authenticatedAt: at,
    };
  };
};
