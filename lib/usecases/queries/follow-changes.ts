import type { ChangeEvent } from '@/lib/contract/v1/changes';
import type { Actor } from '@/lib/domain/access/actor';
import { mayViewProgram } from '@/lib/domain/access/may';
import { sessionIdleMs } from '@/lib/domain/access/session';
import { Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import { isLiveKey } from '@/lib/store/keys';
import { findLedger } from '@/lib/store/ledger';
import { findProgram, findProgramById } from '@/lib/store/programs';
import { listChangeLines } from '@/lib/store/read-models/changes';
import { findLiveSession } from '@/lib/store/sessions';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { read } from '@/lib/usecases/transact';

/** Where a stream begins: the program, and how long its record is. */
export type ChangesBegin = { programId: string; size: number };

/** One look at a program's record from `after` on. `seen` is the last index looked at, also where it is not told. */
export type ChangesPage = { size: number; at: Date; seen: number; changes: ChangeEvent[] };

const pageSize = 500;

/** Who may do what, and who is here, is told on its own pages to those who may see it. */
const isTold = (type: string): boolean => !/^(person|role|key|passkey|installation_admin|delegation)\./.test(type);

const sizeOf = async (db: Db, programId: string): Promise<number> => (await findLedger(db, programId))?.size ?? 0;

/** Opens a stream of a program's changes, for whoever may view it. */
export const beginChanges = (context: Context, programSlug: string): Promise<Result<ChangesBegin>> =>
  read(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayViewProgram);
    return { programId: program.id, size: await sizeOf(db, program.id) };
  });

/** What was recorded after an entry, a page at most; asked by the door for all who listen. */
export const readChanges = (programId: string, after: number): Promise<Result<ChangesPage>> =>
  read(async (db) => {
    const size = await sizeOf(db, programId);
    const lines = size - 1 > after ? await listChangeLines(db, programId, after, pageSize) : [];
    return {
      size,
      at: await databaseNow(db),
      seen: lines.at(-1)?.index ?? Math.max(after, size - 1),
      changes: lines.filter(({ type }) => isTold(type)).map((line) => ({ ...line, at: line.at.toISOString() })),
    };
  });

const isThere = async (db: Db, actor: Actor): Promise<boolean> => {
  const at = await databaseNow(db);
  if (actor.kind === 'key') return isLiveKey(db, actor.keyId, at);
  if (actor.kind !== 'person') return true;
  // Only asked, not touched: an open page keeps no session alive by itself.
  const session = await findLiveSession(db, { id: actor.sessionId, personId: actor.personId }, at, sessionIdleMs);
  return session !== null;
};

/** Whether who opened a stream may still listen: the key or session lives, and may view the program. */
export const mayStillFollow = (actor: Actor, programId: string): Promise<Result<boolean>> =>
  read(async (db) => {
    if (!(await isThere(db, actor))) return false;
    const program = await findProgramById(db, programId);
    if (program === null) return false;
    try {
      await authorise(db, actor, program, mayViewProgram);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  });
