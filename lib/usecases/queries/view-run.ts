import type { RunCheckView, RunView, Totals as TotalsView } from '@/lib/contract/views/run';
import type { ReportedTolerance, SideFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { listed } from '@/lib/domain/kernel/in-words';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, discrepancyKinds, layers, runStatuses, type Workload, workloads } from '@/lib/domain/words';
import {
  type DiscrepancyLine,
  findSentBody,
  findWholeRun,
  listDiscrepancyLines,
  totalsOf,
  type WholeRun,
} from '@/lib/store/read-models/one-run';
import { listPatternsInRun } from '@/lib/store/read-models/pattern-lines';
import { listRunNumbers, type RunLine } from '@/lib/store/read-models/run-lines';
import { letGoAt } from '@/lib/store/run-batches';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { offsetOf, pageAt } from './parts/paging';
import { patternRowOf, trendsOf } from './parts/pattern-row';
import { runRowOf, shareOf } from './parts/run-row';
import { counted, dayText, integerText, shareText } from './parts/say';
import { inProgram, type Viewing } from './parts/viewing';

const size = 50;

const totalsView = (totals: Totals | null, accepted: number | null): TotalsView | null =>
  totals === null ? null : { ...totals, accepted };

const lineOf = (run: WholeRun): RunLine => ({
  ...run,
  layer: wordOf(layers, run.layer),
  workload: run.workload === null ? null : wordOf(workloads, run.workload),
  status: wordOf(runStatuses, run.status),
  outcome: wordOf(checkOutcomes, run.outcome),
  totals: totalsOf(run.totals),
  accepted: run.accepted ?? 0,
  superseded: run.supersededBy !== null,
  warnings: textsOf(run.warnings).length,
});

const textsOf = (stored: unknown): string[] => (Array.isArray(stored) ? stored.map(String) : []);

const toleranceText = (stored: unknown): string | null => {
  if (stored === null || stored === undefined) return null;
  const { absolute, relative } = stored as ReportedTolerance;
  const parts = [
    ...(absolute === undefined ? [] : [`± ${absolute}`]),
    ...(relative === undefined ? [] : [`± ${shareText(relative)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
};

const checkView = (check: WholeRun['checks'][number]): RunCheckView => ({
  key: check.key,
  kind: check.kind,
  layer: wordOf(layers, check.layer),
  metric: check.metric,
  field: check.field,
  legacy: check.legacy,
  target: check.target,
  reported: check.reported,
  outcome: wordOf(checkOutcomes, check.outcome),
  finding: check.finding,
  tolerance: toleranceText(check.tolerance),
});

const discrepancyView = (line: DiscrepancyLine): RunView['discrepancies'][number] => ({
  correlationId: line.correlationId ?? '',
  kind: wordOf(discrepancyKinds, line.kind),
  field: line.field,
  legacy: line.legacy,
  target: line.target,
  outcome: wordOf(checkOutcomes, line.outcome),
  pattern: line.pattern,
});

const nouns: Record<RunLine['layer'], string> = {
  schema: 'schema',
  dataset: 'value',
  row: 'row',
  query: 'query result',
  event: 'event',
  state: 'state',
  outcome: 'outcome',
  position: 'position',
};

const unfinished: Partial<Record<RunLine['status'], string>> = {
  aborted: 'The run was broken off, so what it shows proves nothing.',
  failed: 'The run failed, so what it shows proves nothing.',
  unknown: 'The tool did not say whether the run completed, so what it shows proves nothing.',
};

const about = (workload: Workload | null): string => (workload === null ? '' : ` of ${workload}`);

const comparedText = (run: RunLine, zone: string, now: Date): string => {
  const day = dayText(new Date(run.windowTo.getTime() - 1), zone, now);
  const { totals } = run;
  if (totals === null) return `Compared ${nouns[run.layer]}s${about(run.workload)} up to ${day}, without totals.`;
  const share = shareOf(totals, run.accepted);
  const rate = share === null ? 'nothing was there to match' : `${shareText(share)} match`;
  const apart = [
    ...(totals.mismatched > 0 ? [`${integerText(totals.mismatched)} differ`] : []),
    ...(totals.missingInTarget > 0 ? [`${integerText(totals.missingInTarget)} are missing in target`] : []),
    ...(totals.missingInLegacy > 0 ? [`${integerText(totals.missingInLegacy)} are missing in legacy`] : []),
  ];
  const rest = apart.length === 0 ? '' : ` ${listed(apart)}.`;
  const accepted = run.accepted > 0 ? ` Signed-off rules accept ${integerText(run.accepted)} of them.` : '';
  return `Compared ${counted(totals.compared, nouns[run.layer])}${about(run.workload)} on ${day}; ${rate}.${rest}${accepted}`;
};

const checksText = (run: WholeRun): string => {
  if (run.checks.length === 0) return '';
  const matching = run.checks.filter(({ outcome }) => ['match', 'match_within_tolerance'].includes(outcome)).length;
  return ` ${matching} of ${counted(run.checks.length, 'check')} match.`;
};

const ledeOf = (run: WholeRun, line: RunLine, { program, now }: Viewing): string =>
  [
    unfinished[line.status],
    `${comparedText(line, program.zone, now)}${checksText(run)}`,
    ...(line.baseline ? ['A baseline: legacy was compared with legacy, and it counts for no criterion.'] : []),
    ...(line.superseded ? ['A later run took its place, so it counts in no evaluation.'] : []),
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');

const sideOf = (stored: unknown): SideFacts => {
  const { dataset = null, position = null, version = null } = stored as Partial<SideFacts>;
  return { dataset, position, version };
};

const cohortName = (dimensions: unknown): string =>
  Object.entries(dimensions as Record<string, string>)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** One run by its number, with what was sent and what Lockgate made of it. `cursor` pages its discrepancies. */
export const viewRun = (
  context: Context,
  programSlug: string,
  number: number,
  cursor?: string,
): Promise<Result<RunView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, you } = viewing;
    const run = Number.isSafeInteger(number) ? await findWholeRun(db, program.id, number) : null;
    if (run === null) throw refused('not_found', `There is no run r-${number} in this program.`);
    const line = lineOf(run);
    const ref = run.context;
    const offset = offsetOf(cursor);
    const discrepancies = await listDiscrepancyLines(db, run.id, { offset, limit: size });
    const others = [run.supersedes, run.supersededBy].flatMap((id) => id ?? []);
    const numbers = new Map((await listRunNumbers(db, others)).map((other) => [other.id, other.number]));
    const gone = await letGoAt(db, run.id);
    const patterns = await listPatternsInRun(db, run.id);
    const trends = await trendsOf(db, patterns, now);
    const sent = await findSentBody(db, run.id);
    return {
      ...runRowOf(line, ref),
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(run, line, viewing),
      format: run.format,
      digest: run.digest,
      engine: run.engine,
      period: run.period,
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
      ruleSetVersion: run.ruleSetVersion,
      legacy: sideOf(run.legacy),
      target: sideOf(run.target),
      totals: totalsView(line.totals, run.accepted),
      cohorts: run.cohorts.flatMap((cohort) => {
        const totals = totalsView(totalsOf(cohort.totals), cohort.accepted);
        return totals === null ? [] : [{ name: cohortName(cohort.dimensions), totals }];
      }),
      coverage: run.coverage,
      checks: run.checks.map(checkView),
      discrepanciesSampled: run.discrepanciesSampled,
      announced: run.announced,
      letGo: gone === null ? null : dayText(gone, program.zone, viewing.now),
      discrepancies: discrepancies.map(discrepancyView),
      discrepanciesPage: pageAt(offset, { size, total: gone === null ? run.discrepancyCount : discrepancies.length }),
      patterns: patterns.map((pattern) => patternRowOf(pattern, ref, you, trends)),
      warningsText: textsOf(run.warnings),
      supersedes: run.supersedes === null ? null : (numbers.get(run.supersedes) ?? null),
      supersededBy: run.supersededBy === null ? null : (numbers.get(run.supersededBy) ?? null),
      artifact: run.artifact as RunView['artifact'],
      sent: { ...sent, href: `/api/v1/programs/${program.slug}/runs/${run.id}/body` },
    };
  });
