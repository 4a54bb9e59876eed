import { expect, test } from 'vitest';
import { defaultPolicy } from '@/lib/domain/policy/document';
import { type Role, roles, type Scope, scopes } from '@/lib/domain/words';
import type { Actor } from './actor';
import * as may from './may';
import type { Rule } from './rule';

// An independent table: for each act, the roles that may and the scope that a key needs. Everyone else may not.
const grid: [string, Rule, Role[], Scope | null][] = [
  ['viewProgram', may.mayViewProgram, [...roles], 'program:read'],
  ['readLedger', may.mayReadLedger, [...roles], 'ledger:read'],
  ['readAuthority', may.mayReadAuthority, [...roles], 'authority:read'],
  ['applyManifest', may.mayApplyManifest, ['lead', 'owner', 'admin'], 'program:write'],
  ['createProgram', may.mayCreateProgram, [], 'program:write'],
  ['recordRun', may.mayRecordRun, ['engineer', 'lead'], 'runs:write'],
  ['triagePattern', may.mayTriagePattern, ['engineer', 'lead', 'owner', 'business'], 'program:write'],
  ['draftRules', may.mayDraftRules, ['engineer', 'lead', 'owner'], 'program:write'],
  ['markRetirementItem', may.mayMarkRetirementItem, ['lead', 'owner', 'operations'], 'program:write'],
  ['attest as operations', may.mayAttest('operations'), ['operations'], null],
  ['propose leaving planned', may.mayPropose({ kind: 'advance', to: 'shadow' }), ['lead'], 'decisions:write'],
  [
    'propose',
    may.mayPropose({ kind: 'advance', to: 'full' }),
    ['engineer', 'lead', 'owner', 'operations'],
    'decisions:write',
  ],
  ['revise', may.mayRevise, ['engineer', 'lead', 'owner', 'operations'], 'decisions:write'],
  ['withdraw', may.mayWithdraw, ['engineer', 'lead', 'owner', 'operations'], 'decisions:write'],
  ['sign off', may.maySignOff, ['engineer', 'lead', 'owner', 'business', 'operations', 'risk', 'finance'], null],
  ['execute', may.mayExecute, ['engineer', 'lead', 'owner', 'operations'], 'decisions:write'],
  ['roll back', may.mayRollBack(defaultPolicy), ['operations'], null],
  ['hold', may.mayHold, ['lead', 'owner', 'business', 'operations', 'risk'], null],
  ['lift a hold', may.mayLiftHold, ['lead', 'owner', 'operations', 'risk'], null],
];

const person = (installationAdmin = false): Actor => ({
  kind: 'person',
  personId: 'p',
  name: 'p',
  email: 'p@example.test',
  sessionId: 's',
  installationAdmin,
  authenticatedAt: new Date(0),
});
const key = (scope: Scope, personId: string | null): Actor => ({
  kind: 'key',
  keyId: 'k',
  name: 'k',
  programId: null,
  scopes: [scope],
  personId,
});

test.each(grid)('%s is for its roles and its scope, and for nobody else', (_, rule, allowed, scope) => {
  for (const role of roles) {
    expect(rule({ actor: person(), roles: new Set([role]) }).allowed, role).toBe(allowed.includes(role));
  }
  expect(rule({ actor: person(), roles: new Set() }).allowed).toBe(false);
  for (const held of scopes) {
    // Every role that the key's person may hold, so that no role works through a key.
    expect(rule({ actor: key(held, null), roles: new Set(roles) }).allowed, held).toBe(held === scope);
  }
});

test('a key rolls back only with its scope, issued to a named person who holds the role now', () => {
  const rule = may.mayRollBack(defaultPolicy);
  const ask = (actor: Actor, ...held: Role[]) => rule({ actor, roles: new Set(held) }).allowed;
  expect(ask(key('rollback:write', 'p'), 'operations')).toBe(true);
  expect(ask(key('rollback:write', null), 'operations')).toBe(false);
  expect(ask(key('rollback:write', 'p'), 'lead')).toBe(false);
  expect(ask(key('decisions:write', 'p'), 'operations')).toBe(false);
});

test('an administrator of the installation sees programs, creates them, and decides nothing', () => {
  const allowed = grid
    .filter(([, rule]) => rule({ actor: person(true), roles: new Set() }).allowed)
    .map(([name]) => name);
  expect(allowed).toEqual(['viewProgram', 'readLedger', 'readAuthority', 'createProgram']);
});

test('a scheduled act never proposes, signs, executes or rolls back', () => {
  const worker: Actor = { kind: 'system', name: 'worker' };
  const allowed = grid.filter(([, rule]) => rule({ actor: worker, roles: new Set() }).allowed).map(([name]) => name);
  expect(allowed).toEqual(['viewProgram', 'readLedger', 'readAuthority', 'applyManifest', 'createProgram']);
});

test('whoever is refused is told what would be needed, a person in roles and a key in scopes', () => {
  expect(may.mayExecute({ actor: person(), roles: new Set() })).toEqual({
    allowed: false,
    code: 'role_missing',
    reason: 'This needs the role migration lead, operations, engineer or context owner in this program.',
  });
  expect(may.mayExecute({ actor: key('runs:write', null), roles: new Set() })).toEqual({
    allowed: false,
    code: 'scope_missing',
    reason: 'The key lacks the scope decisions:write.',
  });
});
