import { type Expectation, readExpectation } from './great-expectations-result';
import type { Instants } from './kit/instants';
import type { Tracked } from './kit/tracked';

// One suite validated against one batch.

export type Validation = {
  at: Tracked;
  suite: string | null;
  /** The tool's id of the run, with the time behind the name. */
  run: string | null;
  /** What the batch is called, by whatever name the document has for it. */
  names: string[];
  /** The asset without its data source, in lower case: the same on both sides where the tables are called alike. */
  asset: string;
  /** The name to show. */
  label: string | null;
  /** Which part of the asset it is, where the tool says. */
  part: string;
  expectations: Expectation[];
  warnings: string[];
  /** False where the statistics count more expectations than are listed. */
  whole: boolean;
};

const textsOf = (at: Tracked, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const text = at.at(name).text();
    return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : [];
  });

/** The id of a run: a text, or a name and a time, either of which may be null. */
export const runIdOf = (at: Tracked, instants: Instants): string | null => {
  const text = at.text();
  if (typeof text === 'string') {
    if (/^\d{8}T|^\d{4}-\d{2}-\d{2}/.test(text)) instants.add(text);
    return text.trim() === '' ? null : text;
  }
  const [name, time] = [at.at('run_name').text() ?? '', at.at('run_time').text() ?? ''];
  instants.add(time);
  return [name, time].filter((part) => part.trim() !== '').join('/') || null;
};

const lastPart = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

type Batch = Pick<Validation, 'names' | 'asset' | 'label' | 'part'>;

/** Names of the batch: by data source and asset, by what it was read from, by its id, and by the key of its result. */
const batchOf = (suite: Tracked, meta: Tracked, key: string | null): Batch => {
  const active = meta.at('active_batch_definition');
  const [source = null] = textsOf(active, ['datasource_name']);
  const [asset = null] = textsOf(active, ['data_asset_name']);
  const joined = source !== null && asset !== null ? ['.', '-', '/'].map((by) => `${source}${by}${asset}`) : [];
  const spec = textsOf(meta.at('batch_spec'), ['table_name', 'data_asset_name', 'path', 'reader_method']);
  const kwargs = textsOf(meta.at('batch_kwargs'), [
    'table',
    'path',
    'datasource',
    'data_asset_name',
    'ge_batch_id',
    'partition_id',
  ]);
  const own = textsOf(meta, ['data_asset_name', 'batch_id']);
  for (const name of ['type', 'schema_name']) meta.at('batch_spec').at(name).passOver();
  active.at('data_connector_name').passOver();
  const ids = [...textsOf(suite, ['batch_id']), ...(key === null ? [] : [key.split('/').at(-1) ?? ''])];
  const given = [source, asset].filter((name): name is string => name !== null);
  const named = [...given, ...joined, ...own, ...spec, ...kwargs, ...ids].filter((name) => name !== '');
  const shown = joined[0] ?? asset ?? own[0] ?? spec[0] ?? kwargs[0] ?? ids[0] ?? null;
  const table = asset ?? own[0] ?? spec[0] ?? kwargs[0] ?? '';
  const identifiers = active.at('batch_identifiers');
  return {
    names: [...new Set(named.flatMap((name) => [name, lastPart(name)]))],
    asset: lastPart(table).toLowerCase(),
    label: shown,
    part: identifiers.isObject ? identifiers.json() : '',
  };
};

/** What describes the work and not its result. */
const workings = ['great_expectations_version', 'batch_markers', 'validation_id', 'checkpoint_id', 'checkpoint_name'];

const checkStatistics = (suite: Tracked, listed: readonly Expectation[]): { warnings: string[]; whole: boolean } => {
  const statistics = suite.at('statistics');
  const evaluated = statistics.at('evaluated_expectations').count();
  const unsuccessful = statistics.at('unsuccessful_expectations').count();
  for (const name of ['successful_expectations', 'success_percent', 'success']) statistics.at(name).text();
  const errored = listed.filter(({ exception }) => exception !== null).length;
  const warnings: string[] = [];
  if (evaluated !== undefined && evaluated > listed.length) {
    warnings.push(
      `${evaluated} expectations were evaluated and ${listed.length} are listed; the others are not known.`,
    );
  }
  const failed = listed.filter((expectation) => expectation.success === false).length;
  if (unsuccessful !== undefined && unsuccessful !== failed) {
    warnings.push(`The statistics count ${unsuccessful} unsuccessful expectations; ${failed} are listed.`);
  }
  if (errored > 0 && unsuccessful !== undefined) {
    warnings.push(
      `Of ${unsuccessful} expectations that the tool calls unsuccessful, ${errored} raised an exception and compared nothing.`,
    );
  }
  const success = suite.at('success').flag();
  if (success === true && listed.some((expectation) => expectation.success === false)) {
    warnings.push('The tool calls the whole a success though an expectation in it is none.');
  }
  return { warnings, whole: evaluated === undefined || evaluated <= listed.length };
};

/** Reads a suite result; `key` is what a checkpoint's result calls it. */
export const readValidation = (suite: Tracked, key: string | null, instants: Instants): Validation => {
  const meta = suite.at('meta');
  for (const name of workings) meta.at(name).passOver();
  for (const name of ['id', 'result_url']) suite.at(name).passOver();
  instants.add(meta.at('validation_time').text());
  const list = suite.at('results').isArray ? suite.at('results') : suite.at('expectations');
  const expectations = list.items().map(readExpectation);
  const [suiteName = null] = [...textsOf(suite, ['suite_name']), ...textsOf(meta, ['expectation_suite_name'])];
  const batch = batchOf(suite, meta, key);
  // A description of 1.x has the arguments beside the result, and not in a configuration.
  const kwargs = list.items().flatMap((item) => [item.at('expectation_config').at('kwargs'), item.at('kwargs')]);
  const ids = kwargs.flatMap((at) => textsOf(at, ['batch_id']));
  const [id] = ids;
  return {
    at: suite,
    suite: suiteName,
    run: runIdOf(meta.at('run_id'), instants),
    ...batch,
    label: batch.label ?? id ?? null,
    names: [...new Set([...batch.names, ...ids, ...(suiteName === null ? [] : [suiteName])])],
    expectations,
    ...checkStatistics(suite, expectations),
  };
};
