import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import type { PersonActor } from '@/lib/domain/access/actor';
import { sessionLifeMs } from '@/lib/domain/access/session';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { authSecret, publicUrl } from '@/lib/env';
import { callerOfSession, type SessionTicket } from '@/lib/usecases/queries/find-caller';
import type { SignedIn } from '@/lib/usecases/start-session';

// The cookie of a signed-in person: a sealed token that holds two ids and nothing else. Whether it still counts is asked
// of the database each time. next-auth seals it alike, so a session is the same whichever way it began.

/** The prefix makes browsers refuse the cookie from another host, another path or without TLS. */
export const sessionCookieName = (): string =>
  publicUrl().startsWith('https:') ? '__Host-lockgate-session' : 'lockgate-session';

export const sessionSeconds = sessionLifeMs / 1000;

export const sessionCookieOptions = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: publicUrl().startsWith('https:'),
});

const ticketSchema = z.object({ sub: z.string(), sid: z.string() });

/** What a token carries for someone who just signed in. */
export const tokenOf = ({
  person,
  sessionId,
}: Pick<SignedIn, 'person' | 'sessionId'>): { sub: string; sid: string } => ({
  sub: person.id,
  sid: sessionId,
});

/** The cookie's value for someone who just signed in. */
export const sealSession = (signedIn: Pick<SignedIn, 'person' | 'sessionId'>): Promise<string> =>
  encode({ token: tokenOf(signedIn), secret: authSecret(), maxAge: sessionSeconds });

/** Null for anything that was not sealed here, or is over. */
export const unsealSession = async (value: string): Promise<SessionTicket | null> => {
  if (value.length > 4096) return null;
  const token = await decode({ token: value, secret: authSecret() }).catch(() => null);
  const parsed = ticketSchema.safeParse(token);
  return parsed.success ? { personId: parsed.data.sub, sessionId: parsed.data.sid } : null;
};

/** Who is signed in by the cookie's value; null where nobody is (any more). */
export const callerOfCookie = async (value: string): Promise<Result<PersonActor | null>> => {
  const ticket = await unsealSession(value);
  return ticket === null ? accept(null) : callerOfSession(ticket);
};
