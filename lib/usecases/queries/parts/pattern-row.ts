import type { ContextRef, PatternRow } from '@/lib/contract/views/parts';
import type { Db } from '@/lib/store/database';
import type { PatternLine } from '@/lib/store/read-models/pattern-lines';
import { listPatternDays } from '@/lib/store/read-models/pattern-trends';
import { trendDays } from './describe-pattern';

/** Counts of the last days, oldest first, by the id of each pattern; of baselines where nothing else has shown it. */
export const trendsOf = async (
  db: Db,
  lines: readonly PatternLine[],
  now: Date,
): Promise<ReadonlyMap<string, number[]>> => {
  const days = await listPatternDays(
    db,
    lines.map(({ id }) => id),
    { now, days: trendDays },
  );
  return new Map(
    lines.map(({ id, compared }) => [
      id,
      (days.get(id) ?? []).map(({ count, baseline }) => (compared ? count : baseline)),
    ]),
  );
};

export const patternRowOf = (
  pattern: PatternLine,
  context: ContextRef,
  you: string | null,
  trends: ReadonlyMap<string, number[]>,
): PatternRow => ({
  id: pattern.id,
  number: pattern.number,
  context,
  sentence: pattern.sentence,
  field: pattern.field,
  severity: pattern.severity,
  category: pattern.category,
  state: pattern.state,
  triaged: pattern.triaged,
  baseline: pattern.baseline,
  owner: pattern.ownerId === null ? null : { name: pattern.ownerName ?? '', you: pattern.ownerId === you },
  total: pattern.total,
  open: pattern.open,
  trend: trends.get(pattern.id) ?? [],
  members: pattern.members,
  reopened: pattern.reopened,
  reopenedAt: pattern.reopenedAt?.toISOString() ?? null,
  resolution: pattern.resolution,
  due: pattern.due,
  firstSeenAt: pattern.firstSeenAt.toISOString(),
  lastSeenAt: pattern.lastSeenAt.toISOString(),
  revision: pattern.revision,
});
