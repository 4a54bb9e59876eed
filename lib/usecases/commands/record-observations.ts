import type { ObservationsAnswer, ObservationsBody } from '@/lib/contract/v1/routers';
import { mayReportRouting } from '@/lib/domain/access/may';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { longestLeaseMs } from '@/lib/domain/router/drift';
import { readReport, windowFaults } from '@/lib/domain/router/report';
import { listContextStates } from '@/lib/store/contexts';
import { databaseNow } from '@/lib/store/database';
import { addObserved, claimObservation, listUnclaimedPlaces } from '@/lib/store/observations';
import { findProgram } from '@/lib/store/programs';
import { findRouter, touchRouter } from '@/lib/store/routers';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { leasesOf } from '@/lib/usecases/routers/settle';
import { settleHeard } from '@/lib/usecases/routers/settle-program';
import { lanesServed } from '@/lib/usecases/routers/watch';
import { note } from '@/lib/usecases/transact';

type Counted = { answer: ObservationsAnswer; routerId: string };

const count = (context: Context, programSlug: string, body: ObservationsBody): Promise<Result<Counted>> =>
  note(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayReportRouting);
    const router = await findRouter(db, program.id, body.router);
    if (router === null)
      throw refused('not_found', `The manifest of this program declares no router "${body.router}".`);
    const at = context.simulatedAt ?? (await databaseNow(db));
    const window = { from: new Date(body.from), to: new Date(body.to) };
    const faults = windowFaults(window, at);
    if (faults.length > 0) throw refused('invalid_body', 'The window cannot be counted.', faults);
    // The router's row first: its reports are counted one after the other.
    await touchRouter(db, router.id, at, { observedUntil: window.to });
    const places = must(
      readReport({
        window,
        items: body.items,
        lanes: lanesServed({ contexts: [] }, await listContextStates(db, program.id)),
        dimensions: Object.keys(program.dimensions as Record<string, unknown>),
        leaseMs: longestLeaseMs(await leasesOf(db, program.id)),
        unclaimed: await listUnclaimedPlaces(db, router.id),
      }),
    );
    const isNew = await claimObservation(db, router.id, window, documentDigest(body), at);
    if (isNew) await addObserved(db, router.id, window, places);
    const answer = {
      router: router.slug,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      counted: body.items.reduce((sum, item) => Math.min(sum + item.count, Number.MAX_SAFE_INTEGER), 0),
      unclaimed: places.flatMap(({ place, unclaimed }) => (unclaimed ? [place] : [])),
      repeated: !isNew,
    };
    return accept({ answer, routerId: router.id });
  });

/**
 * What a router did in a closed window, counted by lane and side: added up beside the record, once for each report. What
 * differs from the record, or no longer does, is written down with it.
 */
export const recordObservations = async (
  context: Context,
  programSlug: string,
  body: ObservationsBody,
): Promise<Result<ObservationsAnswer>> => {
  const counted = await count(context, programSlug, body);
  if (!counted.ok) return counted;
  // What is counted stays counted: where this fails, the next turn of time writes it down.
  await settleHeard(programSlug, counted.value.routerId, context.simulatedAt);
  return accept(counted.value.answer);
};
