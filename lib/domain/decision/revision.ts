import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Slot } from '@/lib/domain/policy/document';
import type { FrozenEvaluation } from './evaluation';
import type { Payload } from './payload';

/** Versions in force when a revision began; null where the context has none. */
export type Versions = { policy: number; rules: number | null; criteria: number | null };

/** Everything that a signer is shown and a sign-off is bound to. JSON; its digest is the evidence hash. */
export type RevisionDocument = {
  decision: { id: string; number: number; program: string };
  payload: Payload;
  revision: number;
  versions: Versions;
  slots: Slot[];
  evaluations: FrozenEvaluation[];
};

export type Revision = {
  number: number;
  document: RevisionDocument;
  evidenceHash: string;
  openedAt: Date;
  /** Why it began, in words; null for the first. */
  reason: string | null;
};

/** SHA-256 over the canonical JSON of the document, as hex. */
export const evidenceHashOf = (document: RevisionDocument): string => documentDigest(document);

export const revisionOf = (document: RevisionDocument, openedAt: Date, reason: string | null): Revision => ({
  number: document.revision,
  document,
  evidenceHash: evidenceHashOf(document),
  openedAt,
  reason,
});
