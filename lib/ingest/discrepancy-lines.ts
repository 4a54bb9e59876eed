import { runDiscrepancy } from '@/lib/contract/v1/run';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { accept } from '@/lib/domain/kernel/refusal';
import { type DiscrepancyKind, discrepancyKinds } from '@/lib/domain/words';
import { bodyLimits } from '@/lib/ingest/strict-json';
import type { SentDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import type { Context } from '@/lib/usecases/context';
import { type LineFormat, LineReader } from './ndjson';
import { discrepancyFromNeutral } from './neutral';
import { strictLine, textsIn } from './strict-line';

// Reading a line strictly costs more than all else that is done with it. Most lines can be seen to be sound at a glance:
// without escapes and numbers, all that JSON.parse would forgive is a name given twice, and then fewer texts come out than
// quotation marks went in.

const kinds = new Map<string, DiscrepancyKind>(discrepancyKinds.map((kind) => [kind, kind]));
const dimensionName = /^[a-z][A-Za-z0-9]{0,62}$/;
/** A part of what the schema takes, in which every day of every month exists. */
const plainInstant =
  /^(?!000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' && value.length >= least && value.length <= most;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How many texts stand in dimensions as the schema takes them; -1 where it must be asked. */
const textsOfDimensions = (dimensions: Record<string, unknown>): number => {
  let texts = 0;
  for (const name in dimensions) {
    if (!dimensionName.test(name) || !isText(dimensions[name], 0, 256)) return -1;
    texts += 2;
  }
  return texts > 2 * bodyLimits.members ? -1 : texts;
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** The discrepancy of a line, where the strict reader is sure to read the same; null where it must be asked. */
export const readPlainDiscrepancy = (line: string): Discrepancy | null => {
  if (line.includes('\\')) return null;
  const sent = parsed(line);
  if (!isObject(sent)) return null;
  const found: { -readonly [Member in keyof Discrepancy]: Discrepancy[Member] } = {
    correlationId: '',
    kind: 'value',
    field: null,
    dimensions: {},
    observedAt: null,
  };
  let named = 0;
  let texts = 0;
  for (const name in sent) {
    const value = sent[name];
    texts += typeof value === 'string' ? 2 : 1;
    switch (name) {
      case 'correlationId':
        if (!isText(value, 1, 512)) return null;
        found.correlationId = value;
        named += 1;
        break;
      case 'kind': {
        const kind = typeof value === 'string' ? kinds.get(value) : undefined;
        if (kind === undefined) return null;
        found.kind = kind;
        named += 1;
        break;
      }
      case 'field':
        if (!isText(value, 1, 200)) return null;
        found.field = value;
        break;
      case 'legacy':
      case 'target':
        if (value !== null && !isText(value, 0, 65_536)) return null;
        found[name] = value;
        break;
      case 'dimensions': {
        const within = isObject(value) ? textsOfDimensions(value) : -1;
        if (within === -1) return null;
        texts += within;
        found.dimensions = value as Record<string, string>;
        break;
      }
      case 'observedAt':
        if (typeof value !== 'string' || !plainInstant.test(value)) return null;
        found.observedAt = new Date(value);
        break;
      default:
        return null;
    }
  }
  return named === 2 && texts === textsIn(line) ? found : null;
};

/** A line of `POST /runs/{run}/discrepancies`. */
export const discrepancyLine: LineFormat<Discrepancy> = {
  fast: readPlainDiscrepancy,
  strict: (line) => {
    const read = strictLine(runDiscrepancy, line);
    return read.ok ? accept(discrepancyFromNeutral(read.value)) : read;
  },
};

/** A body of such lines, read while it is used. `contextFor` is asked once its digest is known. */
export const sentDiscrepancies = (
  chunks: AsyncIterable<Buffer> | undefined,
  contextFor: (digest: string) => Context,
): SentDiscrepancies => {
  const reader = new LineReader(discrepancyLine);
  let digest = '';
  const batches = async function* () {
    for await (const chunk of chunks ?? []) yield reader.push(chunk);
    const last = reader.end();
    digest = last.digest;
    yield last.values;
  };
  return { batches: batches(), digest: () => digest, contextFor };
};
