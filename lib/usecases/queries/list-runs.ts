import type { Page } from '@/lib/contract/v1/primitives';
import type {
  DiscrepanciesQuery,
  DiscrepancyView,
  RunCheckView,
  RunDetail,
  RunSummary,
  RunsQuery,
} from '@/lib/contract/v1/runs';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, layers, runStatuses, workloads } from '@/lib/domain/words';
import { findContext } from '@/lib/store/contexts';
import { listDiscrepancies as loadDiscrepancies } from '@/lib/store/discrepancies';
import { findPattern } from '@/lib/store/patterns';
import { letGoAt } from '@/lib/store/run-batches';
import { findRun, findRunBody, listRuns as loadRuns, type RunRow, type RunWithParts } from '@/lib/store/runs';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { discrepancyView } from './parts/describe-pattern';
import { offsetOf, placeOf } from './parts/paging';
import { inProgram, type Viewing } from './parts/viewing';

const noRun = () => refused('not_found', 'There is no such run in this program.');

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

const summaryOf = (row: RunRow): RunSummary => ({
  id: row.id,
  number: row.number,
  source: row.source,
  externalId: row.externalId,
  context: row.context.slug,
  format: row.format,
  layer: wordOf(layers, row.layer),
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
  engine: row.engine,
  baseline: row.baseline,
  window: { from: row.windowFrom.toISOString(), to: row.windowTo.toISOString() },
  period: row.period,
  startedAt: text(row.startedAt),
  finishedAt: text(row.finishedAt),
  receivedAt: row.receivedAt.toISOString(),
  status: wordOf(runStatuses, row.status),
  outcome: wordOf(checkOutcomes, row.outcome),
  totals: row.totals as RunSummary['totals'],
  accepted: row.totals === null ? null : row.accepted,
  discrepancyCount: row.discrepancyCount,
  announced: row.announced,
  discrepanciesSampled: row.discrepanciesSampled,
  ruleSetVersion: row.ruleSetVersion,
  supersededBy: row.supersededBy,
});

const evidenceOf = (run: RunWithParts, basis: string): RunCheckView['evidence'] => {
  if (basis === 'reported') return 'reported_only';
  return run.discrepanciesSampled ? 'sampled' : 'complete';
};

const checkView = (run: RunWithParts, check: RunWithParts['checks'][number]): RunCheckView => ({
  key: check.key,
  kind: check.kind,
  layer: wordOf(layers, check.layer),
  metric: check.metric,
  field: check.field,
  legacy: check.legacy,
  target: check.target,
  reported: check.reported,
  outcome: wordOf(checkOutcomes, check.outcome),
  counts: check.totals,
  tolerance: check.tolerance,
  finding: check.finding,
  evidence: evidenceOf(run, check.basis),
});

/** Runs of a program, the newest numbers first. */
export const listRuns = (context: Context, programSlug: string, query: RunsQuery): Promise<Result<Page<RunSummary>>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const about = query.context === undefined ? null : await findContext(db, program.id, query.context);
    if (query.context !== undefined && about === null) throw refused('not_found', 'There is no such context.');
    const size = query.limit ?? 50;
    const { source, layer, workload } = query;
    const rows = await loadRuns(db, program.id, {
      where: { source, layer, workload, contextId: about?.id },
      below: placeOf(query.cursor)?.number,
      limit: size + 1,
    });
    const items = rows.slice(0, size).map(summaryOf);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > size && last !== undefined ? `b${last.number}` : null };
  });

/** One run by id or number, with its checks as the tool said and as Lockgate judged. */
export const readRun = (context: Context, programSlug: string, runId: string): Promise<Result<RunDetail>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const run = await findRun(db, program.id, runId);
    if (run === null) throw noRun();
    return {
      ...summaryOf(run),
      legacy: run.legacy as Record<string, unknown>,
      target: run.target as Record<string, unknown>,
      digest: run.digest,
      coverage: run.coverage,
      cohorts: run.cohorts.map(({ dimensions, totals, accepted }) => ({
        dimensions: dimensions as Record<string, string>,
        totals: totals as RunDetail['cohorts'][number]['totals'],
        accepted,
      })),
      checks: run.checks.map((check) => checkView(run, check)),
      warnings: run.warnings as string[],
      letGoAt: text(await letGoAt(db, run.id)),
      artifact: run.artifact,
      supersedes: run.supersedes,
      body: `/api/v1/programs/${program.slug}/runs/${run.id}/body`,
    };
  });

const patternIdOf = async ({ db, program }: Viewing, pattern: string | undefined): Promise<string | undefined> => {
  if (pattern === undefined) return undefined;
  const found = await findPattern(db, program.id, pattern);
  if (found === null) throw refused('not_found', 'There is no such pattern in this program.');
  return found.id;
};

/** Discrepancies of a run, in the order in which they were sent. */
export const listDiscrepancies = (
  context: Context,
  programSlug: string,
  runId: string,
  query: DiscrepanciesQuery,
): Promise<Result<Page<DiscrepancyView>>> =>
  inProgram(context, programSlug, async (viewing) => {
    const run = await findRun(viewing.db, viewing.program.id, runId);
    if (run === null) throw noRun();
    const size = query.limit ?? 50;
    const patternId = await patternIdOf(viewing, query.pattern);
    const page = { from: offsetOf(query.cursor), limit: size + 1, ...(patternId === undefined ? {} : { patternId }) };
    const rows = await loadDiscrepancies(viewing.db, run.id, page);
    const next = rows[size];
    return {
      items: rows.slice(0, size).map(discrepancyView),
      nextCursor: next === undefined ? null : `o${next.position}`,
    };
  });

/** What was sent, byte for byte. */
export const readRunBody = (
  context: Context,
  programSlug: string,
  runId: string,
): Promise<Result<{ mediaType: string; bytes: Uint8Array }>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const run = await findRun(db, program.id, runId);
    const body = run === null ? null : await findRunBody(db, run.id);
    if (body === null) throw noRun();
    return body;
  });
