import type { Actor } from '@/lib/domain/access/actor';
import { mayCreateProgram } from '@/lib/domain/access/may';
import type { Asker, Rule } from '@/lib/domain/access/rule';
import { refused } from '@/lib/domain/kernel/refusal';
import type { Role } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { rolesIn } from '@/lib/store/members';
import type { ProgramRow } from '@/lib/store/programs';

/** The person who acts, or whom a key was issued to. */
export const personOf = (actor: Actor): string | null => (actor.kind === 'system' ? null : actor.personId);

/** The actor with the roles held in this program now; a stranger, or a key of another program, is told of none. */
export const askerIn = async (db: Db, actor: Actor, program: Pick<ProgramRow, 'id'>): Promise<Asker> => {
  const unknown = () => refused('not_found', 'There is no such program.');
  if (actor.kind === 'key' && actor.programId !== null && actor.programId !== program.id) throw unknown();
  const person = personOf(actor);
  const roles = new Set<Role>(person === null ? [] : await rolesIn(db, program.id, person));
  if (actor.kind === 'person' && roles.size === 0 && !actor.installationAdmin) throw unknown();
  return { actor, roles };
};

/** Asks a rule about the actor as roles stand now; refuses by throwing, and answers with who asked. */
export const authorise = async (db: Db, actor: Actor, program: Pick<ProgramRow, 'id'>, rule: Rule): Promise<Asker> => {
  const asker = await askerIn(db, actor, program);
  demand(asker, rule);
  return asker;
};

/** Refuses, by throwing, what a rule does not allow. */
export const demand = (asker: Asker, rule: Rule): void => {
  const permission = rule(asker);
  if (!permission.allowed) throw refused(permission.code, permission.reason);
};

/** Programs are created by installation administrators, and by keys that reach every program. */
export const mayCreatePrograms = (actor: Actor): void => {
  if (actor.kind === 'key' && actor.programId !== null) {
    throw refused('forbidden', 'This key belongs to one program and cannot create another.');
  }
  demand({ actor, roles: new Set() }, mayCreateProgram);
};
