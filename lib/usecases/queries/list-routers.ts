import type { Page } from '@/lib/contract/v1/primitives';
import type { RouterView } from '@/lib/contract/v1/routers';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { listContextStates } from '@/lib/store/contexts';
import { type Db, databaseNow } from '@/lib/store/database';
import { listStandingDrift } from '@/lib/store/drifts';
import { sumTraffic } from '@/lib/store/observations';
import { findProgram } from '@/lib/store/programs';
import { findRouter, listRouters as loadRouters, type RouterRow } from '@/lib/store/routers';
import type { Context } from '@/lib/usecases/context';
import { routerViewOf } from '@/lib/usecases/routers/view';
import { watchRouters } from '@/lib/usecases/routers/watch';
import { read } from '@/lib/usecases/transact';
import { inProgram } from './parts/viewing';

const dayMs = 86_400_000;

const viewsOf = async (db: Db, programId: string, rows: readonly RouterRow[], now: Date): Promise<RouterView[]> => {
  const ids = rows.map(({ id }) => id);
  const watched = await watchRouters(db, rows, await listContextStates(db, programId));
  const seen = {
    traffic: await sumTraffic(db, ids, new Date(now.getTime() - dayMs)),
    drift: await listStandingDrift(db, ids),
  };
  return watched.map((router) => routerViewOf(router, seen, now));
};

/** The routers that the manifest declares, each with what it said and did lane by lane, and its drift; by slug. */
export const listRouters = (
  context: Context,
  programSlug: string,
  { limit = 50, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Promise<Result<Page<RouterView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
    const rest = (await loadRouters(db, program.id)).filter(({ slug }) => slug > after);
    const rows = rest.slice(0, limit);
    const last = rows.at(-1);
    const more = rest.length > rows.length && last !== undefined;
    return {
      items: await viewsOf(db, program.id, rows, now),
      nextCursor: more ? Buffer.from(last.slug).toString('base64url') : null,
    };
  });

/** One router, as the answer to its own word; who may hear it was asked before. */
export const readRouter = (programSlug: string, slug: string): Promise<Result<RouterView>> =>
  read(async (db) => {
    const program = await findProgram(db, programSlug);
    const row = program === null ? null : await findRouter(db, program.id, slug);
    if (program === null || row === null) throw refused('not_found', 'There is no such router.');
    const [view] = await viewsOf(db, program.id, [row], await databaseNow(db));
    if (view === undefined) throw refused('not_found', 'There is no such router.');
    return view;
  });
