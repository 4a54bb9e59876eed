import { z } from 'zod';
import { sentOutcome } from '@/lib/contract/v1/outcomes';
import { id } from '@/lib/contract/v1/primitives';
import { runBody, runDiscrepancy } from '@/lib/contract/v1/run';
import { importQuery } from '@/lib/contract/v1/runs';
import { claimEvent, type EventSource, type Source } from '@/lib/domain/events/source';
import { beginning } from '@/lib/domain/kernel/beginning';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import type { Submission } from '@/lib/usecases/commands/record-run';
import type { EventForm, EventReader, EventReading } from '@/lib/usecases/events/reader';
import { type CloudEvent, type EventData, readCloudEvents } from './cloudevents';
import { discrepancyFromNeutral } from './neutral';
import { readLineage } from './openlineage';
import { parseStrictJson } from './strict-json';
import { importedSubmission, neutralSubmission } from './submission';

// What a kept event means: by its own type, or by the source of the manifest that claims it.

/** The types of events that say by themselves what they carry. */
export const eventTypes = {
  run: 'dev.lockgate.run',
  outcomes: 'dev.lockgate.outcomes',
  discrepancies: 'dev.lockgate.discrepancies',
  result: 'dev.lockgate.result',
} as const;

const lineageTypes = 'io.openlineage.';
const lineageSchemas = 'https://openlineage.io/spec/';

const noData = (what: string) =>
  refuse('invalid_body', `The event carries no data; it must hold ${what}.`, [
    { pointer: '/data', detail: 'is missing' },
  ]);

const neutral = (data: EventData, source: EventSource | null): Result<Submission> => {
  if (data === null) return noData('a run in neutral form');
  const parsed = parseStrictJson(data.bytes);
  if (!parsed.ok) return parsed;
  const checked = runBody.safeParse(parsed.value);
  if (!checked.success) {
    const errors = schemaDetails(checked.error).map((error) => ({ ...error, pointer: `/data${error.pointer ?? ''}` }));
    const [first] = errors;
    return refuse(
      'invalid_body',
      `The data is no run: ${first?.pointer ?? '/data'} ${first?.detail ?? ''}`.trim(),
      errors,
    );
  }
  if (source !== null && checked.data.context !== source.context) {
    const detail = `The source "${source.name}" is of ${source.context}, and the run is about ${checked.data.context}.`;
    return refuse('run_invalid', detail, [{ pointer: '/data/context', detail }]);
  }
  return accept(neutralSubmission(checked.data, { ...data }, parsed.value));
};

const outcomesOf = z.array(sentOutcome).min(1).max(10_000);

/** A list of things of one form, or one of them alone. */
const listIn = <T>(schema: z.ZodType<T[]>, data: EventData, what: string): Result<T[]> => {
  if (data === null) return noData(what);
  const parsed = parseStrictJson(data.bytes);
  if (!parsed.ok) return parsed;
  const checked = schema.safeParse(Array.isArray(parsed.value) ? parsed.value : [parsed.value]);
  if (checked.success) return accept(checked.data);
  const errors = schemaDetails(checked.error).map((error) => ({ ...error, pointer: `/data${error.pointer ?? ''}` }));
  const [first] = errors;
  return refuse('invalid_body', `The data is not ${what}: ${first?.pointer ?? ''} ${first?.detail ?? ''}`, errors);
};

/** One outcome of a side, or a list of them. */
const outcomes = (data: EventData): Result<EventReading> => {
  const sent = listIn(outcomesOf, data, 'a list of outcomes');
  return sent.ok ? accept({ kind: 'outcomes', sent: sent.value }) : sent;
};

const discrepanciesOf = z.array(runDiscrepancy).min(1).max(10_000);

/** More discrepancies of a run, which `subject` names by its id. */
const discrepancies = ({ data, subject }: CloudEvent): Result<EventReading> => {
  const run = id.safeParse(subject);
  if (!run.success) {
    const detail = 'must be the id of a run, as the answer to it gave it';
    return refuse('invalid_body', `The subject ${detail}.`, [{ pointer: '/subject', detail }]);
  }
  const sent = listIn(discrepanciesOf, data, 'a list of discrepancies');
  return sent.ok
    ? accept({ kind: 'discrepancies', run: run.data, sent: sent.value.map(discrepancyFromNeutral) })
    : sent;
};

/** `dataschema` is the address that the data could be imported at: its query says which format and which side is which. */
const result = (event: CloudEvent): Result<Submission> => {
  const wrong = (detail: string) =>
    refuse('invalid_body', `The dataschema ${detail}.`, [{ pointer: '/dataschema', detail }]);
  if (event.data === null) return noData('a result in the format that its dataschema names');
  if (event.dataschema === null || !URL.canParse(event.dataschema))
    return wrong('must be an address with the query of an import, such as …/runs:import?format=dvt&context=…');
  const query = importQuery.safeParse(Object.fromEntries(new URL(event.dataschema).searchParams));
  if (query.success) return importedSubmission(query.data, event.data);
  const [first] = schemaDetails(query.error);
  return wrong(`has a query that is no import: ${first?.pointer ?? ''} ${first?.detail ?? ''}`.trim());
};

const foreign = (event: CloudEvent, source: EventSource): Result<Submission> => {
  if (source.format === 'neutral') return neutral(event.data, source);
  if (event.data === null) return noData(`a result of the format ${source.format}`);
  const { format, context, legacy, target, layer, workload } = source;
  const query = importQuery.safeParse({ format, context, legacy, target, layer, workload, source: source.name });
  if (query.success) return importedSubmission(query.data, event.data);
  return refuse('invalid_body', `The source "${source.name}" does not say how its events are read.`);
};

const asRun = (submission: Result<Submission>, claimedBy: string | null): Result<EventReading> =>
  submission.ok ? accept({ kind: 'run', submission: submission.value, claimedBy }) : submission;

const readEvent = (event: CloudEvent, sources: readonly Source[]): Result<EventReading> => {
  if (event.type === eventTypes.run) return asRun(neutral(event.data, null), null);
  if (event.type === eventTypes.outcomes) return outcomes(event.data);
  if (event.type === eventTypes.discrepancies) return discrepancies(event);
  if (event.type === eventTypes.result) return asRun(result(event), null);
  if (event.type.startsWith(lineageTypes) || event.dataschema?.startsWith(lineageSchemas) === true) {
    if (event.data === null) return noData('an OpenLineage event');
    const lineage = readLineage(event.data.bytes);
    return lineage.ok ? accept({ kind: 'lineage', event: lineage.value }) : lineage;
  }
  const source = claimEvent(sources, event);
  if (source !== null) return asRun(foreign(event, source), source.name);
  const because = `No source of the manifest claims events of ${event.source} with the type ${event.type}.`;
  return accept({ kind: 'unclaimed', because: beginning(because, 500) });
};

/** The event that was kept: whole where it came in JSON, else with its attributes beside its data. */
const cloudEventOf = ({ mediaType, attributes, bytes }: EventForm): Result<CloudEvent> => {
  if (attributes === null) {
    const read = readCloudEvents({ 'content-type': mediaType }, bytes);
    return read.ok ? (read.value.events[0] ?? refuse('invalid_body', 'This holds no event.')) : read;
  }
  const { id = '', source = '', type = '', subject = null, dataschema = null, time = null } = attributes;
  const data = bytes.length === 0 ? null : { mediaType, bytes };
  return accept({ id, source, type, subject, dataschema, time, attributes, data, sent: { mediaType, bytes } });
};

/** Reads kept events of both channels. */
export const readKeptEvent: EventReader = (form, sources) => {
  if (form.channel === 'openlineage') {
    const lineage = readLineage(form.bytes);
    return lineage.ok ? accept({ kind: 'lineage', event: lineage.value }) : lineage;
  }
  const event = cloudEventOf(form);
  return event.ok ? readEvent(event.value, sources) : event;
};
