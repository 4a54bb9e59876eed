import type { LaneName } from '@/lib/domain/authority/lane';
import type { AcceptedRisk } from '@/lib/domain/criteria/accepted-risk';
import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import type { Source } from '@/lib/domain/events/source';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { Side } from '@/lib/domain/words';
import type { WindowToExtend } from './governing-payload';

// What executing a governing decision writes.

export type CriteriaActivated = {
  kind: 'criteria_activated';
  version: number;
  digest: string;
  document: CriteriaSetDocument;
};
export type ExpectedChecksActivated = {
  kind: 'expected_checks_activated';
  digest: string;
  document: DeclaredCheck[];
};
export type SourcesActivated = {
  kind: 'sources_activated';
  digest: string;
  document: Source[];
};
export type EquivalenceActivated = {
  kind: 'equivalence_activated';
  version: number;
  digest: string;
  statement: string;
  /** Who wrote it: the decision's proposer, by name. */
  by: string;
};
export type PolicyChanged = { kind: 'policy_changed'; version: number; digest: string; document: PolicyDocument };
export type DeadlineMoved = {
  kind: 'deadline_moved';
  day: { before: string | null; after: string };
  hardDate: Date;
  /** How often it was moved later, this move included. */
  extensions: number;
  reason: string;
};
export type WindowExtended = LaneName &
  Pick<WindowToExtend, 'laneId' | 'opener'> & {
    kind: 'window_extended';
    closesAt: Date;
    extendedTo: Date;
    /** How many extensions this window has had, this one included. */
    number: number;
    reason: string;
  };
export type RiskAccepted = { kind: 'risk_accepted'; risk: AcceptedRisk };
export type ReplayAuthorised = {
  kind: 'replay_authorised';
  side: Side;
  from: Date;
  to: Date;
  what: string;
  containment: string;
  until: Date;
};

export type GoverningChange =
  | CriteriaActivated
  | ExpectedChecksActivated
  | SourcesActivated
  | EquivalenceActivated
  | PolicyChanged
  | DeadlineMoved
  | WindowExtended
  | RiskAccepted
  | ReplayAuthorised;
