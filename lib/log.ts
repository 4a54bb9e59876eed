import pino, { stdTimeFunctions } from 'pino';
import { logLevel } from '@/lib/env';

const secrets = ['authorization', 'cookie', 'set-cookie', 'password', 'key', 'secret', 'token', 'stepUp'];

/** Where logs are cleaned: the named fields, at the top, one level down, and in request headers. */
const paths = secrets.flatMap((name) => {
  const quoted = `["${name}"]`;
  return [quoted, `*${quoted}`, `*.headers${quoted}`, `headers${quoted}`];
});

/** JSON lines on standard error; what a person reads at start-up goes to standard output. */
export const log = pino(
  {
    level: logLevel(),
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '[removed]' },
  },
  pino.destination({ fd: 2, sync: true }),
);
