import type { Client, QueryResult } from 'pg';
import { type Check, compareColumns, statisticsQuery } from './compare/columns';
import { type Comparison, compareKeyed, type Row } from './compare/keyed';
import { type Answer, answerRows, compareAnswers } from './compare/queries';
import type { ContextConfig } from './config';

export type Window = { from: Date; to: Date };

/** Both databases, each in one read-only snapshot with UTC as its zone. */
export type Both = { legacy: Client; target: Client };

type Texts = Record<string, string | null>;

// Every value stays the text that the database sent: no number goes through a binary fraction on its way.
const asText = { getTypeParser: () => (value: string) => value };

const ask = async (client: Client, text: string, values: readonly unknown[]): Promise<Texts[]> => {
  const result: QueryResult<Texts> = await client.query({ text, values: [...values], types: asText });
  return result.rows;
};

const span = ({ from, to }: Window): Date[] => [from, to];

const instant = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : new Date(text).toISOString();

const rowOf = (texts: Texts, { dimensions, fields }: ContextConfig['outcomes']): Row => ({
  id: texts.id ?? '',
  at: instant(texts.at),
  dimensions: Object.fromEntries(dimensions.map((name) => [name, texts[name] ?? ''])),
  fields: Object.fromEntries(fields.map((name) => [name, texts[name] ?? null])),
});

export type Side = keyof Both;

/** The keyed records of one side within a window. */
export const rowsOf = async (client: Client, context: ContextConfig, side: Side, window: Window): Promise<Row[]> =>
  (await ask(client, context.outcomes.query[side], span(window))).map((texts) => rowOf(texts, context.outcomes));

/** Compares the keyed records of a context within a window. */
export const compareOutcomes = async (both: Both, context: ContextConfig, window: Window): Promise<Comparison> => {
  const [legacy, target] = await Promise.all([
    rowsOf(both.legacy, context, 'legacy', window),
    rowsOf(both.target, context, 'target', window),
  ]);
  return compareKeyed(legacy, target);
};

/** Records that one side has and the other has not yet: their outcomes say so, and no statistic says it again. */
const onOneSide = ({ discrepancies }: Comparison): string[] =>
  discrepancies.filter(({ kind }) => kind.startsWith('missing_in_')).map(({ correlationId }) => correlationId);

/** Compares statistics of columns, over the records that both sides have; null where the context asks for none. */
export const compareStatistics = async (
  both: Both,
  context: ContextConfig,
  window: Window,
  outcomes: Comparison,
): Promise<Check[] | null> => {
  const { columns } = context;
  if (columns === undefined) return null;
  const query = (side: keyof Both): string =>
    statisticsQuery(
      columns.from[side],
      columns.compare.map((column) => ({ expression: column[side], metrics: column.metrics, edges: column.edges })),
    );
  const [legacy, target] = await Promise.all([
    ask(both.legacy, query('legacy'), [...span(window), onOneSide(outcomes)]),
    ask(both.target, query('target'), [...span(window), onOneSide(outcomes)]),
  ]);
  return compareColumns(columns.compare, legacy[0] ?? {}, target[0] ?? {});
};

/** Asks the consumers' own queries of both sides; null where the context has none. */
export const compareQueries = async (
  both: Both,
  context: ContextConfig,
  window: Window,
): Promise<{ checks: Check[]; comparison: Comparison } | null> => {
  const { queries } = context;
  if (queries === undefined) return null;
  const answers: { key: string; legacy: Answer; target: Answer }[] = [];
  for (const { key, legacy, target } of queries.ask) {
    const [left, right] = await Promise.all([
      ask(both.legacy, legacy, span(window)),
      ask(both.target, target, span(window)),
    ]);
    answers.push({ key, legacy: left, target: right });
  }
  return {
    checks: answers.map(({ key, legacy, target }) => compareAnswers(key, legacy, target)),
    comparison: compareKeyed(
      answers.flatMap(({ key, legacy }) => answerRows(key, legacy)),
      answers.flatMap(({ key, target }) => answerRows(key, target)),
    ),
  };
};

/** The conditions of a context that the window has seen. */
export const coveredIn = async (both: Both, context: ContextConfig, window: Window): Promise<string[]> => {
  const seen: string[] = [];
  for (const [condition, query] of Object.entries(context.coverage)) {
    const [answer] = await ask(both.legacy, query, span(window));
    if (Object.values(answer ?? {})[0] === 't') seen.push(condition);
  }
  return seen;
};

/** How far each side had come when it was read, and which release of the target made its data. */
export const positionsOf = async (both: Both, versionQuery: string) => {
  const position = 'SELECT pg_current_wal_lsn()::text AS lsn';
  const [legacy, target, version] = await Promise.all([
    ask(both.legacy, position, []),
    ask(both.target, position, []),
    ask(both.target, versionQuery, []),
  ]);
  return {
    legacy: `lsn:${legacy[0]?.lsn ?? 'unknown'}`,
    target: `lsn:${target[0]?.lsn ?? 'unknown'}`,
    version: Object.values(version[0] ?? {})[0] ?? 'unknown',
  };
};
