import type { HoldsQuery, HoldView, InstallationHoldsQuery } from '@/lib/contract/v1/holds';
import type { Page } from '@/lib/contract/v1/primitives';
import { mayViewHoldsOnEverything } from '@/lib/domain/access/may';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { databaseNow } from '@/lib/store/database';
import { type HoldsAsked, listHoldsFor, listInstallationHolds, type RecordedHold } from '@/lib/store/holds';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { holdViewOf } from '@/lib/usecases/hold-view';
import { read } from '@/lib/usecases/transact';
import { afterOf, onePage } from './parts/id-page';
import { inProgram } from './parts/viewing';

const sizeOf = ({ limit }: InstallationHoldsQuery): number => limit ?? 50;

const askedOf = (query: InstallationHoldsQuery, now: Date): HoldsAsked => ({
  after: afterOf(query.cursor),
  limit: sizeOf(query) + 1,
  ...(query.which === 'all' ? {} : { notOverAt: now }),
});

const pageOf = (holds: readonly RecordedHold[], query: InstallationHoldsQuery, now: Date): Page<HoldView> =>
  onePage(
    holds.map((hold) => holdViewOf(hold, now)),
    sizeOf(query),
  );

/** What holds a program or one of its contexts, holds on everything included, oldest first, with windows to come. */
export const listHolds = (context: Context, programSlug: string, query: HoldsQuery): Promise<Result<Page<HoldView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = query.context === undefined ? undefined : await findContext(db, program.id, query.context);
    if (about === null) throw refused('not_found', `This program has no context "${query.context}".`);
    const place = { programId: program.id, ...(about === undefined ? {} : { contextId: about.id }) };
    return pageOf(await listHoldsFor(db, place, askedOf(query, now)), query, now);
  });

/** What holds everything, oldest first: for everybody who is signed in, and keys that read programs. */
export const listHoldsOnEverything = (
  context: Context,
  query: InstallationHoldsQuery,
): Promise<Result<Page<HoldView>>> =>
  read(async (db) => {
    demand({ actor: context.actor, roles: new Set() }, mayViewHoldsOnEverything);
    const now = await databaseNow(db);
    return pageOf(await listInstallationHolds(db, askedOf(query, now)), query, now);
  });
