import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { localPath } from '@/lib/contract/local-path';
import { paths, withFilter } from '@/lib/contract/paths';
import { callerOfCookie, sessionCookieName } from '@/lib/door/session-cookie';
import type { Context } from '@/lib/usecases/context';

/** Who is signed in, asked of the database once a request; null where nobody is. @throws with the database gone. */
export const findContext = cache(async (): Promise<Context | null> => {
  const cookie = (await cookies()).get(sessionCookieName());
  if (cookie === undefined) return null;
  const caller = await callerOfCookie(cookie.value);
  if (!caller.ok) throw new Error(caller.refusal.detail);
  return caller.value === null ? null : { actor: caller.value, requestId: randomUUID() };
});

/** The same for pages that need somebody: leads to the sign-in page, and from there back to this one. */
export const requireContext = async (): Promise<Context> => {
  const context = await findContext();
  if (context !== null) return context;
  const next = localPath((await headers()).get('x-path'));
  redirect(withFilter(paths.signIn(), { next: next === '/' ? null : next }));
};
