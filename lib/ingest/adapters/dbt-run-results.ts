import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { type DbtCommand, type Failures, isHealthy, kindOfNode, verdictOf } from './dbt-run-results-words';
import { gather } from './kit/gather';
import { Instants } from './kit/instants';
import { sidesThatDiffer } from './kit/one-sided';
import { checkKey, clipped, counted, distinctKeys, runOf } from './kit/run';
import { Tracked } from './kit/tracked';

// dbt's run_results.json, versions 1 to 6 and what newer releases add. Read tolerantly: the published schemas forbid
// what dbt writes. Tests become checks; models, seeds and the like say how healthy the run was and never that data agree.

const format = 'dbt-run-results';
const longestError = 8_000;

const failuresOf = (at: Tracked): Failures => {
  const text = at.text();
  if (text === undefined || text === null) return { count: null, unreadable: at.isObject || at.isArray };
  const trimmed = text.trim();
  if (!/^\d{1,15}(\.0+)?$/.test(trimmed)) return { count: null, unreadable: true };
  return { count: Number(trimmed), unreadable: false };
};

type Node = { at: Tracked; uniqueId: string; status: string; message: string | null; failures: Failures };

const nodeOf = (at: Tracked): Node => ({
  at,
  uniqueId: at.at('unique_id').text() ?? '',
  status: at.at('status').text()?.trim().toLowerCase() ?? '',
  message: at.at('message').text() ?? null,
  failures: failuresOf(at.at('failures')),
});

/** What describes the work and not its result: how long, on which thread, with which SQL. */
const workings = [
  'thread_id',
  'execution_time',
  'adapter_response',
  'compiled',
  'compiled_code',
  'compiled_sql',
  'raw_code',
  'raw_sql',
  'relation_name',
  'batch_results',
];

const timesOf = ({ at }: Node, instants: Instants): void => {
  for (const timing of at.at('timing').items()) {
    timing.at('name').text();
    instants.add(timing.at('started_at').text());
    instants.add(timing.at('completed_at').text());
  }
};

const counts = ({ failures }: Node): string | null =>
  failures.count === null || failures.count === 0 ? null : counted(failures.count, 'failing row');

type Read = { checks: CheckFacts[]; warnings: string[]; unhealthy: boolean };

const checkOf = (node: Node, index: number, command: DbtCommand): { check: CheckFacts; because: string | null } => {
  const kind = kindOfNode(node.uniqueId);
  const { outcome, because } = verdictOf(kind === 'build' ? 'unknown' : kind, node.status, node, command);
  const errored = outcome === 'errored' && node.message !== null ? { error: clipped(node.message, longestError) } : {};
  return {
    because,
    check: {
      key: checkKey(node.uniqueId === '' ? `result ${index}` : node.uniqueId),
      kind: kind === 'source' ? 'freshness' : 'assertion',
      metric: kind === 'source' ? null : 'failures',
      field: null,
      reported: node.status === '' ? null : node.status,
      tolerance: null,
      totals: null,
      evidence: outcome === 'not_run' || outcome === 'skipped' ? 'none' : 'counts_only',
      verdict: outcome,
      ...(kind === 'source' ? { layer: 'position' as const } : {}),
      ...errored,
    },
  };
};

/** Said together: the same reason for many tests is one sentence. */
const reasonsOf = (reasons: ReadonlyMap<string, string[]>): string[] =>
  [...reasons].map(([reason, keys]) => {
    const [first = ''] = keys;
    return `${first}${keys.length > 1 ? ` and ${keys.length - 1} more` : ''}: ${reason}`;
  });

const healthOf = (nodes: readonly Node[]): { sentence: string[]; unhealthy: boolean } => {
  if (nodes.length === 0) return { sentence: [], unhealthy: false };
  const words = new Map<string, number>();
  for (const { status } of nodes) words.set(status, (words.get(status) ?? 0) + 1);
  const said = [...words]
    .map(([status, count]) => `${count} ${status === '' ? 'without a status' : status}`)
    .join(', ');
  const sentence = `Models and other nodes that dbt built are no comparison and count for nothing: ${said}.`;
  return { sentence: [sentence], unhealthy: nodes.some(({ status }) => !isHealthy(status)) };
};

const readNodes = (nodes: readonly Node[], command: DbtCommand): Read => {
  const key = distinctKeys();
  const reasons = new Map<string, string[]>();
  const failing: string[] = [];
  const checks: CheckFacts[] = [];
  for (const [index, node] of nodes.entries()) {
    if (kindOfNode(node.uniqueId) === 'build') continue;
    const { check, because } = checkOf(node, index, command);
    checks.push({ ...check, key: key(check.key) });
    if (because !== null) gather(reasons, because, check.key);
    const rows = counts(node);
    if (rows !== null) failing.push(`${check.key} with ${rows}`);
  }
  const { sentence, unhealthy } = healthOf(nodes.filter(({ uniqueId }) => kindOfNode(uniqueId) === 'build'));
  const shown = failing.slice(0, 20).join(', ');
  const rest = failing.length > 20 ? ` and ${failing.length - 20} more` : '';
  const rows =
    failing.length === 0 ? [] : [`The artifact counts failing rows and holds none of them: ${shown}${rest}.`];
  return { checks, warnings: [...sentence, ...reasonsOf(reasons), ...rows], unhealthy };
};

const notThis = (errors: RefusalDetail[]) => refuse('invalid_body', 'This is no run_results.json of dbt.', errors);

const metadataOf = (document: Tracked, instants: Instants): string | null => {
  const metadata = document.at('metadata');
  for (const name of ['dbt_schema_version', 'dbt_version']) metadata.at(name).text();
  metadata.at('env').passOver();
  instants.add(metadata.at('invocation_started_at').text());
  instants.add(metadata.at('generated_at').text());
  document.at('elapsed_time').text();
  return metadata.at('invocation_id').text() ?? null;
};

const commandOf = (document: Tracked): DbtCommand => {
  const args = document.at('args');
  const which = args.at('which').text()?.trim().toLowerCase() ?? '';
  const empty = args.at('empty').text() === 'true';
  const sample = args.at('sample');
  // A window of time or its two ends; false, null or nothing where all rows were built.
  const sampled = sample.isThere && !['', 'false'].includes(sample.text() ?? (sample.isNull ? '' : 'a window'));
  // Settings of the command line: none but these three decides what a result is worth.
  args.passOver();
  return { which: which === '' ? null : which, empty, sampled };
};

/** Reads a run_results.json. A test that was compiled and not run, failed to run or was skipped is never a match. */
export const readDbtRunResults = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const sides = sidesThatDiffer(options);
  if (!sides.ok) return sides;
  const parsed = parseJsonKeepingNumbers(bytes);
  if (!parsed.ok) return parsed;
  const document = Tracked.of(parsed.value);
  const results = document.at('results');
  if (!document.at('metadata').isObject) return notThis([{ pointer: '/metadata', detail: 'There is no metadata.' }]);
  if (!results.isArray) return notThis([{ pointer: '/results', detail: 'There is no list of results.' }]);
  const odd = results.items().find((item) => !item.isObject);
  if (odd !== undefined) return notThis([{ pointer: odd.pointer, detail: 'This result is not an object.' }]);
  const instants = new Instants();
  const runId = metadataOf(document, instants);
  const command = commandOf(document);
  const nodes = results.items().map(nodeOf);
  for (const node of nodes) {
    timesOf(node, instants);
    for (const name of workings) node.at.at(name).passOver();
  }
  const { checks, warnings, unhealthy } = readNodes(nodes, command);
  const run = runOf(options, {
    bytes,
    format,
    runId,
    layer: 'dataset',
    window: instants.window(),
    engine: 'dbt',
    status: unhealthy ? 'unknown' : 'completed',
    checks,
  });
  const none = checks.length === 0 ? ['No test is among the results, so nothing was compared.'] : [];
  const idless =
    runId === null || runId === '' ? ['The artifact has no invocation_id; its bytes are its identity.'] : [];
  return accept({
    run,
    warnings: [...instants.warnings(), ...idless, ...none, ...warnings],
    unplaced: document.unread(),
  });
};

/** dbt's tests name no sides, so that any two names that differ will do. */
export const dbtRunResults: Adapter = {
  format,
  tool: 'dbt: run_results.json',
  sides: ['legacy', 'target'],
  read: readDbtRunResults,
};
