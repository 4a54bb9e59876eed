import { paths, withFilter } from '@/lib/contract/paths';
import type { StepUpView } from '@/lib/contract/views/parts';
import type { Actor } from '@/lib/domain/access/actor';
import { isRecentProof } from '@/lib/domain/access/session';
import type { Db } from '@/lib/store/database';
import { listPasskeys } from '@/lib/store/passkeys';
import { findPerson } from '@/lib/store/people';

/**
 * How this person proves again who they are: by password, or by a sign-in of the last minutes that leads back to `page`;
 * or by a passkey.
 */
export const stepUpOf = async (db: Db, actor: Actor, page: string, now: Date): Promise<StepUpView> => {
  if (actor.kind !== 'person') return { passkeys: 0, method: 'recent_sign_in', recent: false, href: paths.signIn() };
  const person = await findPerson(db, actor.personId);
  const passkeys = (await listPasskeys(db, actor.personId)).length;
  if (person?.passwordHash != null) return { passkeys, method: 'password' };
  const recent = isRecentProof(actor.authenticatedAt, now);
  return { passkeys, method: 'recent_sign_in', recent, href: withFilter(paths.signIn(), { next: page }) };
};
