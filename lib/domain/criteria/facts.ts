import type { Totals, Window } from '@/lib/domain/comparison/run-facts';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type {
  Category,
  CheckOutcome,
  Layer,
  PatternState,
  Role,
  RunStatus,
  Severity,
  Workload,
} from '@/lib/domain/words';

// What evaluations read. All of it is loaded beforehand; nothing here knows a table.

/** A kept run of the context. `digest` is that of what was sent. */
export type RunFact = {
  id: string;
  digest: string;
  source: string;
  layer: Layer;
  workload: Workload | null;
  engine?: string | undefined;
  /** Names what it compared, where it says so. */
  datasets?: string | undefined;
  window: Window;
  receivedAt: Date;
  status: RunStatus;
  outcome: CheckOutcome;
  baseline: boolean;
  /** Id of the run that superseded it; such a run counts in no evaluation. */
  supersededBy: string | null;
  totals: Totals | null;
  /** Differing records that signed-off rules accept: 0 unless counted exactly and not from a sample. */
  accepted: number;
  cohorts: readonly { dimensions: Readonly<Record<string, string>>; totals: Totals; accepted: number }[];
  checks: readonly { key: string; outcome: CheckOutcome }[];
  coverage: readonly string[];
  /** False while discrepancies that the run announced are still to come. */
  discrepanciesComplete: boolean;
};

/** A pattern of the context, the synthetic ones of counted and not itemised differences included. */
export type PatternFact = {
  id: string;
  digest: string;
  /** Where comparing runs that are not superseded have shown it; nowhere for one that only baseline runs have shown. */
  places: readonly { layer: Layer; workload: Workload | null }[];
  state: PatternState;
  /** What people see it called, which a person may have said. */
  category: Category;
  /** What signed-off rules call that which the latest runs show open of it. */
  ruled: readonly Category[];
  /** The highest that rules or a person ever gave it. An untriaged pattern counts as critical whatever stands here. */
  highestSeverity: Severity;
  triaged: boolean;
};

/** A person's word on an attestation criterion, or on one condition of a coverage criterion. */
export type AttestationFact = {
  id: string;
  digest: string;
  /** Key of the criterion. */
  criterion: string;
  condition: string | null;
  role: Role;
  statement: string;
  attestedAt: Date;
  /** Whether the person still holds the role. */
  roleHeld: boolean;
};

/** What the context's runs must cover. Cadence and grace in milliseconds. */
export type ExpectedCheck = {
  source: string;
  layer: Layer;
  workload: Workload | null;
  cadence: number;
  grace: number;
  keys: readonly string[];
  minCompared: number;
};

/** Identifies a pattern as it stands: the digest changes with its state, triage and severity. */
export const patternDigest = (pattern: {
  fingerprint: string;
  state: PatternState;
  category: Category;
  ruled: readonly Category[];
  highestSeverity: Severity;
  triaged: boolean;
}): string =>
  documentDigest({
    v: 2,
    fingerprint: pattern.fingerprint,
    state: pattern.state,
    category: pattern.category,
    ruled: pattern.ruled,
    highestSeverity: pattern.highestSeverity,
    triaged: pattern.triaged,
  });

/** Identifies what a person attested, to the word. */
export const attestationDigest = (attestation: {
  criterion: string;
  condition: string | null;
  role: Role;
  statement: string;
  evidence: string;
  personId: string;
  attestedAt: Date;
}): string =>
  documentDigest({
    v: 1,
    criterion: attestation.criterion,
    condition: attestation.condition,
    role: attestation.role,
    statement: attestation.statement,
    evidence: attestation.evidence,
    person: attestation.personId,
    attestedAt: attestation.attestedAt.toISOString(),
  });
