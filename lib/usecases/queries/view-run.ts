import type { ItemsFilter, RunCheckView, RunView, Totals as TotalsView } from '@/lib/contract/views/run';
import type { SideFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, layers, runStatuses, workloads } from '@/lib/domain/words';
import { findSentBody, findWholeRun, totalsOf, type WholeRun } from '@/lib/store/read-models/one-run';
import { listPatternsInRun } from '@/lib/store/read-models/pattern-lines';
import { countRunComings, countRunPatterns } from '@/lib/store/read-models/run-items';
import { listRunNumbers, type RunLine } from '@/lib/store/read-models/run-lines';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { patternRowOf, trendsOf } from './parts/pattern-row';
import { runRowOf } from './parts/run-row';
import { dayText } from './parts/say';
import { inProgram } from './parts/viewing';
import { byNeed, checkView, differs, verdictsOf } from './run/checks';
import { itemChoices, itemsOf } from './run/items';
import { runLede } from './run/lede';
import { queryGrid } from './run/query-grid';
import { statisticsOf } from './run/statistics';

/** So many patterns are shown with a run; a run with more is filtered by pattern. */
const shownPatterns = 50;

const totalsView = (totals: Totals | null, accepted: number | null): TotalsView | null =>
  totals === null ? null : { ...totals, accepted };

const textsOf = (stored: unknown): string[] => (Array.isArray(stored) ? stored.map(String) : []);

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

const sideOf = (stored: unknown): SideFacts => {
  const { dataset = null, position = null, version = null } = stored as Partial<SideFacts>;
  return { dataset, position, version };
};

const cohortName = (dimensions: unknown): string =>
  Object.entries(dimensions as Record<string, string>)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const queriesOf = (checks: readonly RunCheckView[], line: RunLine, engine: string | null): RunView['queries'] =>
  queryGrid(
    checks
      .filter(({ layer, query }) => layer === 'query' && query !== null)
      .map((check) => ({
        ...check,
        query: check.query ?? check.key,
        engine: check.engine ?? engine ?? '',
        completed: line.status === 'completed',
        run: line.number,
        windowTo: line.windowTo,
      })),
    [],
  );

/** One run by its number, with what was sent and what Lockgate made of it. `filter` narrows and pages its parts. */
export const viewRun = (
  context: Context,
  programSlug: string,
  number: number,
  filter: ItemsFilter = {},
): Promise<Result<RunView>> =>
  inProgram(context, programSlug, async ({ db, program, now, you }) => {
    const run = Number.isSafeInteger(number) ? await findWholeRun(db, program.id, number) : null;
    if (run === null) throw refused('not_found', `There is no run r-${number} in this program.`);
    const line = lineOf(run);
    const others = [run.supersedes, run.supersededBy].flatMap((id) => id ?? []);
    const numbers = new Map((await listRunNumbers(db, others)).map((other) => [other.id, other.number]));
    const patterns = (await listPatternsInRun(db, run.id)).slice(0, shownPatterns);
    const trends = await trendsOf(db, patterns, now);
    const sent = await findSentBody(db, run.id);
    const comings = await countRunComings(db, run.id);
    const inRun = await countRunPatterns(db, run.id);
    const items = await itemsOf(db, { id: run.id, all: run.discrepancyCount - comings.letGo }, inRun, filter);
    const checks = run.checks.map(checkView);
    const statistics = statisticsOf(checks, filter);
    const matching = checks.filter((check) => !differs(check)).length;
    const opposed = checks.filter(({ finding }) => finding !== null).length;
    return {
      ...runRowOf(line, run.context),
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: runLede({
        line,
        checks: { all: checks.length, matching, opposed },
        statistics,
        zone: program.zone,
        now,
      }),
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
      checks: byNeed(checks),
      verdicts: verdictsOf(checks),
      statistics,
      queries: queriesOf(checks, line, run.engine),
      filter,
      ...itemChoices(inRun),
      announced:
        run.announced === null
          ? null
          : {
              total: run.announced,
              received: run.discrepancyCount,
              comings: comings.comings,
              lastAt: comings.lastAt?.toISOString() ?? null,
            },
      letGo:
        comings.letGoAt === null ? null : { count: comings.letGo, on: dayText(comings.letGoAt, program.zone, now) },
      discrepanciesSampled: run.discrepanciesSampled,
      ...items,
      patterns: patterns.map((pattern) => patternRowOf(pattern, run.context, you, trends)),
      warningsText: textsOf(run.warnings),
      supersedes: run.supersedes === null ? null : (numbers.get(run.supersedes) ?? null),
      supersededBy: run.supersededBy === null ? null : (numbers.get(run.supersededBy) ?? null),
      artifact: run.artifact as RunView['artifact'],
      sent: { ...sent, href: `/api/v1/programs/${program.slug}/runs/${run.id}/body` },
    };
  });
