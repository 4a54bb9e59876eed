import type { Principal } from '@/lib/domain/access/principal';
import { type Decision, type SignOff, storedStates } from '@/lib/domain/decision/decision';
import type { Payload } from '@/lib/domain/decision/payload';
import type { Revision, RevisionDocument } from '@/lib/domain/decision/revision';
import { decisionKinds, roles, verdicts } from '@/lib/domain/words';
import { wordOf } from './words';

// Rows of decisions as the domain knows them. Payloads, principals and revision documents are taken for what they say:
// only the domain's own documents are ever written, and a revision is bound to its bytes by a hash.

type RevisionRow = {
  revision: number;
  document: unknown;
  evidenceHash: string;
  begunAt: Date;
  reason: string | null;
};

export const toRevision = (row: RevisionRow): Revision => ({
  number: row.revision,
  document: row.document as RevisionDocument,
  evidenceHash: row.evidenceHash,
  openedAt: row.begunAt,
  reason: row.reason,
});

/** Times are text where the row came as JSON. */
type SignOffRow = Omit<SignOff, 'role' | 'verdict' | 'comment' | 'signedAt' | 'revokedAt'> & {
  role: string;
  verdict: string;
  comment: string | null;
  signedAt: Date | string;
  revokedAt: Date | string | null;
};

export const toSignOff = (row: SignOffRow): SignOff => ({
  id: row.id,
  decisionId: row.decisionId,
  revision: row.revision,
  evidenceHash: row.evidenceHash,
  personId: row.personId,
  personName: row.personName,
  onBehalfOf: row.onBehalfOf,
  onBehalfOfName: row.onBehalfOfName,
  role: wordOf(roles, row.role),
  verdict: wordOf(verdicts, row.verdict),
  comment: row.comment ?? '',
  signedAt: new Date(row.signedAt),
  revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt),
});

type DecisionRow = Pick<Decision, 'id' | 'number' | 'contextId' | 'authorIds' | 'proposedAt' | 'expiresAt'> & {
  kind: string;
  state: string;
  proposedBy: unknown;
  payload: unknown;
};

export const toDecision = (
  row: DecisionRow,
  named: { program: string; context: string | null },
  revision: Revision,
): Decision => ({
  id: row.id,
  number: row.number,
  ...named,
  contextId: row.contextId,
  kind: wordOf(decisionKinds, row.kind),
  state: wordOf(storedStates, row.state),
  proposer: row.proposedBy as Principal,
  authorIds: row.authorIds,
  proposedAt: row.proposedAt,
  expiresAt: row.expiresAt,
  payload: row.payload as Payload,
  revision,
});
