import { describe, expect, test } from 'vitest';
import type { Role, Scope } from '@/lib/domain/words';
import type { Actor } from './actor';
import { keyExpiry, mayGrantRole, mayIssueKey, mayManagePeople } from './people';
import type { Asker } from './rule';

const person = (roles: Role[] = [], installationAdmin = false): Asker => ({
  actor: {
    kind: 'person',
    personId: 'ada',
    name: 'Ada',
    email: 'ada@example.org',
    sessionId: 's',
    installationAdmin,
    authenticatedAt: new Date(0),
  },
  roles: new Set(roles),
});
const key = (scopes: Scope[], personId: string | null = null): Asker => {
  const actor: Actor = { kind: 'key', keyId: 'k', name: 'Robot', programId: 'p', scopes, personId };
  return { actor, roles: new Set<Role>(['admin']) };
};

describe('roles', () => {
  test('an administrator gives roles to others and not to themselves', () => {
    expect(mayGrantRole({ personId: 'bob', settingUp: false })(person(['admin']))).toEqual({ allowed: true });
    expect(mayGrantRole({ personId: 'ada', settingUp: true })(person(['admin']))).toMatchObject({ code: 'forbidden' });
  });

  test('who sets up a program that they created may take roles in it, as installation administrator', () => {
    expect(mayGrantRole({ personId: 'ada', settingUp: true })(person([], true))).toEqual({ allowed: true });
    expect(mayGrantRole({ personId: 'ada', settingUp: false })(person(['admin'], true))).toMatchObject({
      code: 'forbidden',
    });
  });

  test('a key never gives roles, whatever it holds', () => {
    expect(mayManagePeople(key(['keys:write', 'program:write']))).toMatchObject({ code: 'signer_not_human' });
  });

  test('Lockgate itself, and who has not signed in, gives no roles', () => {
    expect(mayManagePeople({ actor: { kind: 'system', name: 'visitor' }, roles: new Set() })).toMatchObject({
      allowed: false,
    });
  });
});

describe('keys', () => {
  test('an administrator issues keys with any scope but rollback:write for others', () => {
    const issue = (scopes: Scope[], personId: string | null) => mayIssueKey({ scopes, personId })(person(['admin']));
    expect(issue(['runs:write', 'decisions:write'], null)).toEqual({ allowed: true });
    expect(issue(['runs:write'], 'bob')).toEqual({ allowed: true });
    expect(issue(['rollback:write'], 'bob')).toMatchObject({ code: 'forbidden' });
    expect(issue(['rollback:write'], null)).toMatchObject({ code: 'forbidden' });
    expect(issue(['rollback:write'], 'ada')).toEqual({ allowed: true });
  });

  test('a member issues to themselves a key that reads and rolls back, and no other', () => {
    const issue = (scopes: Scope[], personId: string | null) =>
      mayIssueKey({ scopes, personId })(person(['operations']));
    expect(issue(['rollback:write', 'authority:read'], 'ada')).toEqual({ allowed: true });
    expect(issue(['decisions:write'], 'ada')).toMatchObject({ code: 'role_missing' });
    expect(issue(['authority:read'], null)).toMatchObject({ code: 'role_missing' });
  });

  test('a key gives no more than it holds, needs keys:write, and never issues a key that rolls back', () => {
    const all: Scope[] = ['keys:write', 'runs:write', 'rollback:write'];
    expect(mayIssueKey({ scopes: ['runs:write'], personId: null })(key(all))).toEqual({ allowed: true });
    expect(mayIssueKey({ scopes: ['ledger:read'], personId: null })(key(all))).toMatchObject({ code: 'scope_missing' });
    expect(mayIssueKey({ scopes: ['runs:write'], personId: null })(key(['runs:write']))).toMatchObject({
      code: 'scope_missing',
    });
    expect(mayIssueKey({ scopes: ['rollback:write'], personId: 'ada' })(key(all, 'ada'))).toMatchObject({
      code: 'forbidden',
    });
  });

  test('a key lives for ninety days unless told, and for a year at most', () => {
    const at = new Date('2026-01-01T00:00:00Z');
    expect(keyExpiry(null, at)).toEqual({ ok: true, value: new Date('2026-04-01T00:00:00Z') });
    expect(keyExpiry(new Date('2027-01-01T00:00:00Z'), at).ok).toBe(true);
    expect(keyExpiry(new Date('2027-01-01T00:00:00.001Z'), at)).toMatchObject({ refusal: { code: 'invalid_body' } });
    expect(keyExpiry(at, at)).toMatchObject({ refusal: { code: 'invalid_body' } });
  });
});
