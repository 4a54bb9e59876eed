import type { StepUp } from '@/lib/contract/v1/decisions';
import { isRecentProof } from '@/lib/domain/access/session';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { findPerson } from '@/lib/store/people';
import { setAuthenticatedAt } from '@/lib/store/sessions';
import type { Context } from '@/lib/usecases/context';
import { provePassword } from '@/lib/usecases/prove-password';
import { note } from '@/lib/usecases/transact';

/** How identity was proved for an act, as records keep it. */
export type ConfirmedBy = 'password' | 'recent_sign_in';

/**
 * Proves again that the acting person is who signed in: by the password, or without one by a sign-in of the last minutes.
 * Call it before the transaction of the act: a failed attempt is counted though the act is refused. Refuses
 * step_up_failed, step_up_required and throttled.
 */
export const confirmIdentity = async (context: Context, stepUp: StepUp): Promise<Result<ConfirmedBy>> => {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('signer_not_human', 'Only a signed-in person can confirm who they are.');
  if (stepUp.method === 'recent_sign_in') {
    return note(async (db) => {
      if ((await findPerson(db, actor.personId))?.passwordHash) {
        return refuse('step_up_required', 'This account has a password: give it again.');
      }
      if (isRecentProof(actor.authenticatedAt, await databaseNow(db))) return accept(stepUp.method);
      return refuse('step_up_required', 'Sign in again first: this needs a sign-in of the last five minutes.');
    });
  }
  const origin = `session/${actor.sessionId}`;
  const proved = await provePassword({ email: actor.email, password: stepUp.password, origin });
  if (!proved.ok) {
    if (proved.refusal.code !== 'sign_in_failed') return proved;
    return refuse('step_up_failed', 'The password is not right.', [
      { pointer: '/stepUp/password', detail: 'is not right' },
    ]);
  }
  return note(async (db) => {
    await setAuthenticatedAt(db, actor.sessionId, await databaseNow(db));
    return accept(stepUp.method);
  });
};
