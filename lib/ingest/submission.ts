import { createHash } from 'node:crypto';
import type { MappedFormat } from '@/lib/contract/mapped-format';
import { importFormats, mappedNameOf } from '@/lib/contract/v1/import-formats';
import type { RunBody } from '@/lib/contract/v1/run';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import type { Window } from '@/lib/domain/comparison/run-facts';
import { unplacedWarnings } from '@/lib/domain/comparison/unplaced';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Submission } from '@/lib/usecases/commands/record-run';
import { type Adapter, windowFromTimes } from './adapters/adapter';
import { adapters } from './adapters/all';
import { mapped } from './adapters/mapped';
import { runFromNeutral } from './neutral';

/** What was sent, byte for byte. */
type Sent = { mediaType: string; bytes: Uint8Array };

// The platform's hash and not the domain's own, which comes to the same ten times as slowly: bodies may have megabytes.
const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** A run in the neutral form, with the document it was read from; two are the same when their canonical JSON is. */
export const neutralSubmission = (body: RunBody, sent: Sent, document: unknown): Submission => ({
  facts: runFromNeutral(body),
  format: 'neutral',
  body: sent,
  digest: sha256Hex(canonicalJson(document)),
  warnings: [],
});

const windowOf = ({ windowFrom, windowTo }: ImportQuery): Result<Window | null> => {
  if (windowFrom === undefined && windowTo === undefined) return accept(null);
  if (windowFrom !== undefined && windowTo !== undefined) {
    return accept({ from: new Date(windowFrom), to: new Date(windowTo) });
  }
  const pointer = windowFrom === undefined ? 'windowFrom' : 'windowTo';
  const detail = 'A window has two ends: windowFrom and windowTo are sent together.';
  return refuse('invalid_parameter', detail, [{ pointer, detail }]);
};

const adapterOf = (format: ImportQuery['format'], map: MappedFormat | undefined): Result<Adapter> => {
  const ours = importFormats.find((known) => known === format);
  if (ours !== undefined) return accept(adapters[ours]);
  if (map !== undefined && mappedNameOf(format) === map.name) return accept(mapped(map));
  const detail = `Nobody says how ${format} is read.`;
  return refuse('invalid_parameter', detail, [{ pointer: 'format', detail }]);
};

/** A run in another tool's format; two are the same when their bytes are. */
export const importedSubmission = (query: ImportQuery, sent: Sent, map?: MappedFormat): Result<Submission> => {
  const window = windowOf(query);
  if (!window.ok) return window;
  const adapter = adapterOf(query.format, map);
  if (!adapter.ok) return adapter;
  const read = adapter.value.read(sent.bytes, query);
  if (!read.ok) return read;
  const { run, warnings, unplaced } = read.value;
  const facts = { ...run, window: window.value ?? run.window, baseline: query.baseline === 'true' || run.baseline };
  const said = window.value === null ? warnings : warnings.filter((warning) => warning !== windowFromTimes);
  const all = [...said, ...unplacedWarnings(unplaced)];
  const submission = { facts, format: query.format, body: sent, digest: sha256Hex(sent.bytes), warnings: all };
  return accept({ ...submission, windowByToolsClock: said.includes(windowFromTimes) });
};
