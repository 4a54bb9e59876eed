import { randomUUID } from 'node:crypto';
import type { AuthOptions, Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { localPath } from '@/lib/contract/local-path';
import { paths } from '@/lib/contract/paths';
import type { Actor } from '@/lib/domain/access/actor';
import { sessionIdleMs } from '@/lib/domain/access/session';
import { authSecret, publicUrl, readEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { signInByOidc } from '@/lib/usecases/commands/sign-in-by-oidc';
import type { Context } from '@/lib/usecases/context';
import type { SignedIn } from '@/lib/usecases/start-session';
import { type AuthCall, answerByNextAuth } from './next-auth';
import { callerOfCookie, sessionCookieName, sessionCookieOptions, sessionSeconds, tokenOf } from './session-cookie';

// Sign-in by OpenID Connect: code flow with PKCE, state and nonce, all by next-auth. Only what that needs can be reached:
//   GET /api/auth/signin/oidc?next=/path      goes to the provider; with &prompt=login identity is proved again there
//   GET /api/auth/callback/oidc               comes back
//   GET /api/auth/error                       what next-auth answers with when that fails; leads to the sign-in page

type Provider = { issuer: string; id: string; secret: string };

/** What an ID token of ours holds, once next-auth has verified it; anything else a provider adds is not read. */
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.boolean().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  auth_time: z.number().optional(),
});

const providerOf = ({ issuer, id, secret }: Provider): OAuthConfig<Profile> => ({
  id: 'oidc',
  name: 'Single sign-on',
  type: 'oauth',
  wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  clientId: id,
  clientSecret: secret,
  // with max_age a provider has to say when identity was proved (auth_time)
  authorization: { params: { scope: 'openid email profile', max_age: sessionIdleMs / 1000 } },
  idToken: true,
  checks: ['pkce', 'state', 'nonce'],
  profile: (claims) => ({ id: String(claims.sub) }),
});

/** Where a failure leads, with the code that the sign-in page puts into words. */
const failed = (code: string): string => `${publicUrl()}${paths.signIn()}?error=${encodeURIComponent(code)}`;

const byClaims = async (context: Context, profile: unknown) => {
  const claims = claimsSchema.parse(profile);
  return signInByOidc(context, {
    issuer: claims.iss,
    subject: claims.sub,
    email: claims.email ?? null,
    emailVerified: claims.email_verified === true,
    name: claims.name ?? null,
    authenticatedAt: claims.auth_time === undefined ? null : new Date(claims.auth_time * 1000),
  });
};

/** Made anew for each request: what signing in found out goes from one callback to the next inside it. */
const optionsFor = (provider: Provider, context: Context): AuthOptions => {
  let signedIn: SignedIn | null = null;
  return {
    secret: authSecret(),
    useSecureCookies: publicUrl().startsWith('https:'),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: paths.signIn(), error: paths.signIn() },
    providers: [providerOf(provider)],
    callbacks: {
      signIn: async ({ profile }) => {
        const result = await byClaims(context, profile);
        if (!result.ok) return failed(result.refusal.code);
        signedIn = result.value;
        return true;
      },
      jwt: async () => {
        if (signedIn === null) throw new Error('a session is only sealed for someone who just signed in');
        return tokenOf(signedIn);
      },
      redirect: async ({ url }) => `${publicUrl()}${localPath(url.replace(publicUrl(), ''))}`,
    },
    // what next-auth says beside the code may hold tokens
    logger: {
      error: (code, metadata) => log.warn({ code, reason: reasonOf(metadata) }, 'single sign-on failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
};

const reasonOf = (metadata: Error | { error?: Error }): string | undefined =>
  metadata instanceof Error ? metadata.message : metadata.error?.message;

const cookiesIn = (header: string | null): Record<string, string> =>
  Object.fromEntries(
    (header ?? '').split(';').flatMap((pair) => {
      const [name = '', ...value] = pair.trim().split('=');
      return name === '' ? [] : [[name, decoded(value.join('='))]];
    }),
  );

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const contextOf = async (cookies: Record<string, string>): Promise<Context> => {
  const current = cookies[sessionCookieName()];
  const caller = current === undefined ? null : await callerOfCookie(current);
  const visitor: Actor = { kind: 'system', name: 'visitor' };
  return { requestId: randomUUID(), actor: (caller?.ok ? caller.value : null) ?? visitor };
};

/**
 * Leaves for the provider. A link may start it: state, nonce and PKCE tie the way back to this browser, so next-auth's
 * own token against forged posts is fetched here and handed over.
 */
const leave = async (call: AuthCall, options: AuthOptions): Promise<Response> => {
  const { next, prompt } = call.query;
  const offered = await answerByNextAuth({ ...call, action: ['csrf'], query: {}, cookies: {} }, options);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await offered.json());
  const given = cookiesIn(
    offered.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join(';'),
  );
  return answerByNextAuth(
    {
      method: 'POST',
      action: ['signin', 'oidc'],
      query: prompt === 'login' ? { prompt } : {},
      body: { csrfToken, callbackUrl: localPath(next) },
      cookies: given,
    },
    options,
  );
};

const gone = () => new Response('There is nothing at this address.', { status: 404 });

/** Answers everything under /api/auth/; 404 where no provider is configured. */
export const answerSignOn = async (request: Request): Promise<Response> => {
  const { oidc } = readEnv();
  const url = new URL(request.url);
  const action = url.pathname.replace(/^\/api\/auth\//, '');
  if (oidc === undefined || request.method !== 'GET') return gone();
  const cookies = cookiesIn(request.headers.get('cookie'));
  const query = Object.fromEntries(url.searchParams);
  const call: AuthCall = { method: 'GET', action: action.split('/'), query, body: {}, cookies };
  const options = optionsFor(oidc, await contextOf(cookies));
  if (action === 'signin/oidc') return leave(call, options);
  if (action === 'callback/oidc') return answerByNextAuth(call, options);
  if (action === 'error') return Response.redirect(failed('sign_in_failed'), 302);
  return gone();
};
