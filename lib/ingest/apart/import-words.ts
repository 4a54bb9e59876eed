import { limits } from '@/lib/contract/limits';
import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';
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

const nothing = 'Nothing of it was kept';
const tooLarge = (detail: string): Refusal => ({ code: 'body_too_large', detail });

/** All of an import stands in memory until it is kept; a run with more is one whose discrepancies follow in a stream. */
export const tooManyShown = ({ checks, discrepancies }: Pick<RunFacts, 'checks' | 'discrepancies'>): Refusal | null => {
  const { importChecks, importDiscrepancies } = limits;
  if (discrepancies.length > importDiscrepancies) {
    const detail = `The result shows ${discrepancies.length} differences, and an import at most ${importDiscrepancies}. ${nothing}`;
    return tooLarge(`${detail}: send a run with counts, and its discrepancies by POST /runs/{run}/discrepancies.`);
  }
  if (checks.length <= importChecks) return null;
  return tooLarge(
    `The result has ${checks.length} checks, and an import at most ${importChecks}. ${nothing}: send it in parts.`,
  );
};
