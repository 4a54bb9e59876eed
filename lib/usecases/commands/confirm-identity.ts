import type { StepUp } from '@/lib/contract/v1/decisions';
import { isRecentProof } from '@/lib/domain/access/session';
import type { Confirmation, StepUpMethod } from '@/lib/domain/access/step-up';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { findPerson } from '@/lib/store/people';
import { setAuthenticatedAt } from '@/lib/store/sessions';
import type { Context } from '@/lib/usecases/context';
import { provePasskey } from '@/lib/usecases/prove-passkey';
import { provePassword } from '@/lib/usecases/prove-password';
import { note } from '@/lib/usecases/transact';

/** How identity was proved for an act, as records keep it. */
export type ConfirmedBy = StepUpMethod;

const notHuman = refuse('signer_not_human', 'Only a signed-in person can confirm who they are.');

/**
 * Proves again that the acting person is who signed in: by the password, without one by a sign-in of the last minutes, or
 * by a passkey that answers this session's challenge. Call it before the transaction of the act: a failed attempt is
 * counted though the act is refused. Refuses step_up_failed, step_up_required and throttled.
 */
export const confirmIdentity = async (context: Context, stepUp: StepUp): Promise<Result<ConfirmedBy>> => {
  const { actor } = context;
  if (actor.kind !== 'person') return notHuman;
  if (stepUp.method === 'passkey') {
    const proved = await provePasskey(context, stepUp.assertion, null);
    return proved.ok ? accept(stepUp.method) : proved;
  }
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

/** The same for a sign-off: a passkey signs the evidence hash itself, and its answer is kept with what it signed. */
export const confirmSigner = async (
  context: Context,
  stepUp: StepUp,
  evidenceHash: string,
): Promise<Result<Confirmation>> => {
  if (context.actor.kind !== 'person') return notHuman;
  if (stepUp.method === 'passkey') {
    const proved = await provePasskey(context, stepUp.assertion, evidenceHash);
    return proved.ok ? accept({ method: stepUp.method, assertion: proved.value }) : proved;
  }
  const confirmed = await confirmIdentity(context, stepUp);
  return confirmed.ok ? accept({ method: confirmed.value, assertion: null }) : confirmed;
};
