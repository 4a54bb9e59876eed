import type { FilterOption } from '@/lib/contract/views/parts';
import {
  type SourceRow,
  type SourcesFilter,
  type SourcesView,
  sourceStandings,
  sourceWays,
} from '@/lib/contract/views/sources';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { ContextRow } from '@/lib/store/contexts';
import { listContexts } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listArrivedStreams, listHeard } from '@/lib/store/read-models/arrivals';
import { countStuck, listOutcomeSources } from '@/lib/store/read-models/outcome-arrivals';
import { listRunningContexts } from '@/lib/store/read-models/run-streams';
import {
  countUnclaimed,
  listLoneMeasures,
  listShortBodies,
  listUnclaimedGroups,
  listWaitingRuns,
} from '@/lib/store/read-models/waiting-events';
import type { Context } from '@/lib/usecases/context';
import { sourcesInForce } from '@/lib/usecases/events/sources';
import { offsetOf, pageAt } from './parts/paging';
import { programRefOf } from './parts/refs';
import { inProgram, type Viewing } from './parts/viewing';
import { streamsOf } from './runs/streams';
import { ledeOf } from './sources/lede';
import { outcomeArrivals } from './sources/outcomes';
import { sourceRows } from './sources/rows';
import { datasetsIn, unclaimedGroup } from './sources/unclaimed';
import { waitingRun } from './sources/waiting';

const sizes = { sources: 50, streams: 10, events: 20, waiting: 20 } as const;

/** So many streams, kept events and bytes of one are looked at, however many there are. */
const most = { streams: 2_000, events: 5_000, bodyBytes: 65_536, measures: 200 } as const;

const standingLabels: Record<SourceRow['standing'], string> = {
  missing: 'Missing',
  late: 'Late',
  silent: 'Declared, silent',
  unasked: 'Not expected',
  in_time: 'In time',
};

const wayLabels: Record<SourceRow['way'], string> = {
  openlineage: 'OpenLineage',
  cloudevents: 'CloudEvents',
  runs: 'Runs',
};

/** The choices of one filter, with how many rows each would show. */
const choicesOf = <Word extends string>(
  words: readonly Word[],
  labels: (word: Word) => string,
  counts: (word: Word) => number,
): FilterOption[] =>
  words.map((value) => ({ value, label: labels(value), count: counts(value) })).filter(({ count }) => count > 0);

const rowsOf = async ({ db, program, now }: Viewing, contexts: readonly ContextRow[]) => {
  const ids = contexts.map(({ id }) => id);
  const { sources: declared } = sourcesInForce(program);
  const running = await listRunningContexts(db, program.id);
  const arrived = await listArrivedStreams(db, ids, most.streams);
  const expected = await streamsOf(
    db,
    contexts.filter(({ id }) => running.includes(id)),
    now,
  );
  const heard = await listHeard(
    db,
    program.id,
    declared.map(({ name }) => name),
  );
  const outcomes = await listOutcomeSources(db, ids, most.streams);
  const senders = new Set([...arrived.map(({ source }) => source), ...outcomes]).size;
  return { declared, senders, rows: sourceRows({ contexts, expected, arrived, declared, heard }) };
};

const unclaimedOf = async (
  { db, program }: Viewing,
  declared: Awaited<ReturnType<typeof rowsOf>>['declared'],
  filter: SourcesFilter,
) => {
  const counts = await countUnclaimed(db, program.id, most.events);
  const offset = offsetOf(filter.events);
  const lines = await listUnclaimedGroups(db, program.id, {
    ...{ channel: filter.channel ?? null, most: most.events },
    ...{ limit: sizes.events, offset },
  });
  const lineage = lines.filter(({ channel, jobName }) => channel === 'openlineage' || jobName !== null);
  const bodies = await listShortBodies(
    db,
    lineage.map(({ newest }) => newest),
    most.bodyBytes,
  );
  const seen = new Map(bodies.map(({ id, bytes }) => [id, datasetsIn(bytes)]));
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  return {
    unclaimed: lines.map((line) => unclaimedGroup(program.slug, line, declared, seen.get(line.newest) ?? [])),
    unclaimedEvents: { count, atLeast: count >= most.events },
    unclaimedPage: pageAt(offset, { size: sizes.events, total: lines[0]?.groups ?? 0 }),
    channels: choicesOf(
      ['openlineage', 'cloudevents'] as const,
      (channel) => wayLabels[channel],
      (channel) => counts.find((one) => one.channel === channel)?.count ?? 0,
    ),
  };
};

const waitingOf = async (db: Db, program: { id: string; slug: string }, cursor: string | undefined) => {
  const offset = offsetOf(cursor);
  const lines = await listWaitingRuns(db, program.id, { most: most.events, limit: sizes.waiting, offset });
  const measures = lines.length === 0 ? [] : await listLoneMeasures(db, program.id, lines, most.measures);
  return {
    waiting: lines.map((line) => waitingRun(program.slug, line, measures)),
    waitingPage: pageAt(offset, { size: sizes.waiting, total: lines[0]?.runs ?? 0 }),
  };
};

/** What arrives: who is declared, expected and sends; what waits for its other side; and events that nobody claims. */
export const viewSources = (
  context: Context,
  programSlug: string,
  filter: SourcesFilter,
): Promise<Result<SourcesView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now } = viewing;
    const contexts = await listContexts(db, program.id);
    const { declared, senders, rows } = await rowsOf(viewing, contexts);
    const fits = (row: SourceRow, ignored?: keyof SourcesFilter): boolean =>
      (ignored === 'context' || filter.context === undefined || row.context.slug === filter.context) &&
      (ignored === 'standing' || filter.standing === undefined || row.standing === filter.standing) &&
      (ignored === 'way' || filter.way === undefined || row.way === filter.way);
    const countOf = (ignored: keyof SourcesFilter, is: (row: SourceRow) => boolean): number =>
      rows.filter((row) => fits(row, ignored) && is(row)).length;
    const wanted = rows.filter((row) => fits(row));
    const offset = offsetOf(filter.cursor);
    const about = contexts.filter(({ slug }) => filter.context === undefined || slug === filter.context);
    const placed = { limit: sizes.streams, offset: offsetOf(filter.streams), now };
    const streams = await outcomeArrivals(db, about, placed);
    const unclaimed = await unclaimedOf(viewing, declared, filter);
    const stuck = await countStuck(
      db,
      contexts.map(({ id }) => id),
    );
    const waiting = await waitingOf(db, program, filter.waiting);
    return {
      program: programRefOf(program),
      now: now.toISOString(),
      lede: ledeOf({
        ...{ rows, senders, now, unclaimed: unclaimed.unclaimedEvents },
        waiting: waiting.waitingPage.total,
        stuck,
      }),
      filter,
      contexts: choicesOf(
        contexts.map(({ slug }) => slug),
        (slug) => contexts.find((one) => one.slug === slug)?.name ?? slug,
        (slug) => countOf('context', (row) => row.context.slug === slug),
      ),
      standings: choicesOf(
        sourceStandings,
        (standing) => standingLabels[standing],
        (standing) => countOf('standing', (row) => row.standing === standing),
      ),
      ways: choicesOf(
        sourceWays,
        (way) => wayLabels[way],
        (way) => countOf('way', (row) => row.way === way),
      ),
      empty:
        rows.length === 0 && senders === 0 && unclaimed.unclaimedEvents.count === 0 && waiting.waiting.length === 0,
      rows: wanted.slice(offset, offset + sizes.sources),
      page: pageAt(offset, { size: sizes.sources, total: wanted.length }),
      streams: streams.rows,
      streamsPage: pageAt(placed.offset, { size: sizes.streams, total: streams.total }),
      ...unclaimed,
      ...waiting,
      contextSlugs: contexts.map(({ slug }) => slug),
    };
  });
