import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { openDoor } from '@/bin/start/door';
import type { Manifest } from '@/lib/contract/manifest';
import type { Role } from '@/lib/domain/words';
import { join, openTheDoor, password } from '@/lib/usecases/testing/guests';
import { buildHouse, type House } from '@/lib/usecases/testing/house';
import { type Ask, caller } from './api-client';

// The house behind its own front door on a free port, with a person signed in for each role and a machine with a key.

const origin = 'http://localhost:4999';
export const base = '/api/v1/programs/claims';
export const payments = `${base}/contexts/payments`;
export const stepUp = { method: 'password', password };

type Decided = { number: number; revision: number; evidenceHash: string };

export type OpenHouse = {
  url: string;
  house: House;
  as: (role: Role) => Ask;
  /** The headers of a signed-in person, for requests that are not JSON. */
  headersOf: (role: Role) => Record<string, string>;
  sign: (decision: Decided, role: Role, more?: object) => ReturnType<Ask>;
  execute: (decision: Decided) => ReturnType<Ask>;
  close: () => Promise<void>;
};

const present = ['admin', 'lead', 'owner', 'business', 'operations', 'risk', 'viewer'] as const;

const listen = async (): Promise<{ server: Server; url: string }> => {
  const door = openDoor(origin);
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const signIn = async (house: House, url: string, role: Role): Promise<string> => {
  const email = `${role}@door.example`;
  await join(house, email, [role]);
  const entered = await caller(url, {})('POST', '/api/v1/session', { email, password });
  expect(entered.status).toBe(201);
  return String(entered.headers.get('set-cookie')).split(';')[0] ?? '';
};

/** Builds a house, opens its door, and lets everybody in. */
export const openHouse = async (manifest?: Manifest): Promise<OpenHouse> => {
  const house = await buildHouse(manifest);
  openTheDoor();
  const { server, url } = await listen();
  const cookies = new Map<Role, string>();
  for (const role of present) cookies.set(role, await signIn(house, url, role));
  const headersOf = (role: Role) => ({ cookie: cookies.get(role) ?? '', origin });
  const as = (role: Role) => caller(url, headersOf(role));
  return {
    url,
    house,
    as,
    headersOf,
    sign: ({ number, revision, evidenceHash }, role, more = {}) =>
      as(role)('POST', `${base}/decisions/${number}/sign-offs`, {
        revision,
        evidenceHash,
        role,
        verdict: 'approve',
        stepUp,
        ...more,
      }),
    execute: ({ number, revision, evidenceHash }) =>
      as('lead')('POST', `${base}/decisions/${number}/execution`, { revision, evidenceHash }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await house.drop();
    },
  };
};

/** Proposes as the lead, and expects it to be open in its first revision. */
export const propose = async ({ as }: OpenHouse, proposal: object) => {
  const told = { context: 'payments', title: 'A step', rationale: 'It is time.', ...proposal };
  const proposed = await as('lead')('POST', `${base}/decisions`, told);
  expect([proposed.status, proposed.body.detail]).toEqual([201, undefined]);
  expect(proposed.body).toMatchObject({ state: 'open', revision: 1 });
  return proposed.body;
};

/** Proposes, lets these roles sign, and executes. */
export const carryOut = async (open: OpenHouse, proposal: object, ...signers: Role[]) => {
  const decision = await propose(open, proposal);
  for (const role of signers) {
    const signed = await open.sign(decision, role);
    expect([role, signed.status, signed.body.detail]).toEqual([role, 201, undefined]);
  }
  const executed = await open.execute(decision);
  expect([executed.status, executed.body.detail]).toEqual([200, undefined]);
  expect(executed.body.state).toBe('executed');
  return executed.body;
};

/** Issues a key as the administrator; its text is given this once. */
export const issueKey = async ({ as }: OpenHouse, scopes: string[]): Promise<string> => {
  const issued = await as('admin')('POST', `${base}/keys`, { name: 'job', scopes, expiresAt: null });
  expect(issued.status).toBe(201);
  return issued.body.key;
};
