import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Scope } from '@/lib/domain/words';
import {
  type Asker,
  all,
  any,
  hasScope,
  holds,
  isInstallationAdmin,
  isPerson,
  type Permission,
  type Rule,
} from './rule';

// Giving roles and issuing keys. Roles decide who signs, so only people give them, and nobody to themselves.

const day = 86_400_000;

export const keyLifeDays = { longest: 365, default: 90 };

const administers = any(holds('admin'), isInstallationAdmin);

export const mayManagePeople = all(isPerson, administers);
export const mayManageKeys = any(administers, hasScope('keys:write'));

/** Accounts belong to the installation, whatever programs they have roles in. */
export const mayManageAccounts = all(isPerson, isInstallationAdmin);

/** Keys that a member without the administrator role may issue to themselves. */
const ownKeyScopes: readonly Scope[] = ['authority:read', 'program:read', 'rollback:write'];

const allowed: Permission = { allowed: true };

const selfOf = ({ actor }: Asker): string | null => (actor.kind === 'system' ? null : actor.personId);

/** `settingUp`: the receiver created the program, and all its contexts are still planned. */
const notToThemselves =
  (grant: { personId: string; settingUp: boolean }): Rule =>
  (asker) => {
    if (selfOf(asker) !== grant.personId) return allowed;
    if (asker.actor.kind === 'person' && asker.actor.installationAdmin && grant.settingUp) return allowed;
    return {
      allowed: false,
      code: 'forbidden',
      reason:
        'Nobody gives a role to themselves, except an installation administrator who sets up a program that they ' +
        'created, while all its contexts are planned.',
    };
  };

export const mayGrantRole = (grant: { personId: string; settingUp: boolean }): Rule =>
  all(mayManagePeople, notToThemselves(grant));

/** What a key would hold, and to whom it would be issued. */
export type KeyWish = { scopes: readonly Scope[]; personId: string | null };

/** A key that rolls back acts as its person, so only that person may issue it: nobody else ever sees it. */
const rollsBackAsItself =
  ({ scopes, personId }: KeyWish): Rule =>
  (asker) => {
    if (!scopes.includes('rollback:write')) return allowed;
    if (asker.actor.kind === 'person' && personId === asker.actor.personId) return allowed;
    const reason = 'A key with rollback:write acts as its person: only that person may issue it to themselves.';
    return { allowed: false, code: 'forbidden', reason };
  };

/** A key gives no more than it holds, and nothing to other people. */
const withinItsKey =
  ({ scopes, personId }: KeyWish): Rule =>
  (asker) => {
    const { actor } = asker;
    if (actor.kind !== 'key') return allowed;
    const beyond = scopes.filter((scope) => !actor.scopes.includes(scope));
    if (beyond.length > 0) {
      const reason = `A key cannot give what it does not hold: ${beyond.join(', ')}.`;
      return { allowed: false, code: 'scope_missing', reason };
    }
    if (personId === null || personId === actor.personId) return allowed;
    return { allowed: false, code: 'forbidden', reason: 'A key cannot issue keys to other people.' };
  };

const forItself =
  ({ scopes, personId }: KeyWish): Rule =>
  ({ actor, roles }) => {
    const own = actor.kind === 'person' && actor.personId === personId && roles.size > 0;
    if (own && scopes.every((scope) => ownKeyScopes.includes(scope))) return allowed;
    const reason = `This needs the role administrator. Others issue keys to themselves, with ${ownKeyScopes.join(', ')}.`;
    return { allowed: false, code: 'role_missing', reason };
  };

export const mayIssueKey = (wish: KeyWish): Rule =>
  all(rollsBackAsItself(wish), withinItsKey(wish), (asker) => {
    const manages = mayManageKeys(asker);
    return manages.allowed || asker.actor.kind === 'key' ? manages : forItself(wish)(asker);
  });

/** When a key ends: as asked, within a year; 90 days from now where nothing was asked. */
export const keyExpiry = (asked: Date | null, at: Date): Result<Date> => {
  if (asked === null) return accept(new Date(at.getTime() + keyLifeDays.default * day));
  if (asked <= at) {
    return refuse('invalid_body', 'The key would have expired already.', [
      { pointer: '/expiresAt', detail: 'must be in the future' },
    ]);
  }
  if (asked.getTime() - at.getTime() > keyLifeDays.longest * day) {
    return refuse('invalid_body', 'A key lives for a year at most.', [
      { pointer: '/expiresAt', detail: `must be within ${keyLifeDays.longest} days` },
    ]);
  }
  return accept(asked);
};
