import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { openDoor } from '@/bin/start/door';
import { formatApiKey } from '@/lib/domain/access/api-key';
import { type Scope, scopes } from '@/lib/domain/words';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { acceptBootstrapKey } from '@/lib/usecases/commands/accept-bootstrap-key';
import { createProgramFromManifest } from '@/lib/usecases/commands/apply-manifest';
import { actsIn, badRun } from '@/lib/usecases/testing/acts';
import { openTheDoor, visitor } from '@/lib/usecases/testing/guests';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { inDays } from './act';
import { type Footprint, footprintOf } from './footprint';
import { claims, laneOf, lines, orders } from './manifests';
import { letIn, type Person } from './people';
import { type Asker, keyAskers } from './table';

// The house with everybody in it, served: one program in full swing, another beside it.

export const origin = 'http://localhost:4999';
/** Everybody signs in by a provider, which is as good as a password and does not cost one hash for each cell. */
export const stepUp = { method: 'recent_sign_in' };
const root = '/api/v1/programs';

type Name = Asker | 'second' | 'third' | 'keeper' | 'novice';
export type Street = {
  url: string;
  house: House;
  people: ReadonlyMap<string, Person>;
  headersOf: (name: Name) => Record<string, string>;
  as: (name: Name) => Ask;
  /** `/api/v1/programs/claims`, or the other program's address for those who ask there. */
  baseOf: (name: Name) => string;
  personId: (name: Name) => string;
  /** A cohort of reads that still stands on target, or on legacy; each is given out once. */
  next: { onTarget: () => string; onLegacy: () => string; number: () => number };
  footprint: Footprint;
  close: () => Promise<void>;
};

/** How many cohorts stand on target in the beginning. */
const moved = 26;

const listen = async (): Promise<{ server: Server; url: string }> => {
  const door = openDoor(origin);
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const bring = async (house: House): Promise<void> => {
  const acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  await acts.toSelective(lines.slice(0, moved).map((line) => laneOf('reads', line)));
  const differing = badRun('other-job', acts.justNow(), [['1', '2']], { source: 'other-job', layer: 'row' });
  await accepted(acts.send(differing));
};

const counter = (from: number) => {
  let taken = from;
  return () => {
    taken += 1;
    return taken - 1;
  };
};

const cohorts = (from: number, until: number) => {
  const place = counter(from);
  return () => {
    const line = lines[place()];
    if (line === undefined || lines.indexOf(line) >= until) throw new Error('no cohort is left');
    return line;
  };
};

/** Whom a key was issued to, or who issued it. */
const behind: Record<string, string> = {
  bootstrap: 'keeper',
  service: 'keeper',
  poor: 'keeper',
  issued: 'signer',
  foreignKey: 'foreigner',
};

type Issue = { scopes: readonly Scope[]; person?: string };

export const openStreet = async (): Promise<Street> => {
  const house = await buildHouse(claims);
  openTheDoor();
  await accepted(createProgramFromManifest(house.as.admin, orders));
  const people = await letIn();
  await bring(house);
  const { server, url } = await listen();
  const personOf = (name: string): Person => {
    const person = people.get(name);
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const session = (name: string): Record<string, string> => ({ cookie: personOf(name).cookie, origin });
  const keys = new Map<string, string>();
  const issue = async (by: string, program: string, wish: Issue): Promise<string> => {
    const body = { name: 'a key', expiresAt: null, ...wish };
    const issued = await caller(url, session(by))('POST', `${root}/${program}/keys`, body);
    expect([issued.status, issued.body.detail]).toEqual([201, undefined]);
    return issued.body.key;
  };
  const bootstrap = formatApiKey(new Uint8Array(32).fill(7));
  await accepted(acceptBootstrapKey(visitor, bootstrap));
  keys.set('bootstrap', bootstrap);
  const ofNobody = scopes.filter((scope) => scope !== 'rollback:write');
  keys.set('service', await issue('keeper', 'claims', { scopes: ofNobody }));
  keys.set('poor', await issue('keeper', 'claims', { scopes: ['ledger:read'] }));
  keys.set('issued', await issue('signer', 'claims', { scopes, person: personOf('signer').id }));
  keys.set('foreignKey', await issue('foreigner', 'orders', { scopes, person: personOf('foreigner').id }));
  const loan = { to: personOf('delegate').id, role: 'risk', until: inDays(10), reason: 'On leave.' };
  const lent = await caller(url, session('delegator'))('POST', `${root}/claims/delegations`, loan);
  expect([lent.status, lent.body.detail]).toEqual([201, undefined]);
  const closed = await caller(url, session('root'))('POST', `/api/v1/people/${personOf('disabled').id}/disablement`);
  expect(closed.status).toBe(204);
  const headersOf = (name: Name): Record<string, string> => {
    const key = keys.get(name);
    return key === undefined ? session(name) : { authorization: `Bearer ${key}` };
  };
  const footprint = await footprintOf(databaseUrl());
  return {
    url,
    house,
    people,
    headersOf,
    as: (name) => async (method, path, body, headers) => {
      const proves = typeof body === 'object' && body !== null && 'stepUp' in body;
      if (proves) await footprint.proveEverybody();
      return caller(url, headersOf(name))(method, path, body, headers);
    },
    baseOf: (name) => `${root}/${name === 'astray' || name === 'between' ? 'orders' : 'claims'}`,
    personId: (name) => personOf(behind[name] ?? name).id,
    next: { onTarget: cohorts(0, moved), onLegacy: cohorts(moved, lines.length), number: counter(1) },
    footprint,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await footprint.close();
      expect((await audit(databaseUrl())).problems).toEqual([]);
      await house.drop();
    },
  };
};

export const isKey = (asker: Asker): boolean => asker === 'foreignKey' || keyAskers.some((name) => name === asker);
