import { type LineageEvent, type LineageState, lineageStates } from '@/lib/domain/events/lineage';
import type { LineageName } from '@/lib/domain/events/source';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { clipped } from './adapters/kit/run';
import { Tracked } from './adapters/kit/tracked';
import { readDatasets } from './openlineage-datasets';
import { readTests } from './openlineage-tests';
import { parseJsonKeepingNumbers } from './strict-json';

// One OpenLineage event (spec/OpenLineage.json 2-0-2), as far as it says something about data. What is known and says
// nothing of it (schemas, SQL, column lineage) is passed over; what is not known is named, and stays in what was sent.

const longestName = 1_000;

const wrong = (pointer: string, detail: string) =>
  refuse('invalid_body', `This is no OpenLineage event: ${pointer.slice(1) || 'the document'} ${detail}.`, [
    { pointer, detail },
  ]);

const instant = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?\s*([Zz]|[+-]\d{2}:?\d{2})?$/;

/** An instant as emitters write them: more digits than milliseconds are cut off, and no offset means UTC. */
export const readInstant = (text: string): { at: Date; naive: boolean } | null => {
  const [, day, time, fraction = '', zone] = instant.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined) return null;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const offset = zone === undefined ? 'Z' : zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const at = new Date(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return Number.isNaN(at.getTime()) ? null : { at, naive: zone === undefined };
};

const nameIn = (at: Tracked): LineageName | null => {
  const [namespace, name] = [at.at('namespace').text(), at.at('name').text()];
  if (typeof namespace !== 'string' || typeof name !== 'string' || name === '') return null;
  return namespace.length > longestName || name.length > longestName ? null : { namespace, name };
};

/** Facets that are known and say nothing about whether two systems agree. */
const known = new Set([
  ...['parent', 'processing_engine', 'externalQuery', 'environmentVariables', 'environment-properties', 'tags'],
  ...['jobType', 'documentation', 'sourceCode', 'sourceCodeLocation', 'sql', 'ownership', 'jobDependencies'],
  ...['spark_properties', 'spark_version', 'spark_applicationDetails', 'spark_jobDetails', 'spark.logicalPlan'],
  ...['debug', 'gcp_dataproc', 'gcp_lineage', 'airflow', 'airflowState', 'airflowDagRun', 'unknownSourceAttribute'],
  ...['dbt_version', 'dbt_run', 'dbt_node', 'processingEngine', 'executionParameters'],
]);

/** Names facets that nobody here knows, once each, and takes the known ones as understood. */
const sortFacets = (facets: Tracked, place: string, read: readonly string[], unplaced: string[]): void => {
  for (const [name, facet] of facets.members()) {
    if (read.includes(name)) continue;
    if (!known.has(name) && !facet.isNull) unplaced.push(`${place}/${name}`);
    facet.passOver();
  }
};

const readNominal = (facet: Tracked, warnings: string[]): LineageEvent['nominal'] => {
  if (!facet.isObject) return null;
  const [start, end] = [facet.at('nominalStartTime').text(), facet.at('nominalEndTime').text()];
  const from = typeof start === 'string' ? readInstant(start) : null;
  if (from === null) {
    warnings.push('The nominal time does not begin with an instant, and counts for nothing.');
    return null;
  }
  const to = typeof end === 'string' ? readInstant(end) : null;
  if (from.naive || to?.naive === true) warnings.push('The nominal time has no offset; it is taken as UTC.');
  return { from: from.at, to: to?.at ?? null };
};

const readError = (facet: Tracked): string | null => {
  if (!facet.isObject) return null;
  facet.passOver();
  const message = facet.at('message').text();
  return typeof message === 'string' && message.trim() !== '' ? clipped(message, 8_000) : 'an error without a message';
};

const stateOf = (event: Tracked, warnings: string[]): LineageState => {
  const said = event.at('eventType').text();
  if (typeof said !== 'string') {
    warnings.push('The event has no eventType, and ends nothing.');
    return 'OTHER';
  }
  const state = lineageStates.find((word) => word === said.trim().toUpperCase());
  if (state === undefined) warnings.push(`The eventType "${clipped(said, 60)}" is not known, and ends nothing.`);
  else if (state !== said) warnings.push(`The eventType "${clipped(said, 60)}" is read as ${state}.`);
  return state ?? 'OTHER';
};

type Frame = Pick<LineageEvent, 'shape' | 'state' | 'runId' | 'job' | 'dataset'>;

const frameOf = (event: Tracked, warnings: string[]): Result<Frame> => {
  const none = { state: null, runId: null, job: null, dataset: null };
  if (event.at('run').isThere) {
    const runId = event.at('run').at('runId').text();
    if (typeof runId !== 'string' || runId === '' || runId.length > 200)
      return wrong('/run/runId', 'must be a text of at most 200 characters');
    const job = nameIn(event.at('job'));
    if (job === null) return wrong('/job', 'must have a namespace and a name');
    return accept({ ...none, shape: 'run', state: stateOf(event, warnings), runId, job });
  }
  if (event.at('job').isThere) {
    const job = nameIn(event.at('job'));
    return job === null ? wrong('/job', 'must have a namespace and a name') : accept({ ...none, shape: 'job', job });
  }
  const dataset = nameIn(event.at('dataset'));
  if (dataset !== null) return accept({ ...none, shape: 'dataset', dataset });
  return wrong('', 'has no run, no job and no dataset');
};

/** Reads one event from its bytes; refuses what has no place among runs, jobs and datasets, and never throws. */
export const readLineage = (bytes: Uint8Array): Result<LineageEvent> => {
  const parsed = parseJsonKeepingNumbers(bytes);
  if (!parsed.ok) return parsed;
  const event = Tracked.of(parsed.value);
  if (!event.isObject) return wrong('', 'is not a JSON object');
  const warnings: string[] = [];
  const unplaced: string[] = [];
  const frame = frameOf(event, warnings);
  if (!frame.ok) return frame;
  const time = event.at('eventTime').text();
  const at = typeof time === 'string' ? readInstant(time) : null;
  if (at === null) return wrong('/eventTime', 'must be an instant such as 2026-11-20T02:00:00.000Z');
  if (at.naive) warnings.push('The eventTime has no offset; it is taken as UTC.');
  for (const name of ['producer', 'schemaURL']) event.at(name).passOver();
  const facets = event.at('run').at('facets');
  const nominal = readNominal(facets.at('nominalTime'), warnings);
  const error = readError(facets.at('errorMessage'));
  const tests = readTests(facets.at('test'), warnings);
  facets.at('nominalTime').passOver();
  sortFacets(facets, 'run/facets', ['nominalTime', 'errorMessage', 'test'], unplaced);
  sortFacets(event.at('job').at('facets'), 'job/facets', [], unplaced);
  sortFacets(event.at('dataset').at('facets'), 'dataset/facets', [], unplaced);
  const datasets = [
    ...readDatasets(event.at('inputs'), 'input', warnings, unplaced),
    ...readDatasets(event.at('outputs'), 'output', warnings, unplaced),
  ];
  const said = { nominal, error, tests, datasets, warnings };
  return accept({ ...frame.value, at: at.at, ...said, unplaced: [...new Set([...unplaced, ...event.unread()])] });
};
