import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Side } from '@/lib/domain/words';
import { importLimits, parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { pairUp } from './great-expectations-pairs';
import { readValidation, runIdOf, type Validation } from './great-expectations-validation';
import { Instants } from './kit/instants';
import { sidesThatDiffer } from './kit/one-sided';
import { clipped, runOf } from './kit/run';
import { Tracked } from './kit/tracked';

// Results of Great Expectations, 0.x and 1.x: of a suite (one batch) or of a checkpoint (several, of one side or of both).

const format = 'great-expectations';

/** Bounds and what was seen may be NaN or infinite; what counts, or says how it went, may not. */
const limits = { ...importLimits, nonFinite: (member: string) => !/^success$|_count$|_expectations$/.test(member) };

/** Names the one batch of a suite, whatever it is called. */
const theBatch = 'batch';

const broken = (at: Tracked, detail: string) => refuse('invalid_body', detail, [{ pointer: at.pointer, detail }]);

type Document = { validations: Validation[]; runId: string | null };

const notThis = 'This is no result of a suite or of a checkpoint.';

const isSuite = (at: Tracked): boolean => at.at('results').isArray || at.at('expectations').isArray;

const suitesOf = (document: Tracked): [string | null, Tracked][] => {
  const results = document.at('run_results');
  if (results.isObject) {
    return results.members().map(([key, at]) => {
      at.at('actions_results').passOver();
      return [key, at.at('validation_result').isThere ? at.at('validation_result') : at];
    });
  }
  const described = document.at('validation_results');
  if (described.isArray) return described.items().map((at) => [null, at]);
  return [[null, document]];
};

const joined = (parts: readonly (string | null)[]): string | null =>
  parts.filter((part) => part !== null).join('/') || null;

const readDocument = (document: Tracked, instants: Instants): Result<Document> => {
  const isCheckpoint = document.at('run_results').isObject || document.at('validation_results').isArray;
  const suites = suitesOf(document);
  const odd = suites.find(([, at]) => !isSuite(at));
  if (odd !== undefined) return broken(odd[1], notThis);
  for (const [, at] of suites) {
    const list = at.at('results').isArray ? at.at('results') : at.at('expectations');
    const strange = list.items().find((item) => !item.isObject);
    if (strange !== undefined) return broken(strange, 'This result is not an object.');
  }
  const validations = suites.map(([key, at]) => readValidation(at, key, instants));
  if (!isCheckpoint) {
    const [only] = validations;
    // One run validates many batches: its id alone would be the identity of all of them.
    const runId = only?.run == null ? null : joined([only.suite, only.run, only.label]);
    return accept({ validations, runId });
  }
  const config = document.at('checkpoint_config');
  const name = config.at('name').text() ?? document.at('name').text() ?? null;
  config.passOver();
  for (const place of ['success', 'id']) document.at(place).passOver();
  document.at('statistics').passOver();
  document.at('validation_result_identifiers').passOver();
  const run = runIdOf(document.at('run_id'), instants) ?? validations[0]?.run ?? null;
  return accept({ validations, runId: run === null ? null : joined([name, run]) });
};

type Sides = Record<Side, Validation[]> & { other: Validation[] };

const isCalled = (validation: Validation, name: string, only: boolean): boolean => {
  const sought = name.trim().toLowerCase();
  return (only && sought === theBatch) || validation.names.some((known) => known.toLowerCase() === sought);
};

/** Puts each batch on the side that the caller calls by one of its names. */
const sidesOf = (validations: readonly Validation[], { legacy, target }: ImportOptions): Result<Sides> => {
  const only = validations.length === 1;
  const sides: Sides = { legacy: [], target: [], other: [] };
  for (const validation of validations) {
    const [ofLegacy, ofTarget] = [isCalled(validation, legacy, only), isCalled(validation, target, only)];
    if (ofLegacy && ofTarget) {
      const detail = `The batch ${validation.label ?? ''} is called by both names; legacy and target must tell batches apart.`;
      return refuse('invalid_parameter', detail, [{ pointer: 'target', detail }]);
    }
    sides[ofLegacy ? 'legacy' : ofTarget ? 'target' : 'other'].push(validation);
  }
  if (validations.length === 0 || sides.legacy.length + sides.target.length > 0) return accept(sides);
  const names = [...new Set(validations.flatMap((validation) => validation.names))];
  const called =
    names.length === 0 ? `nothing; the name ${theBatch} stands for the only one` : names.slice(0, 20).join(', ');
  const detail = `Neither legacy nor target names a batch. Here they are called ${called}.`;
  return refuse(
    'invalid_parameter',
    detail,
    ['legacy', 'target'].map((pointer) => ({ pointer, detail })),
  );
};

const labelled = (validations: readonly Validation[]): string | null =>
  clipped([...new Set(validations.flatMap(({ label }) => label ?? []))].join(', '), 512) || null;

/** Reads a result of a suite or a checkpoint. An expectation that raised an exception compared nothing and is errored. */
export const readGreatExpectations = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const named = sidesThatDiffer(options);
  if (!named.ok) return named;
  const parsed = parseJsonKeepingNumbers(bytes, limits);
  if (!parsed.ok) return parsed;
  const document = Tracked.of(parsed.value);
  const instants = new Instants();
  const read = readDocument(document, instants);
  if (!read.ok) return read;
  const { validations, runId } = read.value;
  const sides = sidesOf(validations, options);
  if (!sides.ok) return sides;
  const { legacy, target, other } = sides.value;
  const { checks, warnings } = pairUp(legacy, target, options);
  const placed = [...legacy, ...target];
  const run = runOf(options, {
    bytes,
    format,
    runId,
    layer: 'dataset',
    window: instants.window(),
    status: placed.every(({ whole }) => whole) ? 'completed' : 'unknown',
    checks,
    legacy: { dataset: labelled(legacy), position: null, version: null },
    target: { dataset: labelled(target), position: null, version: null },
  });
  const aside = other.map(({ label, suite }) => label ?? suite ?? 'a batch without a name');
  return accept({
    run,
    warnings: [
      ...instants.warnings(),
      ...(checks.length === 0 ? ['No expectation is among the results, so nothing was compared.'] : []),
      ...(aside.length === 0 ? [] : [`Validated, but named as neither side, and left aside: ${aside.join(', ')}.`]),
      ...warnings,
      ...new Set(placed.flatMap((validation) => validation.warnings)),
    ],
    unplaced: document.unread(),
  });
};

export const greatExpectations: Adapter = {
  format,
  tool: 'Great Expectations: the result of a suite or a checkpoint',
  sides: [theBatch, 'none'],
  read: readGreatExpectations,
};
