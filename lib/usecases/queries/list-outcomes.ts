import type { OutcomeStreamView, OutcomesQuery } from '@/lib/contract/v1/outcomes';
import type { Page } from '@/lib/contract/v1/primitives';
import type { Result } from '@/lib/domain/kernel/refusal';
import { spanAt } from '@/lib/domain/pairing/periods';
import { findContext } from '@/lib/store/contexts';
import { findLatestCounted, listWaiting, type PeriodRow } from '@/lib/store/outcome-periods';
import { countOutcomes, listStreams } from '@/lib/store/outcomes';
import type { Context } from '@/lib/usecases/context';
import { loadRegimes } from '@/lib/usecases/pairing/streams';
import { afterOf, onePage } from './parts/id-page';
import { inProgram, type Viewing } from './parts/viewing';

const mostPeriods = 100;

const waitingViews = async (
  { db }: Viewing,
  streamId: string,
  periods: readonly PeriodRow[],
): Promise<OutcomeStreamView['waiting']> => {
  const spans = periods.map(({ startsAt: from, endsAt: to }) => ({ from, to }));
  const counts = spans.length === 0 ? [] : await countOutcomes(db, streamId, spans);
  return periods.map((period, n) => ({
    from: period.startsAt.toISOString(),
    to: period.endsAt.toISOString(),
    closesAt: period.closesAt.toISOString(),
    dueAt: (period.dueAt ?? period.closesAt).toISOString(),
    ...(counts[n] ?? { legacy: 0, target: 0 }),
    run: period.runId,
    stuck: period.stuck,
  }));
};

const streamView = async (
  viewing: Viewing,
  stream: Awaited<ReturnType<typeof listStreams>>[number],
): Promise<OutcomeStreamView> => {
  const { db, now } = viewing;
  const span = spanAt(await loadRegimes(db, stream.contextId), now);
  const { rows, count } = await listWaiting(db, stream.id, mostPeriods);
  const latest = await findLatestCounted(db, stream.id);
  return {
    context: stream.context.slug,
    source: stream.source,
    workload: stream.workload,
    windowSeconds: span.windowMs / 1000,
    periodSeconds: span.periodMs / 1000,
    byDefault: !span.told,
    waiting: await waitingViews(viewing, stream.id, rows),
    waitingPeriods: count,
    tooLate: Number(stream.tooLate),
    tooLateAt: stream.tooLateAt?.toISOString() ?? null,
    latest:
      latest === null || latest.runId === null
        ? null
        : { run: latest.runId, from: latest.startsAt.toISOString(), to: latest.endsAt.toISOString() },
  };
};

/** What waits to be paired: of each stream its open periods, and what came too late for any. */
export const listOutcomes = (
  context: Context,
  programSlug: string,
  query: OutcomesQuery,
): Promise<Result<Page<OutcomeStreamView>>> =>
  inProgram(context, programSlug, async (viewing) => {
    const size = query.limit ?? 50;
    const about = query.context === undefined ? null : await findContext(viewing.db, viewing.program.id, query.context);
    if (query.context !== undefined && about === null) return { items: [], nextCursor: null };
    const after = afterOf(query.cursor);
    const rows = await listStreams(viewing.db, viewing.program.id, {
      limit: size + 1,
      ...(after === null ? {} : { after }),
      ...(about === null ? {} : { contextId: about.id }),
      ...(query.source === undefined ? {} : { source: query.source }),
    });
    const page = onePage(rows, size);
    const items: OutcomeStreamView[] = [];
    for (const row of page.items) items.push(await streamView(viewing, row));
    return { items, nextCursor: page.nextCursor };
  });
