import type { LaneName } from '@/lib/domain/authority/lane';
import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import type { Source } from '@/lib/domain/events/source';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { Transition } from '@/lib/domain/stage/transition';
import type { Side } from '@/lib/domain/words';
import type { AskedTold as Told } from './told';

/** At least one of the four. */
export type ActivateCriteriaProposal = Told & {
  kind: 'activate_criteria';
  criteria?: CriteriaSetDocument | undefined;
  expectedChecks?: readonly DeclaredCheck[] | undefined;
  equivalence?: string | undefined;
  sources?: readonly Source[] | undefined;
};

export type ChangePolicyProposal = Told & { kind: 'change_policy'; document: PolicyDocument };

/** `day` is a calendar day, `YYYY-MM-DD`, in the program's zone. */
export type ExtendDeadlineProposal = Told & { kind: 'extend_deadline'; day: string };

/** So many days longer than now, or until an instant. */
export type ExtendWindowProposal = Told & {
  kind: 'extend_rollback_window';
  lanes: readonly LaneName[];
  by: { days: number } | { until: Date };
};

/** `owner` is the address of a member. */
export type AcceptRiskProposal = Told & {
  kind: 'accept_risk';
  criterion: string;
  transition?: Transition | null | undefined;
  owner: string;
  gap: string;
  mitigation: string;
  until: Date;
};

export type AuthoriseReplayProposal = Told & {
  kind: 'authorise_replay';
  side: Side;
  range: { from: Date; to: Date };
  what: string;
  containment: string;
  until: Date;
};

export type RetireLegacyProposal = Told & { kind: 'retire_legacy' };

export type GoverningProposal =
  | ActivateCriteriaProposal
  | ChangePolicyProposal
  | ExtendDeadlineProposal
  | ExtendWindowProposal
  | AcceptRiskProposal
  | AuthoriseReplayProposal
  | RetireLegacyProposal;
