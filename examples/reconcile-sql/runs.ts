import type { Client } from 'pg';
import {
  type Both,
  compareOutcomes,
  compareQueries,
  compareStatistics,
  coveredIn,
  positionsOf,
  type Window,
} from './collect';
import { type Comparison, sampled } from './compare/keyed';
import type { Config, ContextConfig } from './config';
import { connected, urlOf } from './data/databases';

/** A run in Lockgate's neutral form. */
export type RunBody = { source: string; externalId: string; context: string; layer: string } & Record<string, unknown>;

const snapshot = async <T>(client: Client, work: () => Promise<T>): Promise<T> => {
  await client.query(`SET timezone = 'UTC'`);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
};

/** The window that a scheduled run looks at: the hours before the last full step of the schedule. */
export const windowAt = (now: Date, everySeconds: number, hours: number): Window => {
  const step = everySeconds * 1000;
  const to = Math.floor(now.getTime() / step) * step;
  return { from: new Date(to - hours * 3_600_000), to: new Date(to) };
};

const itemised = ({ totals, cohorts, discrepancies }: Comparison, cap: number) => {
  const { sent, complete } = sampled(discrepancies, cap);
  return { totals, cohorts, discrepancies: sent, ...(complete ? {} : { discrepanciesSampled: true }) };
};

const runsOfContext = async (
  both: Both,
  config: Config,
  context: ContextConfig,
  window: Window,
  targetVersion: string,
): Promise<RunBody[]> => {
  const startedAt = new Date();
  const { legacy, target, version } = await positionsOf(both, targetVersion);
  const body = (layer: string, source: string, workload: string | undefined): RunBody => ({
    source,
    // One scheduled window is one run, however often it is tried.
    externalId: `${context.slug}/${layer}/${window.to.toISOString()}`,
    context: context.slug,
    layer,
    ...(workload === undefined ? {} : { workload }),
    engine: config.engine,
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    status: 'completed',
    legacy: { dataset: context.dataset.legacy, position: legacy },
    target: { dataset: context.dataset.target, position: target, version },
  });
  const { outcomes, columns, queries } = context;
  const comparison = await compareOutcomes(both, context, window);
  const runs: RunBody[] = [
    {
      ...body(outcomes.layer, outcomes.source, outcomes.workload),
      ...itemised(comparison, outcomes.announce ? Number.POSITIVE_INFINITY : config.itemise),
      coverage: await coveredIn(both, context, window),
    },
  ];
  const statistics = await compareStatistics(both, context, window, comparison);
  if (columns !== undefined && statistics !== null) {
    runs.push({ ...body('dataset', columns.source, columns.workload), checks: statistics });
  }
  const asked = await compareQueries(both, context, window);
  if (queries !== undefined && asked !== null) {
    const { cohorts: _, ...rows } = itemised(asked.comparison, config.itemise);
    runs.push({ ...body('query', queries.source, queries.workload), checks: asked.checks, ...rows });
  }
  return runs;
};

/** Compares both databases for the wanted contexts of one program, and answers with the runs to send. */
export const compareProgram = async (
  server: string,
  config: Config,
  program: string,
  wanted: (context: ContextConfig) => boolean,
  window: Window,
): Promise<RunBody[]> =>
  connected(urlOf(server, 'legacy'), (legacy) =>
    connected(urlOf(server, 'target'), (target) =>
      snapshot(legacy, () =>
        snapshot(target, async () => {
          const runs: RunBody[] = [];
          const found = config.programs.find((one) => one.slug === program);
          for (const context of found?.contexts.filter(wanted) ?? []) {
            runs.push(
              ...(await runsOfContext({ legacy, target }, config, context, window, found?.targetVersion ?? '')),
            );
          }
          return runs;
        }),
      ),
    ),
  );
