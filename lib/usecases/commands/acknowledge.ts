import type { AcknowledgementBody, RouterView } from '@/lib/contract/v1/routers';
import { mayReportRouting } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { decideAcknowledgement } from '@/lib/domain/router/acknowledge';
import { placeText } from '@/lib/domain/router/place';
import { listContextStates } from '@/lib/store/contexts';
import { type Db, databaseNow } from '@/lib/store/database';
import { listStandingDrift } from '@/lib/store/drifts';
import { findProgram, type ProgramRow } from '@/lib/store/programs';
import {
  findRouter,
  listAcknowledgements,
  listRouters,
  type RouterRow,
  saveAcknowledgements,
  touchRouter,
} from '@/lib/store/routers';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { readRouter } from '@/lib/usecases/queries/list-routers';
import { leasesOf, settleDrift } from '@/lib/usecases/routers/settle';
import { lanesServed, watchRouters } from '@/lib/usecases/routers/watch';
import { note, type ProgramTx, transact } from '@/lib/usecases/transact';

const declared = async (db: Db, program: Pick<ProgramRow, 'id'>, slug: string): Promise<RouterRow> => {
  const router = await findRouter(db, program.id, slug);
  if (router === null) throw refused('not_found', `The manifest of this program declares no router "${slug}".`);
  return router;
};

/**
 * Where a router only says again what it said, that it lives is noted beside the record, without waiting for it. True
 * where that was all.
 */
const isRepeat = async (
  context: Context,
  programSlug: string,
  slug: string,
  { items }: AcknowledgementBody,
): Promise<Result<boolean>> =>
  note(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayReportRouting);
    const router = await declared(db, program, slug);
    const said = new Map((await listAcknowledgements(db, [router.id])).map(({ place, epoch }) => [place, epoch]));
    if (new Set(items.map(placeText)).size < items.length) return accept(false);
    if (!items.every((item) => said.get(placeText(item)) === item.epoch)) return accept(false);
    if ((await listStandingDrift(db, [router.id])).some(({ kind }) => kind === 'silent')) return accept(false);
    await touchRouter(db, router.id, await databaseNow(db), { places: items.map(placeText) });
    return accept(true);
  });

const takeDown = async (tx: ProgramTx, slug: string, { items }: AcknowledgementBody): Promise<void> => {
  const router = await declared(tx.db, tx.program, slug);
  const contexts = await listContextStates(tx.db, tx.program.id);
  const lanes = new Map(lanesServed({ contexts: [] }, contexts).map((lane) => [lane.place, lane.intervals]));
  const said = new Map((await listAcknowledgements(tx.db, [router.id])).map((row) => [row.place, row]));
  const { changes, facts } = must(
    decideAcknowledgement({
      router,
      items: items.map((item) => ({
        ...item,
        appliedAt: item.appliedAt === undefined ? null : new Date(item.appliedAt),
        intervals: lanes.get(placeText(item)),
      })),
      before: (place) => said.get(place) ?? null,
      at: tx.at,
    }),
  );
  // Its row first, as everybody does who notes something of a router.
  await touchRouter(tx.db, router.id, tx.at, { places: items.map(placeText) });
  await saveAcknowledgements(tx.db, router.id, changes, tx.at);
  facts.forEach(tx.record);
  const [heard] = (await listRouters(tx.db, tx.program.id)).filter(({ id }) => id === router.id);
  const [watched] = heard === undefined ? [] : await watchRouters(tx.db, [heard], contexts);
  if (watched !== undefined)
    await settleDrift(tx, watched, { leases: await leasesOf(tx.db, tx.program.id), heardSince: tx.at });
};

/**
 * Which epochs a router says that it applies. It never shortens a lease; only what is new becomes part of the record, and
 * where it ends or begins a drift, that too.
 */
export const acknowledge = async (
  context: Context,
  programSlug: string,
  slug: string,
  body: AcknowledgementBody,
): Promise<Result<RouterView>> => {
  // A simulated clock is the transaction's alone.
  const repeat = context.simulatedAt === undefined ? await isRepeat(context, programSlug, slug, body) : accept(false);
  if (!repeat.ok) return repeat;
  if (!repeat.value) {
    const written = await transact<null>(context, programSlug, async (tx) => {
      await authorise(tx.db, context.actor, tx.program, mayReportRouting);
      await takeDown(tx, slug, body);
      return accept(null);
    });
    if (!written.ok) return written;
  }
  return readRouter(programSlug, slug);
};
