import { acceptInvitation, signIn, signOut } from '@/lib/contract/operations/session';
import { accept } from '@/lib/domain/kernel/refusal';
import { emptyReply, jsonReply } from '@/lib/door/reply';
import { type Route, route, routeWith, type Surroundings } from '@/lib/door/route';

/** Strict attributes: no script reads it, no other site sends it along with a write. */
const setCookie = (around: Surroundings, value: string, expires: Date): string =>
  [
    `${around.cookieName}=${value}`,
    'Path=/',
    `Expires=${expires.toUTCString()}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(around.secureCookies ? ['Secure'] : []),
  ].join('; ');

const open = routeWith(
  signIn,
  async ({ context, body, remoteAddress, around }) => {
    const signedIn = await around.useCases.signIn(context, body, remoteAddress);
    if (!signedIn.ok) return signedIn;
    const { person, expiresAt } = signedIn.value;
    const cookie = setCookie(around, await around.sealSession(signedIn.value), new Date(expiresAt));
    return accept({ session: { person, expiresAt }, cookie });
  },
  ({ session, cookie }) => jsonReply(201, session, { 'set-cookie': cookie }),
);

const close = routeWith(
  signOut,
  ({ context, around }) => around.useCases.signOut(context),
  (_, request) => emptyReply(204, request === null ? {} : { 'set-cookie': setCookie(request.around, '', new Date(0)) }),
);

const accepted = route(acceptInvitation, ({ context, body, around }) =>
  around.useCases.acceptInvitation(context, body),
);

export const sessionRoutes: Route[] = [open, close, accepted];
