import type { RunFacts, Window } from '@/lib/domain/comparison/run-facts';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Layer, Workload } from '@/lib/domain/words';

/** What the caller of an import says; `legacy` and `target` are what the tool called each side. */
export type ImportOptions = {
  context: string;
  legacy: string;
  target: string;
  source?: string | undefined;
  externalId?: string | undefined;
  layer?: Layer | undefined;
  workload?: Workload | undefined;
};

/** A run whose window nobody said: then it is the moment at which it was received. */
export type ImportedFacts = Omit<RunFacts, 'window'> & { window: Window | null };

/**
 * A run in another tool's format, understood. `warnings` say what was understood only in part; `unplaced` names the
 * places of the document (`results/0/timing`) that mean nothing to Lockgate and stay only in what was sent.
 */
export type ImportedRun = { run: ImportedFacts; warnings: string[]; unplaced: string[] };

/** Said where the times at which a tool ran stand for the window that it compared; taken back where the caller names one. */
export const windowFromTimes =
  'The tool does not say which window of data it compared; the times that it gives stand for it.';

/** One format: bytes in, a run or a refusal with pointers into the document out. Pure; the caller keeps the bytes. */
export type Adapter = {
  format: string;
  /** In a few words, for the docs and the answer to an unknown format. */
  tool: string;
  /** What the tool calls its two sides, as `legacy` and `target` may name them. */
  sides: readonly string[];
  read: (bytes: Uint8Array, options: ImportOptions) => Result<ImportedRun>;
};
