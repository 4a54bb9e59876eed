import type { Act } from '@/lib/contract/views/parts';
import type { Actor } from '@/lib/domain/access/actor';
import { mayViewProgram } from '@/lib/domain/access/may';
import type { Asker, Permission, Rule } from '@/lib/domain/access/rule';
import { type Refusal, type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import { findProgram, type ProgramRow } from '@/lib/store/programs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { read } from '@/lib/usecases/transact';

/** One look at a program: an unchanging snapshot, its instant, and who looks. */
export type Viewing = {
  db: Db;
  program: ProgramRow;
  now: Date;
  asker: Asker;
  /** The person who looks, or on whose behalf a key does. */
  you: string | null;
};

/** Whose eyes these are: for "you" on screens. */
export const personOf = (actor: Actor): string | null => (actor.kind === 'system' ? null : actor.personId);

/** Runs `work` over one snapshot of a program, for whoever a rule lets; to a stranger there is no such program. */
export const inProgram = <T>(
  context: Context,
  programSlug: string,
  work: (viewing: Viewing) => Promise<T>,
  rule: Rule = mayViewProgram,
): Promise<Result<T>> =>
  read(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    const asker = await authorise(db, context.actor, program, rule);
    return work({ db, program, now: await databaseNow(db), asker, you: personOf(context.actor) });
  });

export const may: Act = { allowed: true, why: null };

export const mayNot = (why: string): Act => ({ allowed: false, why });

/** What a rule says about this person, as a button shows it. */
export const actOf = (permission: Permission): Act => (permission.allowed ? may : mayNot(permission.reason));

/** The same for a refusal of the domain, null where it has none. */
export const actUnless = (refusal: Refusal | null): Act => (refusal === null ? may : mayNot(refusal.detail));

/** The first of several acts that is not allowed; allowed where all are. */
export const actOfAll = (...acts: readonly Act[]): Act => acts.find((act) => !act.allowed) ?? may;
