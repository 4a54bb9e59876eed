import type { LaneName } from '@/lib/domain/authority/lane';
import type { Stage } from '@/lib/domain/words';

type Told = {
  title: string;
  rationale: string;
  /** When it is to be executed once it is approved; left out or null: by hand. */
  scheduledFor?: Date | null | undefined;
};

export type AdvanceProposal = Told & {
  kind: 'advance';
  to: Stage;
  lanes?: readonly LaneName[] | undefined;
  /** Left out or null: what the policy gives. */
  rollbackDays?: number | null | undefined;
};

/** Without lanes it takes every lane on target; without `to`, the latest stage that agrees with what remains. */
export type RollbackProposal = Told & {
  kind: 'rollback';
  lanes?: readonly LaneName[] | undefined;
  to?: Stage | undefined;
};

export type ActivateRulesProposal = Told & { kind: 'activate_rules'; ruleSetVersion: number };

/** What a person or key may ask for. A review is not proposed: what it is about opens it. */
export type Proposal = AdvanceProposal | RollbackProposal | ActivateRulesProposal;
export type ProposalOf<K> = Extract<Proposal, { kind: K }>;
