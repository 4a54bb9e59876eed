import { z } from 'zod';
import { isApiKey } from '@/lib/domain/access/api-key';
import { SetupProblem } from '@/lib/setup-problem';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

const isOrigin = (text: string): boolean => URL.canParse(text) && /^https?:\/\/[^/?#@]+\/?$/.test(text);
const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:/.test(text);
const isPostgres = (text: string): boolean => URL.canParse(text) && /^postgres(ql)?:/.test(text);

const variables = z.object({
  DATABASE_URL: z
    .string()
    .refine(isPostgres, 'must be an address like postgresql://user:password@host/name')
    .optional(),
  LOCKGATE_URL: z.string().refine(isOrigin, 'must be an origin like https://lockgate.example').optional(),
  LOCKGATE_ENV: z.enum(['production', 'development'], 'must be production or development').optional(),
  HOST: z.string().optional(),
  AUTH_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  AUTH_OIDC_ISSUER: z.string().refine(isHttp, 'must be an http(s) address').optional(),
  AUTH_OIDC_ID: z.string().optional(),
  AUTH_OIDC_SECRET: z.string().optional(),
  LOCKGATE_API_KEY_BOOTSTRAP: z
    .string()
    .refine(isApiKey, 'is not an API key: lg_, 30 characters of 0-9A-Za-z, then their checksum in six')
    .optional(),
  LOCKGATE_DISCREPANCY_MONTHS: z.coerce
    .number('must be a whole number of months, 1 to 240')
    .int('must be a whole number of months, 1 to 240')
    .min(1, 'must be 1 to 240 months')
    .max(240, 'must be 1 to 240 months')
    .default(13),
  LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
});

type Variables = z.output<typeof variables>;

/** What the environment says, in our own words. */
export type Env = {
  databaseUrl: string | undefined;
  /** The origin that people and routers use; undefined where it follows from the port. */
  publicUrl: string | undefined;
  /** The address to listen on; undefined for loopback. */
  host: string | undefined;
  /** NODE_ENV decides nothing: production is what is told so, or what is reachable from other machines. */
  production: boolean;
  authSecret: string | undefined;
  oidc: { issuer: string; id: string; secret: string } | undefined;
  bootstrapKey: string | undefined;
  /** How long single discrepancies are kept, in months; counts, examples and hashes stay for ever. */
  discrepancyMonths: number;
  logLevel: Variables['LOG_LEVEL'];
};

/**
 * Reads the environment. The only reader of process.env.
 * @throws SetupProblem that names the first variable that is wrong, never its value.
 */
export const readEnv = (source: Record<string, string | undefined> = process.env): Env => {
  // an empty variable is an absent one, as shells and compose files mean it
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SetupProblem(`The environment variable ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const found = parsed.data;
  const publicUrl = found.LOCKGATE_URL && new URL(found.LOCKGATE_URL).origin;
  return {
    databaseUrl: found.DATABASE_URL,
    publicUrl,
    host: found.HOST,
    production:
      found.LOCKGATE_ENV === 'production' ||
      (found.HOST !== undefined && !loopback.has(found.HOST)) ||
      (publicUrl !== undefined && !loopback.has(new URL(publicUrl).hostname)),
    authSecret: found.AUTH_SECRET,
    oidc: readOidc(found),
    bootstrapKey: found.LOCKGATE_API_KEY_BOOTSTRAP,
    discrepancyMonths: found.LOCKGATE_DISCREPANCY_MONTHS,
    logLevel: found.LOG_LEVEL,
  };
};

/** How much is logged. A wrong word is no reason to lose log lines; the start refuses it by `readEnv`. */
export const logLevel = (): Env['logLevel'] =>
  variables.shape.LOG_LEVEL.catch('info').parse(process.env.LOG_LEVEL || undefined);

/** Address of the database, as given or as the start set it. */
export const databaseUrl = (): string => {
  const { DATABASE_URL: url } = process.env;
  if (!url) throw new SetupProblem('DATABASE_URL is not set: start Lockgate with npm run up, demo or dev.');
  return url;
};

/** The origin that people and routers use: no other is ever put into links, cookies or redirects. */
export const publicUrl = (): string => {
  const { LOCKGATE_URL: url } = process.env;
  if (!url) throw new SetupProblem('LOCKGATE_URL is not set: start Lockgate with npm run up, demo or dev.');
  return new URL(url).origin;
};

/** What sessions are sealed with. */
export const authSecret = (): string => {
  const { AUTH_SECRET: secret } = process.env;
  if (!secret) throw new SetupProblem('AUTH_SECRET is not set: start Lockgate with npm run up, demo or dev.');
  return secret;
};

/** Sets what the start found out, for this process and every module instance in it. */
export const setEnv = (found: { databaseUrl?: string; publicUrl?: string; authSecret?: string }): void => {
  if (found.databaseUrl) process.env.DATABASE_URL = found.databaseUrl;
  if (found.publicUrl) {
    process.env.LOCKGATE_URL = found.publicUrl;
    // the names that next-auth reads by itself
    process.env.NEXTAUTH_URL = found.publicUrl;
  }
  if (found.authSecret) {
    process.env.AUTH_SECRET = found.authSecret;
    process.env.NEXTAUTH_SECRET = found.authSecret;
  }
};

/** Where the command line finds Lockgate, and the key that it shows there. */
export const clientSettings = (): { url: string | undefined; key: string | undefined } => ({
  url: process.env.LOCKGATE_URL || undefined,
  key: process.env.LOCKGATE_API_KEY || undefined,
});

/** The npm script that this process runs under, if any. */
export const npmScript = (): string | undefined => process.env.npm_lifecycle_event;

const readOidc = (found: Variables): Env['oidc'] => {
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: id, AUTH_OIDC_SECRET: secret } = found;
  if (issuer && id && secret) return { issuer, id, secret };
  if (!issuer && !id && !secret) return undefined;
  throw new SetupProblem('AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET belong together: set all three or none.');
};
