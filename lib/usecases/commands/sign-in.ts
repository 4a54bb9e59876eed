import type { SignInBody } from '@/lib/contract/v1/session';
import type { Result } from '@/lib/domain/kernel/refusal';
import { accept } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { provePassword } from '@/lib/usecases/prove-password';
import { type SignedIn, startSession } from '@/lib/usecases/start-session';
import { note } from '@/lib/usecases/transact';

/** By a local account. `origin` is the network address that it comes from. Refuses sign_in_failed and throttled. */
export const signIn = async (context: Context, input: SignInBody, origin: string): Promise<Result<SignedIn>> => {
  const proved = await provePassword({ ...input, origin });
  if (!proved.ok) return proved;
  return note(async (db) => accept(await startSession(db, context, proved.value, 'now')));
};
