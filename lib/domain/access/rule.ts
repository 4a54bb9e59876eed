import type { RefusalCode } from '@/lib/domain/kernel/refusal';
import type { Role, Scope } from '@/lib/domain/words';
import type { Actor } from './actor';
import { roleTitles } from './role-titles';

/** Who asks: the actor, and the roles held now in this program, for a key by the person it was issued to. */
export type Asker = { actor: Actor; roles: ReadonlySet<Role> };

/** `reason` fits under a disabled button. */
export type Permission = { allowed: true } | { allowed: false; code: RefusalCode; reason: string };

export type Rule = (asker: Asker) => Permission;

const allowed: Permission = { allowed: true };

const denied = (code: RefusalCode, reason: string): Permission => ({ allowed: false, code, reason });

const listed = (roles: readonly Role[]): string => {
  const names = roles.map((role) => roleTitles[role]);
  const last = names.at(-1) ?? 'nobody';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
};

/** A person who holds one of these roles here. */
export const holds =
  (...roles: readonly Role[]): Rule =>
  ({ actor, roles: held }) => {
    if (actor.kind === 'person' && roles.some((role) => held.has(role))) return allowed;
    return denied('role_missing', `This needs the role ${listed(roles)} in this program.`);
  };

/** A person who holds any role here, or administers the installation. */
export const isMember: Rule = ({ actor, roles }) =>
  actor.kind === 'person' && (roles.size > 0 || actor.installationAdmin)
    ? allowed
    : denied('role_missing', 'This is for people with a role in this program.');

/** A key with this scope. */
export const hasScope =
  (scope: Scope): Rule =>
  ({ actor }) =>
    actor.kind === 'key' && actor.scopes.includes(scope)
      ? allowed
      : denied('scope_missing', `The key lacks the scope ${scope}.`);

/** A key issued to a named person who holds one of these roles now. */
export const issuedToHolderOf =
  (...roles: readonly Role[]): Rule =>
  ({ actor, roles: held }) => {
    if (actor.kind === 'key' && actor.personId !== null && roles.some((role) => held.has(role))) return allowed;
    return denied('role_missing', `This needs a key issued to a named person with the role ${listed(roles)}.`);
  };

export const isInstallationAdmin: Rule = ({ actor }) =>
  actor.kind === 'person' && actor.installationAdmin
    ? allowed
    : denied('forbidden', 'This is for administrators of the installation.');

/** A member who is named, by address, as the owner of the thing itself. */
export const ownsByEmail =
  (owner: string): Rule =>
  ({ actor, roles }) =>
    actor.kind === 'person' && roles.size > 0 && actor.email.toLowerCase() === owner.toLowerCase()
      ? allowed
      : denied('role_missing', `This is for its owner, ${owner}.`);

/** A person at all; keys and scheduled acts never sign or attest. */
export const isPerson: Rule = ({ actor }) =>
  actor.kind === 'person' ? allowed : denied('signer_not_human', 'Only a person may do this.');

export const isSystem: Rule = ({ actor }) =>
  actor.kind === 'system' ? allowed : denied('forbidden', 'Only Lockgate itself does this.');

const suits = (rule: Permission, asker: Asker): boolean =>
  !rule.allowed && (rule.code === 'scope_missing') === (asker.actor.kind === 'key');

/** Any of these is enough; the reason given is one that the asker could do something about. */
export const any =
  (...rules: readonly Rule[]): Rule =>
  (asker) => {
    const answers = rules.map((rule) => rule(asker));
    return (
      answers.find((answer) => answer.allowed) ??
      answers.find((answer) => suits(answer, asker)) ??
      answers[0] ??
      denied('forbidden', 'Nobody may do this.')
    );
  };

/** All of these are needed; the first that fails says why. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (asker) =>
    rules.map((rule) => rule(asker)).find((answer) => !answer.allowed) ?? allowed;
