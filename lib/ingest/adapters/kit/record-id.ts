import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { beginning } from '@/lib/domain/kernel/beginning';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { sha256Hex } from '@/lib/domain/kernel/digest';

const longest = 512;

/** A name within what is kept: a longer one keeps its beginning, and its digest, by which it stays apart. */
export const shortened = (text: string, most = longest): string =>
  text.length <= most ? text : `${beginning(text, most - 66)}…${sha256Hex(text)}`;

/**
 * What a record is called, by its key: the value of a key of one column, the canonical object of a longer one, so that
 * every tool that compares the same records calls them the same. With `table`, where a run covers several.
 */
export const recordId = (key: readonly (readonly [string, string | null])[], table: string | null = null): string => {
  const [only] = key;
  const text =
    key.length === 1 && only !== undefined && only[1] !== null ? only[1] : canonicalJson(Object.fromEntries(key));
  return shortened(table === null ? text || '""' : `${table}/${text}`);
};

/** What every discrepancy of a record says; `table` becomes a dimension, so that patterns can be split by it. */
export const itemOf = (
  correlationId: string,
  table: string | null,
): Pick<Discrepancy, 'correlationId' | 'dimensions' | 'observedAt'> => {
  const dimensions: Record<string, string> = table === null ? {} : { table: shortened(table, 256) };
  return { correlationId, dimensions, observedAt: null };
};
