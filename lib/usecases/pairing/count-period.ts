import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import type { Outcome } from '@/lib/domain/pairing/outcome';
import { closesAt, type Span, spanAt } from '@/lib/domain/pairing/periods';
import { settleRecord } from '@/lib/domain/pairing/record';
import { PairingTally } from '@/lib/domain/pairing/tally';
import type { Db } from '@/lib/store/database';
import { findCounted, findPeriod, type PeriodRow } from '@/lib/store/outcome-periods';
import { findStream, readOutcomes, type StoredOutcome, type Taking } from '@/lib/store/outcomes';
import { findRulesInForceAt } from '@/lib/store/rule-sets';
import { loadRegimes } from './streams';

type Stream = NonNullable<Awaited<ReturnType<typeof findStream>>>;

/** What a period comes to, as of one snapshot: recorded only while nothing has touched the period since. */
export type CountedPeriod = {
  period: PeriodRow;
  stream: Stream;
  span: Span;
  tally: PairingTally;
  takings: Taking[];
  /** The run that it has. */
  older: { id: string; externalId: string; digest: string } | null;
};

const takingsOf = (group: readonly StoredOutcome[], taken: readonly Outcome[], { from, to }: Span): Taking[] => {
  const digests = new Set(taken.map(({ digest }) => digest));
  return group.flatMap(({ identity, observedAt, digest, takenBy }) => {
    if (observedAt < to) return [];
    const is = digests.has(digest);
    const was = takenBy?.getTime() === from.getTime();
    return is === was ? [] : [{ identity, observedAt, taken: is }];
  });
};

/** Counts a period that has closed; null where it has not, or nothing waits in it. */
export const countPeriod = async (
  db: Db,
  { streamId, startsAt, at }: { streamId: string; startsAt: Date; at: Date },
): Promise<CountedPeriod | null> => {
  const period = await findPeriod(db, streamId, startsAt);
  const stream = await findStream(db, streamId);
  if (period === null || stream === null || period.dueAt === null || period.dueAt > at) return null;
  const span = spanAt(await loadRegimes(db, stream.contextId), startsAt);
  if (span.from.getTime() !== startsAt.getTime()) throw new Error('a period begins where none does');
  if (closesAt(span) > at) return null;
  const row = await findRulesInForceAt(db, stream.contextId, span.to);
  const rules = row === null ? null : parseRuleSet(row.document);
  if (rules !== null && !rules.ok) throw new Error(`rule set ${row?.version} of ${stream.context.slug} does not parse`);
  const older = period.runId === null ? null : await findCounted(db, period.runId);
  const program = await db.program.findUniqueOrThrow({ where: { id: stream.context.programId } });
  const tally = new PairingTally({
    windowMs: span.windowMs,
    rules: rules === null ? null : rules.value,
    dimensions: Object.keys(program.dimensions as Record<string, unknown>),
    cohorts: older?.cohorts ?? [],
  });
  const takings: Taking[] = [];
  let group: StoredOutcome[] = [];
  const settle = (): void => {
    if (group.length === 0) return;
    const { record, taken } = settleRecord(group, span);
    takings.push(...takingsOf(group, taken, span));
    if (record !== null) tally.add(record);
    group = [];
  };
  for await (const part of readOutcomes(db, { streamId, from: span.from, until: closesAt(span) })) {
    for (const outcome of part) {
      if (group[0] !== undefined && group[0].correlationId !== outcome.correlationId) settle();
      group.push(outcome);
    }
  }
  settle();
  return { period, stream, span, tally, takings, older };
};
