import type { AuthorityInterval, StageInterval } from '@/lib/domain/authority/interval';
import type { Lane } from '@/lib/domain/authority/lane';
import type { Leases } from '@/lib/domain/authority/lease';
import type { WayBackProof } from '@/lib/domain/authority/way-back';
import type { RollbackWindow } from '@/lib/domain/authority/window';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Workload } from '@/lib/domain/words';
import type { Context } from './context';

export type SnapshotLane = {
  lane: Lane;
  intervals: readonly AuthorityInterval[];
  windows: readonly RollbackWindow[];
  /** Lanes that it takes its keys from, where it was drawn anew; by id. */
  parents?: readonly string[];
};

export type SnapshotContext = {
  slug: string;
  name: string;
  stages: readonly StageInterval[];
  workloads: readonly Workload[];
  /** Of every drawing, also those that have ended. */
  lanes: readonly SnapshotLane[];
  /** Proofs of the way back, as known at the entry that is asked about. */
  proofs: readonly WayBackProof[];
};

/**
 * Everything that authority answers of one program are made from, read in one unchanging view of the database.
 * `confirmedAt` is that transaction's `now()`, so that nothing committed before it is missing.
 */
export type AuthoritySnapshot = {
  program: { id: string; slug: string };
  dimensions: readonly string[];
  leases: Leases;
  ledgerSize: number;
  confirmedAt: Date;
  contexts: readonly SnapshotContext[];
};

export type ProgramName = { id: string } | { slug: string };

/** The two questions behind authority answers from memory. They refuse with `not_found` and `unavailable`. */
export type AuthoritySource = {
  /** Intervals that ended a minute ago or more may be left out; what is recorded and not yet in effect is in. */
  loadAuthority: (program: ProgramName) => Promise<Result<AuthoritySnapshot>>;
  /** One cheap query: has anything been recorded since? `at` is its transaction's `now()`. */
  confirmAuthority: (programId: string) => Promise<Result<{ ledgerSize: number; at: Date }>>;
};

/**
 * Authority now or as of another instant, for whoever may read it; all but the intervals is as known at `knownAtEntry`.
 * `entryAt` is the index of the last entry on record at `at`.
 */
export type AuthorityRecord = { snapshot: AuthoritySnapshot; at: Date; knownAtEntry: number | null; entryAt: number };

export type AuthorityRecordSource = {
  readAuthorityRecord: (
    context: Context,
    program: string,
    asOf: { at: Date | null; knownAt: Date | null },
  ) => Promise<Result<AuthorityRecord>>;
};
