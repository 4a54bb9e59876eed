import { randomUUID } from 'node:crypto';
import { type Act, base, good, inDays, signingRole } from './act';
import { isKey, stepUp } from './street';

// People, their roles and places, keys, and one's own account.

const novice = (at: string, role: string, id: string) => `${at}/people/${id}/roles/${role}`;
const account = '/api/v1/account/passkeys';

const credential = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  rawId: 'AAAAAAAAAAAAAAAAAAAAAA',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'e30', attestationObject: 'oA', transports: [] },
};

export const peopleActs = {
  issueKey: {
    operation: 'issueKey',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${at}/keys`,
      body: { name: 'job', scopes: ['runs:write'], expiresAt: null },
    }),
  },
  issueOwnKey: {
    operation: 'issueKey',
    ask: ({ asker, base: at, street }) => ({
      method: 'POST',
      path: `${at}/keys`,
      body: {
        name: 'mine',
        scopes: ['authority:read'],
        expiresAt: null,
        person: asker === 'poor' ? street.personId('keeper') : street.personId(asker),
      },
    }),
  },
  revokeKey: {
    operation: 'revokeKey',
    prepare: (street) =>
      good(street.as('keeper')('POST', `${base}/keys`, { name: 'old', scopes: ['runs:write'], expiresAt: null })),
    ask: ({ base: at, subject }) => ({ method: 'DELETE', path: `${at}/keys/${subject.id}` }),
  },
  invite: {
    operation: 'invitePerson',
    ask: ({ base: at, street }) => ({
      method: 'POST',
      path: `${at}/people`,
      body: { email: `guest-${street.next.number()}@grid.example`, name: 'Guest', roles: ['viewer'] },
    }),
  },
  grantRole: {
    operation: 'grantRole',
    ask: ({ base: at, street }) => ({ method: 'PUT', path: novice(at, 'viewer', street.personId('novice')) }),
    after: ({ street }) => good(street.as('keeper')('DELETE', novice(base, 'viewer', street.personId('novice')))),
  },
  grantSelf: {
    operation: 'grantRole',
    ask: ({ asker, base: at, street }) => ({
      method: 'PUT',
      path: novice(at, 'risk', isKey(asker) ? street.personId('novice') : street.personId(asker)),
    }),
  },
  revokeRole: {
    operation: 'revokeRole',
    prepare: (street) => good(street.as('keeper')('PUT', novice(base, 'viewer', street.personId('novice')))),
    ask: ({ base: at, street }) => ({ method: 'DELETE', path: novice(at, 'viewer', street.personId('novice')) }),
  },
  lend: {
    operation: 'giveDelegation',
    ask: ({ asker, base: at, street }) => ({
      method: 'POST',
      path: `${at}/delegations`,
      body: { to: street.personId('novice'), role: signingRole(asker), until: inDays(2), reason: 'On leave.' },
    }),
    after: ({ answer, street }) => good(street.as('keeper')('DELETE', `${base}/delegations/${answer.body.id}`)),
  },
  endLoan: {
    operation: 'endDelegation',
    prepare: (street) =>
      good(
        street.as('delegator')('POST', `${base}/delegations`, {
          to: street.personId('delegate'),
          role: 'business',
          until: inDays(2),
          reason: 'On leave.',
        }),
      ),
    ask: ({ base: at, subject }) => ({ method: 'DELETE', path: `${at}/delegations/${subject.id}` }),
  },
  disable: {
    operation: 'disablePerson',
    ask: ({ street }) => ({ method: 'POST', path: `/api/v1/people/${street.personId('novice')}/disablement` }),
    after: ({ street }) => good(street.as('root')('DELETE', `/api/v1/people/${street.personId('novice')}/disablement`)),
  },
  enable: {
    operation: 'enablePerson',
    ask: ({ street }) => ({ method: 'DELETE', path: `/api/v1/people/${street.personId('disabled')}/disablement` }),
    after: ({ street }) => good(street.as('root')('POST', `/api/v1/people/${street.personId('disabled')}/disablement`)),
  },
  beginPasskey: {
    operation: 'beginPasskey',
    ask: () => ({ method: 'POST', path: `${account}/registration`, body: { stepUp } }),
  },
  beginStepUp: {
    operation: 'beginStepUp',
    ask: () => ({ method: 'POST', path: `${account}/challenges`, body: {} }),
  },
  addPasskey: {
    operation: 'addPasskey',
    ask: () => ({ method: 'POST', path: account, body: { name: 'Telephone', registration: credential } }),
  },
  removePasskey: {
    operation: 'removePasskey',
    ask: () => ({ method: 'DELETE', path: `${account}/${randomUUID()}` }),
  },
} satisfies Record<string, Act>;
