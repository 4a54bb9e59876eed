import type { OpenPeriod, OutcomeArrivals } from '@/lib/contract/views/sources';
import { spanAt } from '@/lib/domain/pairing/periods';
import { checkOutcomes, workloads } from '@/lib/domain/words';
import type { ContextRow } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listOpenPeriods, listOutcomeStreams, type OpenPeriodLine } from '@/lib/store/read-models/outcome-arrivals';
import { wordOf } from '@/lib/store/words';
import { loadRegimes } from '@/lib/usecases/pairing/streams';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import { spanText } from '@/lib/usecases/queries/parts/say';

/** So many open periods of a stream are shown, and so many outcomes of one are counted. */
const eachPeriods = 5;
const mostOutcomes = 20_000;

const periodOf = (line: OpenPeriodLine): OpenPeriod => ({
  from: line.startsAt.toISOString(),
  to: line.endsAt.toISOString(),
  closesAt: line.closesAt.toISOString(),
  dueAt: line.dueAt.toISOString(),
  legacy: line.legacy,
  target: line.target,
  atLeast: line.legacy + line.target >= mostOutcomes,
  corrects: line.corrects,
  stuck: line.stuck,
});

/** "Pairs within 15 min; one run each 1 h" */
const matchingOf = async (db: Db, contextId: string, now: Date) => {
  const span = spanAt(await loadRegimes(db, contextId), now);
  return {
    matching: `pairs within ${spanText(span.windowMs)}, one run each ${spanText(span.periodMs)}`,
    byDefault: !span.told,
  };
};

/** What waits to be paired: a page of streams, those that are stuck first. */
export const outcomeArrivals = async (
  db: Db,
  contexts: readonly ContextRow[],
  { limit, offset, now }: { limit: number; offset: number; now: Date },
): Promise<{ rows: OutcomeArrivals[]; total: number }> => {
  const ids = contexts.map(({ id }) => id);
  const lines = await listOutcomeStreams(db, ids, { limit, offset });
  const waiting = lines.filter(({ open }) => open > 0).map(({ id }) => id);
  const periods =
    waiting.length === 0 ? [] : await listOpenPeriods(db, waiting, { each: eachPeriods, most: mostOutcomes });
  const matching = new Map<string, Awaited<ReturnType<typeof matchingOf>>>();
  for (const id of new Set(lines.map(({ contextId }) => contextId))) matching.set(id, await matchingOf(db, id, now));
  const rows = lines.map((line): OutcomeArrivals => {
    const { latestRun, latestOutcome, latestFrom, latestTo } = line;
    const none = latestRun === null || latestOutcome === null || latestFrom === null || latestTo === null;
    return {
      context: contextRefOf(contexts.find(({ id }) => id === line.contextId) ?? { slug: '', name: '' }),
      source: line.source,
      workload: line.workload === '' ? null : wordOf(workloads, line.workload),
      ...(matching.get(line.contextId) ?? { matching: '', byDefault: false }),
      periods: periods.filter(({ streamId }) => streamId === line.id).map(periodOf),
      open: line.open,
      stuck: line.stuck,
      tooLate: line.tooLate,
      tooLateAt: line.tooLateAt?.toISOString() ?? null,
      latest: none
        ? null
        : {
            run: latestRun,
            outcome: wordOf(checkOutcomes, latestOutcome),
            from: latestFrom.toISOString(),
            to: latestTo.toISOString(),
          },
    };
  });
  return { rows, total: lines[0]?.total ?? 0 };
};
