import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import type { Source } from '@/lib/domain/events/source';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { Transition } from '@/lib/domain/stage/transition';
import type { Side } from '@/lib/domain/words';
import type { DocumentChange } from './document-changes';
import type { PayloadLane, Told } from './told';

// What decisions change that move no authority. Instants are RFC 3339 text.

/** The old value beside the new, at each place that differs: part of what is signed. */
type Changing = Told & { changes: DocumentChange[] };

/** What is left out stays as it is. */
export type ActivateCriteriaPayload = Changing & {
  kind: 'activate_criteria';
  context: string;
  criteria: { document: CriteriaSetDocument; digest: string } | null;
  expectedChecks: { document: DeclaredCheck[]; digest: string } | null;
  equivalence: string | null;
  /** Who sends events about the context. Not there in decisions older than sources. */
  sources?: { document: Source[]; digest: string } | undefined;
};

export type ChangePolicyPayload = Changing & {
  kind: 'change_policy';
  policy: { document: PolicyDocument; digest: string };
};

export type ExtendDeadlinePayload = Changing & {
  kind: 'extend_deadline';
  /** Calendar days in the program's zone; by the end of such a day legacy is gone. */
  day: { before: string | null; after: string };
  hardDate: string;
  /** How often it was moved later before. */
  extensions: number;
};

/** One lane's window, and until when it would be open. */
export type WindowToExtend = LaneName & {
  laneId: string;
  /** The decision that opened it. */
  opener: DecisionRef;
  closesAt: string;
  extendedTo: string;
  /** How often it was extended before. */
  extensions: number;
};

export type ExtendWindowPayload = Changing & {
  kind: 'extend_rollback_window';
  context: string;
  lanes: PayloadLane[];
  asked: { days: number } | { until: string };
  windows: WindowToExtend[];
};

export type AcceptRiskPayload = Told & {
  kind: 'accept_risk';
  context: string;
  criterion: string;
  transition: Transition | null;
  owner: { email: string; personId: string; name: string };
  gap: string;
  mitigation: string;
  until: string;
};

export type AuthoriseReplayPayload = Told & {
  kind: 'authorise_replay';
  context: string;
  side: Side;
  range: { from: string; to: string };
  what: string;
  containment: string;
  until: string;
};

export type RetireLegacyPayload = Told & {
  kind: 'retire_legacy';
  context: string;
  from: 'full';
  to: 'retired';
};

export type GoverningPayload =
  | ActivateCriteriaPayload
  | ChangePolicyPayload
  | ExtendDeadlinePayload
  | ExtendWindowPayload
  | AcceptRiskPayload
  | AuthoriseReplayPayload
  | RetireLegacyPayload;
