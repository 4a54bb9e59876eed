import { expect, test } from 'vitest';
import { formatApiKey } from '@/lib/domain/access/api-key';
import { readEnv } from './env';

test.each([
  [{ DATABASE_URL: 'mysql://db' }, /DATABASE_URL must be an address/],
  [{ LOCKGATE_URL: 'https://a.example/path' }, /LOCKGATE_URL must be an origin/],
  [{ LOCKGATE_ENV: 'prod' }, /LOCKGATE_ENV must be production or development/],
  [{ AUTH_SECRET: 'short' }, /AUTH_SECRET must have 32 characters/],
  [{ AUTH_OIDC_ID: 'x' }, /belong together/],
  [{ LOCKGATE_API_KEY_BOOTSTRAP: 'lg_wrong' }, /LOCKGATE_API_KEY_BOOTSTRAP is not an API key/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
])('a wrong variable ends in one line that names it: %j', (source, message) => {
  expect(() => readEnv(source)).toThrow(message);
});

test('the message about a wrong secret does not repeat the secret', () => {
  const secret = `${formatApiKey(new Uint8Array(64).fill(7))}x`;
  expect(() => readEnv({ LOCKGATE_API_KEY_BOOTSTRAP: secret })).not.toThrow(secret.slice(3, 20));
});

test.each([
  [{}, false],
  [{ NODE_ENV: 'production' }, false],
  [{ LOCKGATE_ENV: 'production' }, true],
  [{ HOST: '0.0.0.0' }, true],
  [{ HOST: '127.0.0.1' }, false],
  [{ LOCKGATE_URL: 'http://localhost:3000' }, false],
  [{ LOCKGATE_URL: 'https://lockgate.example' }, true],
])('production is what is told so or reachable from elsewhere: %j', (source, production) => {
  expect(readEnv(source).production).toBe(production);
});

test('an empty variable is an absent one', () => {
  expect(readEnv({ AUTH_SECRET: '', LOG_LEVEL: '' })).toMatchObject({ authSecret: undefined, logLevel: 'info' });
});
