import { randomUUID } from 'node:crypto';
import { createDoor, type Door } from '@/lib/door/handle';
import { callerOfCookie, sealSession, sessionCookieName } from '@/lib/door/session-cookie';
import { readEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { SetupProblem } from '@/lib/setup-problem';
import { acceptBootstrapKey } from '@/lib/usecases/commands/accept-bootstrap-key';
import { createFirstAdminLink } from '@/lib/usecases/commands/create-first-admin-link';
import type { Context } from '@/lib/usecases/context';
import { confirmAuthority, loadAuthority } from '@/lib/usecases/queries/authority';
import { callerOfKey } from '@/lib/usecases/queries/find-caller';
import { useCases } from './use-cases';

const asSystem = (): Context => ({ actor: { kind: 'system', name: 'start' }, requestId: randomUUID() });

/** The API, over the rooms of this process. */
export const openDoor = (publicOrigin: string): Door =>
  createDoor({
    useCases,
    callers: { callerOfKey, callerOfSession: callerOfCookie },
    authority: { loadAuthority, confirmAuthority },
    publicOrigin,
    cookieName: sessionCookieName(),
    sealSession,
    log,
  });

/** Makes the key of LOCKGATE_API_KEY_BOOTSTRAP the one that counts, or none where it is absent. */
export const settleBootstrapKey = async (): Promise<void> => {
  const settled = await acceptBootstrapKey(asSystem(), readEnv().bootstrapKey);
  if (!settled.ok) throw new SetupProblem(settled.refusal.detail);
};

/** The one-time link of the first administrator, as lines to print; none once there is an administrator. */
export const firstAdministratorLines = async (publicOrigin: string): Promise<string[]> => {
  const made = await createFirstAdminLink(asSystem());
  if (!made.ok) throw new SetupProblem(made.refusal.detail);
  if (made.value === null) return [];
  const link = new URL(made.value.link, publicOrigin).href;
  return ['There is no administrator yet. Who opens this link first, within 24 hours, becomes it:', `  ${link}`];
};
