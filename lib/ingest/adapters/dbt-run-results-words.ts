import type { CheckOutcome } from '@/lib/domain/words';

// What dbt's words mean, by the kind of node that they are said of.

export type DbtKind = 'test' | 'source' | 'build' | 'unknown';

const builds = [
  'model',
  'seed',
  'snapshot',
  'operation',
  'analysis',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
  'macro',
  // A unit test feeds a model with rows made up for it: it says nothing about the data of either side.
  'unit_test',
];

/** The first part of a node's id says what it is. */
export const kindOfNode = (uniqueId: string): DbtKind => {
  const [first = ''] = uniqueId.split('.');
  if (first === 'test') return 'test';
  if (first === 'source') return 'source';
  return builds.includes(first) ? 'build' : 'unknown';
};

/** How the command was called, as far as it decides what a result is worth. */
export type DbtCommand = {
  /** Null where the document does not say. */
  which: string | null;
  /** Built with `--empty`: no rows, so that every test passes. */
  empty: boolean;
  /** Built with `--sample`: of the rows only a part. */
  sampled: boolean;
};

/** Commands that run tests and do not merely compile them. */
const running = ['test', 'build', 'retry'];
const freshening = ['source', 'freshness', 'source-freshness', 'build', 'retry'];

/** What dbt Fusion says of a test under `--skip-redundant-tests`: it was proven from the SQL, and no row was looked at. */
const wasOnlyProven = (message: string | null): boolean => /^statically checked\b/i.test(message?.trim() ?? '');

/** Failing rows that the tool counted: null where it said none or nothing that is a count. */
export type Failures = { count: number | null; unreadable: boolean };

/** What a result says beside its word. */
type Told = { failures: Failures; message: string | null };

/** A verdict, and the reason where the tool's word alone does not explain it. */
export type DbtVerdict = { outcome: CheckOutcome; because: string | null };

const said = (outcome: CheckOutcome, because: string | null = null): DbtVerdict => ({ outcome, because });

const ofPass = ({ failures, message }: Told, command: DbtCommand): DbtVerdict => {
  if (wasOnlyProven(message)) return said('not_run', 'It was checked statically: the test did not run on the data.');
  if (command.empty) return said('inconclusive', 'The command ran with --empty, so the test saw no rows.');
  if (command.sampled)
    return said('inconclusive', 'The command ran with --sample, so the test saw a part of the rows.');
  if (failures.unreadable) return said('inconclusive', 'What stands for the number of failing rows is no count.');
  if ((failures.count ?? 0) > 0) {
    return said('match_within_tolerance', 'It passes under a threshold that the artifact does not state.');
  }
  return said('match');
};

const ofTest = (status: string, told: Told, command: DbtCommand): DbtVerdict => {
  if (status === 'fail' || status === 'warn') return said('mismatch');
  if (status === 'error' || status === 'runtime error') return said('errored');
  if (status === 'skipped') return said('skipped');
  if (status === 'no-op') return said('not_run');
  if (status !== 'pass' && status !== 'success') return said('unknown');
  const ran = command.which === null ? status === 'pass' : running.includes(command.which);
  if (!ran)
    return said('not_run', `The command was ${command.which ?? 'not named'}: the test was compiled and not run.`);
  return ofPass(told, command);
};

/** A source is too old from `warn` on; only `runtime error` says that nobody could look. */
const ofSource = (status: string, command: DbtCommand): DbtVerdict => {
  if (status === 'warn' || status === 'fail') return said('mismatch');
  if (status === 'error' || status === 'runtime error') return said('errored');
  if (status === 'skipped') return said('skipped');
  if (status !== 'pass') return said('unknown');
  const ran = command.which === null || freshening.includes(command.which);
  return ran ? said('match') : said('not_run', `The command was ${command.which}: no source was looked at.`);
};

/** Of a node that is neither named nor known, only what speaks against it counts. */
const ofUnknown = (status: string): DbtVerdict => {
  if (status === 'fail' || status === 'warn') return said('mismatch');
  if (status === 'error' || status === 'runtime error') return said('errored');
  if (status === 'skipped') return said('skipped');
  return said('unknown', 'The node says nowhere what it is.');
};

/** The outcome of a check; never asked of what dbt built. */
export const verdictOf = (
  kind: Exclude<DbtKind, 'build'>,
  status: string,
  told: Told,
  command: DbtCommand,
): DbtVerdict => {
  if (kind === 'test') return ofTest(status, told, command);
  return kind === 'source' ? ofSource(status, command) : ofUnknown(status);
};

/** Words that a built node may end with when all is well; `reused` is Fusion's for what had not changed. */
export const isHealthy = (status: string): boolean => ['success', 'pass', 'no-op', 'reused'].includes(status);
