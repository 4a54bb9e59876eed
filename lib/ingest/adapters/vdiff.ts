import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome, RunStatus } from '@/lib/domain/words';
import { parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { type ComparedTable, runOfTables } from './kit/compared-table';
import { type Counts, differs } from './kit/counted';
import { Instants } from './kit/instants';
import { onSide, type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';
import { rowsOfReport } from './vdiff-rows';

// Vitess VDiff, as `vdiff show` answers. A clean comparison that still runs says HasMismatch false like one that is over.

const states: Record<string, { status: RunStatus; outcome: CheckOutcome }> = {
  pending: { status: 'unknown', outcome: 'pending' },
  started: { status: 'unknown', outcome: 'pending' },
  stopped: { status: 'aborted', outcome: 'inconclusive' },
  error: { status: 'failed', outcome: 'errored' },
};

const unfinished = (state: string): { status: RunStatus; outcome: CheckOutcome } =>
  (Object.hasOwn(states, state) ? states[state] : undefined) ?? { status: 'unknown', outcome: 'unknown' };

const countsOf = (at: Tracked, mapping: SideMapping): Counts & { rows: number | undefined } => {
  const [onlyFirst, onlySecond] = [at.at('ExtraRowsSource').count(), at.at('ExtraRowsTarget').count()];
  return {
    matched: at.at('MatchingRows').count(),
    mismatched: at.at('MismatchedRows').count(),
    missingInTarget: onSide(mapping, 'legacy', onlyFirst, onlySecond),
    missingInLegacy: onSide(mapping, 'target', onlyFirst, onlySecond),
    rows: (at.at('RowsCompared').isThere ? at.at('RowsCompared') : at.at('ProcessedRows')).count(),
  };
};

const counted = ['matched', 'mismatched', 'missingInTarget', 'missingInLegacy', 'rows'] as const;

/** What the shards count, together; null where the report names none. */
const ofShards = (shards: readonly Tracked[], mapping: SideMapping): ReturnType<typeof countsOf> | null => {
  const all = shards.map((shard) => countsOf(shard, mapping));
  const [first, ...rest] = all;
  if (first === undefined) return null;
  const sum = { ...first };
  for (const shard of rest) {
    for (const member of counted) sum[member] = add(sum[member], shard[member]);
  }
  return sum;
};

const add = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a + b);

/** Rows of every kind were processed, so that they add up; shards and summary say the same. */
const agreed = (summary: ReturnType<typeof countsOf> | null, shards: ReturnType<typeof countsOf> | null): Counts => {
  const { rows, ...counts } = summary ?? shards ?? { ...nothing, rows: undefined };
  const parts = [counts.matched, counts.mismatched, counts.missingInTarget, counts.missingInLegacy];
  const sum = parts.reduce(add, 0);
  const contradicted =
    (rows !== undefined && rows !== sum) ||
    (summary !== null && shards !== null && counted.some((member) => summary[member] !== shards[member]));
  return contradicted ? nothing : counts;
};

const nothing: Counts = {
  matched: undefined,
  mismatched: undefined,
  missingInTarget: undefined,
  missingInLegacy: undefined,
};

const tableOf = (name: string, root: Tracked, state: string, mapping: SideMapping): ComparedTable => {
  const summary = root.at('TableSummary').at(name);
  const shards = root
    .at('Reports')
    .at(name)
    .members()
    .map(([, shard]) => shard);
  for (const place of [summary, ...shards]) place.at('TableName').passOver();
  const own = summary.at('State').text() ?? state;
  const counts = agreed(summary.isThere ? countsOf(summary, mapping) : null, ofShards(shards, mapping));
  const over = state === 'completed' && own === 'completed';
  const outcome = over
    ? differs(counts)
      ? 'mismatch'
      : 'match'
    : unfinished(own === 'completed' ? state : own).outcome;
  const discrepancies = shards.flatMap((shard) => rowsOfReport(shard, mapping, name));
  return { key: name, reported: own, verdict: outcome, counts: over ? counts : null, discrepancies };
};

/** Without a report of tables only a comparison that found nothing says how many rows agree. */
const wholeOf = (root: Tracked, state: string): ComparedTable => {
  const key = root.at('Workflow').text() || 'row_diff';
  const mismatch = root.at('HasMismatch').flag();
  const rows = root.at('RowsCompared').count();
  const none = { mismatched: 0, missingInTarget: 0, missingInLegacy: 0 };
  if (state !== 'completed') {
    return { key, reported: state, verdict: unfinished(state).outcome, counts: null, discrepancies: [] };
  }
  const reported = `HasMismatch ${mismatch ?? 'not said'}`;
  if (mismatch === false)
    return { key, reported, verdict: 'match', counts: { ...none, matched: rows }, discrepancies: [] };
  return { key, reported, verdict: mismatch === true ? 'mismatch' : 'unknown', counts: null, discrepancies: [] };
};

const errorOf = (root: Tracked): string | undefined => {
  const errors = root.at('Errors').isThere ? root.at('Errors') : root.at('Error');
  if (!errors.isThere || errors.isNull) return undefined;
  return errors.text() ?? errors.json();
};

const tablesOf = (root: Tracked, state: string, mapping: SideMapping, warnings: string[]): ComparedTable[] => {
  const names = [...root.at('TableSummary').members(), ...root.at('Reports').members()].map(([name]) => name);
  const unique = [...new Set(names)];
  const whole = wholeOf(root, state);
  const tables = unique.length === 0 ? [whole] : unique.map((name) => tableOf(name, root, state, mapping));
  const error = errorOf(root);
  if (unique.length > 0 && whole.verdict === 'mismatch' && tables.every(({ verdict }) => verdict === 'match')) {
    warnings.push('The tool says HasMismatch, and no table shows one; its word stands.');
    tables.push({ ...whole, counted: false });
  }
  if (whole.verdict === 'match' && tables.some(({ verdict }) => verdict === 'mismatch')) {
    warnings.push('The tool says that nothing differs, and its tables count differences; the counts stand.');
  }
  return error === undefined ? tables : tables.map((table) => ({ ...table, error }));
};

const refused = (root: Tracked): Result<never> | null => {
  if (root.at('Action').isThere) {
    const detail = 'This is the answer to an action, such as stop: it says that a request was taken, and no result.';
    return refuse('run_invalid', detail, [{ pointer: '/Action', detail }]);
  }
  if (root.at('State').isThere && root.at('UUID').isThere) return null;
  const detail = 'This is no answer of vdiff show: State and UUID are missing.';
  return refuse('invalid_body', detail, [{ pointer: '', detail }]);
};

const read = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const parsed = parseJsonKeepingNumbers(bytes);
  if (!parsed.ok) return parsed;
  const root = Tracked.of(parsed.value);
  const refusal = refused(root);
  if (refusal !== null) return refusal;
  const sides = sidesOf(options, 'VDiff', ['source'], ['target']);
  if (!sides.ok) return sides;
  const state = root.at('State').text() ?? '';
  const warnings: string[] = [];
  const tables = tablesOf(root, state, sides.value, warnings);
  const completed = state === 'completed';
  const finished = completed ? root.at('CompletedAt').text() : null;
  const instants = new Instants();
  for (const name of ['StartedAt', 'CompletedAt']) instants.add(root.at(name).text());
  for (const name of ['Keyspace', 'Shards', 'Progress', 'RowsCompared', 'HasMismatch', 'Workflow'])
    root.at(name).passOver();
  if (!completed)
    warnings.push(`The comparison is ${state}, not completed: nothing that it counted so far is a result.`);
  const uuid = root.at('UUID').text() ?? '';
  return accept(
    runOfTables(options, {
      bytes,
      format: 'vdiff',
      // A comparison is looked at while it runs, and may be resumed: only what it ended with at one time is one run.
      runId: completed && uuid !== '' && finished ? `${uuid}@${finished}` : null,
      status: completed ? 'completed' : unfinished(state).status,
      instants,
      legacy: null,
      target: null,
      tables,
      warnings,
      unplaced: root.unread(),
    }),
  );
};

/** Vitess VDiff. */
export const vdiff: Adapter = { format: 'vdiff', tool: 'Vitess VDiff', sides: ['source', 'target'], read };
