import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

// A real OpenID provider for tests, with its own login pages, on a port of its own.

export type ProviderAccount = { email?: string; email_verified?: boolean; name?: string };

export type TestProvider = {
  issuer: string;
  client: { id: string; secret: string };
  /** Accounts by subject; a subject that is not here has no claims. */
  accounts: Map<string, ProviderAccount>;
  close: () => Promise<void>;
};

export const startProvider = async (redirectUri: string): Promise<TestProvider> => {
  const accounts: TestProvider['accounts'] = new Map();
  const client = { id: 'lockgate', secret: 'a client secret for tests only' };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a cookie key for tests only'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: async () => ({ sub: subject, ...accounts.get(subject) }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, client, accounts, close };
};
