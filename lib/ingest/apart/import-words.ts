import { limits } from '@/lib/contract/limits';
import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { Refusal } from '@/lib/domain/kernel/refusal';
import type { Submission } from '@/lib/usecases/commands/record-run';

// What is said between those who answer requests and the thread that reads imports.

export type Asked =
  | { ask: 'read'; query: ImportQuery; mediaType: string; bytes: Uint8Array; map: MappedFormat | undefined }
  | { ask: 'more' };

export type Told =
  | { tell: 'refused'; refusal: Refusal }
  /** Without its discrepancies, which follow. */
  | { tell: 'read'; submission: Omit<Submission, 'body'> }
  | { tell: 'more'; items: readonly Discrepancy[] };

/** So many go over in one part: a few milliseconds. */
export const discrepanciesAtOnce = 2_000;

/** All of an import stands in memory until it is kept; a run with more is one whose discrepancies follow in a stream. */
export const tooManyShown = (count: number): Refusal | null =>
  count <= limits.importDiscrepancies
    ? null
    : {
        code: 'body_too_large',
        detail: `The result shows ${count} differences, and an import at most ${limits.importDiscrepancies}. Nothing of it was kept: send a run with counts, and its discrepancies by POST /runs/{run}/discrepancies.`,
      };
