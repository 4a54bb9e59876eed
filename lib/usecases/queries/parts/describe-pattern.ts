import type { PatternDetail, PatternView } from '@/lib/contract/v1/patterns';
import type { DiscrepancyView } from '@/lib/contract/v1/runs';
import { checkOutcomes, discrepancyKinds, resolutions } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import type { DiscrepancyRow } from '@/lib/store/discrepancies';
import { listMembers, listPartsOf } from '@/lib/store/pattern-kin';
import type { PatternRow } from '@/lib/store/patterns';
import {
  countDimensions,
  type Example,
  listExamples,
  listNoiseRates,
  listOccurrences,
  listStandings,
} from '@/lib/store/read-models/one-pattern';
import { type LessonRow, listLessons } from '@/lib/store/read-models/pattern-lessons';
import { listPatternLines, type PatternLine } from '@/lib/store/read-models/pattern-lines';
import { listPatternDays, type PatternDay } from '@/lib/store/read-models/pattern-trends';
import { wordOf } from '@/lib/store/words';
import { noiseOf, spreadsOf } from './pattern-figures';

/** How many days a list shows of each pattern, and a pattern's own page. */
export const trendDays = 14;
export const pageDays = 60;
const shownOccurrences = 100;
const shownExamples = 20;

/** A pattern as lists show it; `context` is the slug of its context. */
export const patternView = (line: PatternLine, context: string, days: readonly PatternDay[]): PatternView => ({
  id: line.id,
  number: line.number,
  context,
  layer: line.layer,
  kind: line.kind,
  field: line.field,
  sentence: line.sentence,
  state: line.state,
  category: line.category,
  severity: line.severity,
  highestSeverity: line.highestSeverity,
  triaged: line.triaged,
  itemised: line.itemised,
  check: line.checkKey === '' ? null : line.checkKey,
  baseline: line.baseline,
  owner: line.ownerId === null ? null : { id: line.ownerId, name: line.ownerName ?? '' },
  note: line.note,
  source: line.source,
  workload: line.workload,
  firstSeenAt: line.firstSeenAt.toISOString(),
  lastSeenAt: line.lastSeenAt.toISOString(),
  total: line.total,
  open: line.open,
  // What only baselines have shown has no other trend.
  trend: days.slice(-trendDays).map(({ count, baseline }) => (line.compared ? count : baseline)),
  members: line.members,
  mergedInto: line.mergedInto,
  splitBy: line.splitBy,
  partOf: line.partOf,
  reopened: line.reopened,
  reopenedAt: line.reopenedAt?.toISOString() ?? null,
  resolution: line.resolution,
  due: line.due,
  revision: line.revision,
});

/** Patterns by id as lists show them, in the order of their numbers; `slugs` are those of contexts by id. */
export const describePatterns = async (
  db: Db,
  ids: readonly string[],
  slugs: ReadonlyMap<string, string>,
  now: Date,
): Promise<PatternView[]> => {
  const days = await listPatternDays(db, ids, { now, days: trendDays });
  const lines = await listPatternLines(db, ids);
  return lines.map((line) => patternView(line, slugs.get(line.contextId) ?? '', days.get(line.id) ?? []));
};

/** One discrepancy as sent and as judged. */
export const discrepancyView = (row: DiscrepancyRow): DiscrepancyView => ({
  run: row.runId,
  position: row.position,
  pattern: row.patternId,
  correlationId: row.correlationId,
  kind: wordOf(discrepancyKinds, row.kind),
  field: row.field,
  legacy: row.legacy,
  target: row.target,
  dimensions: row.dimensions as Record<string, string>,
  observedAt: row.observedAt?.toISOString() ?? null,
  outcome: wordOf(checkOutcomes, row.outcome),
});

const exampleView = ({ runId, position, patternId, outcome, discrepancy }: Example): DiscrepancyView => ({
  run: runId,
  position,
  pattern: patternId,
  correlationId: discrepancy.correlationId,
  kind: discrepancy.kind,
  field: discrepancy.field,
  legacy: discrepancy.legacy ?? null,
  target: discrepancy.target ?? null,
  dimensions: { ...discrepancy.dimensions },
  observedAt: discrepancy.observedAt?.toISOString() ?? null,
  outcome: wordOf(checkOutcomes, outcome),
});

const endings = ['reopened', 'withdrawn'] as const;

/** What a pattern was said to teach, as it is sent. */
export const lessonView = (lesson: LessonRow): PatternDetail['lessons'][number] => ({
  resolution: lesson.resolution === null ? null : wordOf(resolutions, lesson.resolution),
  taught: lesson.taught,
  hiddenLegacyRule: lesson.hiddenRule,
  fixer: lesson.fixer,
  links: lesson.links,
  learntAt: lesson.learntAt.toISOString(),
  learntBy: lesson.learntBy,
  endedAt: lesson.endedAt?.toISOString() ?? null,
  endedBecause: lesson.endedBecause === null ? null : wordOf(endings, lesson.endedBecause),
});

/** A pattern with where it stands, what it taught, what belongs to it, how it spreads and a few examples. */
export const describePattern = async (db: Db, row: PatternRow, context: string, now: Date): Promise<PatternDetail> => {
  const [line] = await listPatternLines(db, [row.id]);
  if (line === undefined) throw new Error(`pattern ${row.id} has no line`);
  const days = (await listPatternDays(db, [row.id], { now, days: pageDays })).get(row.id) ?? [];
  const standings = await listStandings(db, row.id);
  const occurrences = await listOccurrences(db, row.id, shownOccurrences);
  return {
    ...patternView(line, context, days),
    fingerprint: row.fingerprint,
    resolvedAt: line.resolvedAt?.toISOString() ?? null,
    taught: line.taught,
    hiddenLegacyRule: line.hiddenRule,
    fixer: line.fixer === null ? null : { person: line.fixerId, name: line.fixer },
    links: line.links,
    lessons: (await listLessons(db, row.id)).map(lessonView),
    merged: (await listMembers(db, row.id)).map(({ id, number }) => ({ id, number })),
    parts: (await listPartsOf(db, [row.id])).map(({ id, number, value }) => ({ id, number, value })),
    standings: standings.map((standing) => ({
      source: standing.source,
      layer: standing.layer,
      workload: standing.workload,
      baseline: standing.baseline,
      run: standing.runId,
      windowTo: standing.windowTo.toISOString(),
      count: standing.count,
      open: standing.open,
      runs: standing.runs,
      total: standing.total,
      passed: standing.passed,
    })),
    baselineNoise: noiseOf(standings, line.baseline ? await listNoiseRates(db, row.id) : []),
    days: days.map(({ day, count, open, baseline }) => ({
      day: day.toISOString().slice(0, 10),
      count,
      open,
      baseline,
    })),
    cohorts: spreadsOf(await countDimensions(db, row.id)).map(({ name, ...spread }) => ({
      dimension: name,
      ...spread,
    })),
    runs: occurrences.map(({ runId, windowTo, count, exact }) => ({
      run: runId,
      windowTo: windowTo.toISOString(),
      count,
      exact,
    })),
    examples: (await listExamples(db, row.id, shownExamples)).map(exampleView),
  };
};
