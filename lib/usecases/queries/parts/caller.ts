import type { Act } from '@/lib/contract/views/parts';
import type { PersonActor } from '@/lib/domain/access/actor';
import { mayCreateProgram } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import { listVisiblePrograms, type VisibleProgram } from '@/lib/store/read-models/visible-programs';
import type { Context } from '@/lib/usecases/context';
import { read } from '@/lib/usecases/transact';
import { actOf } from './viewing';

/** A signed-in person before any one program: what they may look at. */
type Calling = { db: Db; now: Date; person: PersonActor; programs: VisibleProgram[] };

/** Runs `work` over one snapshot for a signed-in person. */
export const asPerson = <T>(context: Context, work: (calling: Calling) => Promise<T>): Promise<Result<T>> =>
  read(async (db) => {
    const { actor } = context;
    if (actor.kind !== 'person') throw refused('unauthenticated', 'This page belongs to a signed-in person.');
    const now = await databaseNow(db);
    const programs = await listVisiblePrograms(db, { personId: actor.personId, all: actor.installationAdmin });
    return work({ db, now, person: actor, programs });
  });

export const askerOf = (person: PersonActor, program: VisibleProgram): Asker => ({
  actor: person,
  roles: new Set(program.roles),
});

export const createProgramAct = (person: PersonActor): Act =>
  actOf(mayCreateProgram({ actor: person, roles: new Set() }));
