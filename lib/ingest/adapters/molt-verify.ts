import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { runOfTables } from './kit/compared-table';
import { Instants } from './kit/instants';
import { readJsonLines } from './kit/json-lines';
import { clipped } from './kit/run';
import { type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';
import { MoltTable } from './molt-verify-tables';

// The log of MOLT Verify, one JSON object a line. Summaries of shards add up; the ones written on the way do not.

type Log = { tables: Map<string, MoltTable>; instants: Instants; failed: string | null };

const nameOf = (line: Tracked): string | null => {
  const [schema, table] = [line.at('table_schema').text(), line.at('table_name').text()];
  return typeof table === 'string' ? (typeof schema === 'string' ? `${schema}.${table}` : table) : null;
};

/** The table of `starting verify on public.orders, shard 1/4, range: …`. */
const begunTable = (message: string): string | null =>
  /^starting verify on (.+?)(?:, shard \d{1,9}\/\d{1,9}\b.*)?$/.exec(message)?.[1] ?? null;

const tableIn = (log: Log, name: string, mapping: SideMapping): MoltTable => {
  const known = log.tables.get(name) ?? new MoltTable(name, mapping);
  log.tables.set(name, known);
  return known;
};

const isFailure = (level: string): boolean => ['error', 'fatal', 'panic'].includes(level);

const kindOf = (message: string): 'absent' | 'definition' | 'other' => {
  if (message === 'missing table detected' || message === 'extraneous table detected') return 'absent';
  return /table definition|mismatching column/.test(message) ? 'definition' : 'other';
};

const readLine = (line: Tracked, log: Log, mapping: SideMapping): void => {
  const message = line.at('message').text() ?? '';
  const [level, type] = [line.at('level').text() ?? '', line.at('type').text()];
  log.instants.add(line.at('time').text());
  const name = nameOf(line);
  if (isFailure(level)) {
    const error = [message, line.at('error').text()].filter(Boolean).join(': ') || 'The tool does not say what failed.';
    if (name === null) log.failed ??= error;
    else tableIn(log, name, mapping).complaints.push({ text: error, info: null, kind: 'error' });
    return;
  }
  if (name === null) {
    const begun = begunTable(message);
    if (begun === null) return;
    tableIn(log, begun, mapping).begun.add(MoltTable.shardOf(message));
    return;
  }
  const table = tableIn(log, name, mapping);
  if (type === 'summary') {
    // `progress on …` counts what is counted again at the end.
    if (/^finished\b/.test(message)) table.summary(line, message);
    else line.passOver();
  } else if (!table.row(line, message) && (type === 'data' || level === 'warn')) {
    const info = line.at('mismatch_info').text() ?? null;
    table.complaints.push({ text: message, info, kind: kindOf(message) });
  }
};

const read = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const lines = readJsonLines(bytes);
  if (!lines.ok) return lines;
  const sides = sidesOf(options, 'MOLT Verify', ['source', 'truth'], ['target']);
  if (!sides.ok) return sides;
  const log: Log = { tables: new Map(), instants: new Instants(), failed: null };
  const roots = lines.value.documents.map(({ value }) => Tracked.of(value));
  for (const root of roots) readLine(root, log, sides.value);
  if (log.tables.size === 0 && log.failed === null) {
    const detail = 'This log of MOLT Verify names no table, so that nothing is known.';
    return refuse('run_invalid', detail, [{ pointer: '', detail }]);
  }
  const tables = [...log.tables.values()];
  const facts = tables.map((table) => table.facts());
  const warnings = facts.flatMap((table) => table.warnings);
  if (log.failed !== null) warnings.push(`The tool failed: ${clipped(log.failed, 500)}`);
  if (tables.some((table) => table.printsNull)) {
    warnings.push('The tool prints a null as NULL; a text that says NULL cannot be told from it.');
  }
  return accept(
    runOfTables(options, {
      bytes,
      format: 'molt-verify',
      status: log.failed === null ? 'completed' : 'failed',
      instants: log.instants,
      legacy: null,
      target: null,
      tables: facts.map(({ table }) => table),
      warnings,
      unplaced: [...new Set(roots.flatMap((root) => root.unread()))],
    }),
  );
};

/** MOLT Verify, of CockroachDB. */
export const moltVerify: Adapter = {
  format: 'molt-verify',
  tool: 'MOLT Verify',
  sides: ['source', 'target'],
  read,
};
