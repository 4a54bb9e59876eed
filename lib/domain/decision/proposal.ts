import type { LaneName } from '@/lib/domain/authority/lane';
import type { LegacyAfter, Stage } from '@/lib/domain/words';
import type { GoverningProposal } from './governing-proposal';
import type { Guard } from './guards';
import type { RedrawLanesProposal } from './redraw-payload';
import type { AskedTold as Told } from './told';

export type AdvanceProposal = Told & {
  kind: 'advance';
  to: Stage;
  lanes?: readonly LaneName[] | undefined;
  /** Left out or null: what the policy gives. */
  rollbackDays?: number | null | undefined;
  guards?: readonly Guard[] | undefined;
  /** Left out: legacy stands by. */
  legacyAfter?: LegacyAfter | undefined;
};

/** Forward, outside the gates; asked for by an act of its own, never proposed like others. */
export type BreakGlassProposal = Told & {
  kind: 'break_glass';
  to: Stage;
  lanes: readonly LaneName[];
  rollbackDays?: number | null | undefined;
  incident: string;
};

/** Without lanes it takes every lane on target; without `to`, the latest stage that agrees with what remains. */
export type RollbackProposal = Told & {
  kind: 'rollback';
  lanes?: readonly LaneName[] | undefined;
  to?: Stage | undefined;
};

export type ActivateRulesProposal = Told & { kind: 'activate_rules'; ruleSetVersion: number };

/** What a person or key may ask for. A review is not proposed: what it is about opens it. */
export type Proposal =
  | BreakGlassProposal
  | AdvanceProposal
  | RollbackProposal
  | ActivateRulesProposal
  | RedrawLanesProposal
  | GoverningProposal;
export type ProposalOf<K> = Extract<Proposal, { kind: K }>;
