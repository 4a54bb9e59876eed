import type { Window } from '@/lib/domain/comparison/run-facts';
import { beginning } from '@/lib/domain/kernel/beginning';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import type { Layer } from '@/lib/domain/words';
import type { ImportedFacts, ImportOptions } from '@/lib/ingest/adapters/adapter';
import { shortened } from './record-id';

/** What an adapter found out; everything else about a run stays as unknown as the tool left it. */
type Found = Partial<Omit<ImportedFacts, 'context' | 'workload' | 'source' | 'externalId' | 'layer'>> & {
  bytes: Uint8Array;
  /** The name on the wire: the source where the caller names none. */
  format: string;
  /** The tool's own id of its run, or null: then the digest of the bytes is the identity. */
  runId: string | null;
  layer: Layer;
  window: Window | null;
};

const longestId = 200;

const idOf = ({ bytes, runId }: Found): string => {
  const id = runId?.trim() ?? '';
  return id === '' || id.length > longestId ? sha256Hex(bytes) : id;
};

/** A run of a tool: what the caller says wins over what the tool says, and what neither says is unknown. */
export const runOf = (options: ImportOptions, found: Found): ImportedFacts => {
  const { bytes, format, runId, layer, ...rest } = found;
  return {
    source: options.source ?? format,
    externalId: options.externalId ?? idOf(found),
    context: options.context,
    layer: options.layer ?? layer,
    workload: options.workload ?? null,
    engine: format,
    baseline: false,
    period: null,
    startedAt: found.window?.from ?? null,
    finishedAt: found.window?.to ?? null,
    status: 'completed',
    legacy: { dataset: null, position: null, version: null },
    target: { dataset: null, position: null, version: null },
    totals: null,
    cohorts: [],
    checks: [],
    discrepancies: [],
    discrepanciesSampled: false,
    artifact: null,
    coverage: [],
    supersedes: null,
    ...rest,
  };
};

/** Text that fits where it is kept; what is cut off is in what was sent. */
export const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${beginning(text, most - 1)}…`;

/** A name of a check that fits: a long one keeps its beginning and is told apart by its digest. */
export const checkKey = (name: string): string => shortened(name === '' ? 'unnamed' : name, longestId);

/** Makes names unique in the order in which they come: the second of the same name is called `… #2`. */
export const distinctKeys = (): ((name: string) => string) => {
  const seen = new Map<string, number>();
  return (name) => {
    for (;;) {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      if (count === 1) return name;
      const next = checkKey(`${name} #${count}`);
      if (!seen.has(next)) {
        seen.set(next, 1);
        return next;
      }
    }
  };
};

/** `1 row`, `2 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
