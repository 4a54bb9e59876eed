import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Role, Scope } from '@/lib/domain/words';
import type { Actor } from './actor';

// Who may bring people in, give roles and issue keys. Roles decide who signs, so only people give them, never keys.

const day = 86_400_000;

export const keyLifeDays = { longest: 365, default: 90 };

/** Keys that a member without the administrator role may issue to themselves. */
const ownKeyScopes: readonly Scope[] = ['authority:read', 'program:read', 'rollback:write'];

const isAdministrator = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.kind === 'system' || (actor.kind === 'person' && (actor.installationAdmin || roles.includes('admin')));

/** `roles` are the actor's in the program. */
export const mayManagePeople = (actor: Actor, roles: readonly Role[]): Result<null> => {
  if (actor.kind === 'key') return refuse('signer_not_human', 'Only a person brings people in and gives roles.');
  if (isAdministrator(actor, roles)) return accept(null);
  return refuse('role_missing', 'This needs the role administrator.');
};

/** `settingUp`: the program was created by this actor and all its contexts are still planned. */
export const mayGrantRole = (
  actor: Actor,
  roles: readonly Role[],
  grant: { personId: string; settingUp: boolean },
): Result<null> => {
  const manages = mayManagePeople(actor, roles);
  if (!manages.ok || actor.kind !== 'person' || actor.personId !== grant.personId) return manages;
  if (actor.installationAdmin && grant.settingUp) return accept(null);
  return refuse(
    'forbidden',
    'Nobody gives a role to themselves, except an installation administrator who sets up a program that they created, ' +
      'while all its contexts are planned.',
  );
};

/** Installation-wide: disabling and enabling accounts. */
export const mayManageAccounts = (actor: Actor): Result<null> => {
  if (actor.kind === 'key') return refuse('signer_not_human', 'Only a person disables and enables accounts.');
  if (actor.kind === 'system' || actor.installationAdmin) return accept(null);
  return refuse('forbidden', 'Only an installation administrator disables and enables accounts.');
};

/** Program keys are listed and revoked by administrators, and by keys that hold `keys:write`; others see their own. */
export const mayManageKeys = (actor: Actor, roles: readonly Role[]): Result<null> => {
  if (actor.kind === 'key') {
    if (actor.scopes.includes('keys:write')) return accept(null);
    return refuse('scope_missing', 'This needs a key with the scope keys:write.');
  }
  if (isAdministrator(actor, roles)) return accept(null);
  return refuse('role_missing', 'This needs the role administrator.');
};

/** What a key would hold, and to whom it would be issued. */
export type KeyWish = { scopes: readonly Scope[]; personId: string | null };

/** A key that rolls back acts as its person, so only that person may issue it: nobody else ever sees it. */
export const mayIssueKey = (actor: Actor, roles: readonly Role[], wish: KeyWish): Result<null> => {
  const self = actor.kind === 'system' ? null : actor.personId;
  if (wish.scopes.includes('rollback:write') && (actor.kind !== 'person' || wish.personId !== self)) {
    return refuse('forbidden', 'A key with rollback:write acts as its person: only that person may issue it to themselves.');
  }
  if (actor.kind === 'key') {
    const managed = mayManageKeys(actor, roles);
    if (!managed.ok) return managed;
    const beyond = wish.scopes.filter((scope) => !actor.scopes.includes(scope));
    if (beyond.length > 0) return refuse('scope_missing', `A key cannot give what it does not hold: ${beyond.join(', ')}.`);
    if (wish.personId !== null && wish.personId !== self) {
      return refuse('forbidden', 'A key cannot issue keys to people.');
    }
    return accept(null);
  }
  if (isAdministrator(actor, roles)) return accept(null);
  if (wish.personId === self && wish.scopes.every((scope) => ownKeyScopes.includes(scope))) return accept(null);
  return refuse(
    'role_missing',
    `This needs the role administrator. Others may issue keys to themselves with ${ownKeyScopes.join(', ')}.`,
  );
};

/** When a key ends: as asked, within a year; 90 days from now where nothing was asked. */
export const keyExpiry = (asked: Date | null, at: Date): Result<Date> => {
  if (asked === null) return accept(new Date(at.getTime() + keyLifeDays.default * day));
  if (asked <= at) return refuse('invalid_body', 'The key would have expired already.', [
    { pointer: '/expiresAt', detail: 'must be in the future' },
  ]);
  if (asked.getTime() - at.getTime() > keyLifeDays.longest * day) {
    return refuse('invalid_body', 'A key lives for a year at most.', [
      { pointer: '/expiresAt', detail: `must be within ${keyLifeDays.longest} days` },
    ]);
  }
  return accept(asked);
};
