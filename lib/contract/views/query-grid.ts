import type { CheckOutcome } from '@/lib/domain/words';

/** `null` outcome: the query did not run on the engine in this time. */
export type QueryGridCell = {
  outcome: CheckOutcome | null;
  /** An expected check asks for it. */
  required: boolean;
  run: number | null;
  at: string | null;
  finding: string | null;
};

/** Consumers' queries by the engines that run them. */
export type QueryGrid = {
  engines: string[];
  rows: { query: string; cells: QueryGridCell[] }[];
  finding: string;
};
