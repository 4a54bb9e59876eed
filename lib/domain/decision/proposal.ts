import type { LaneName } from '@/lib/domain/authority/lane';
import type { Stage } from '@/lib/domain/words';
import type { Payload } from './payload';

type Told = { title: string; rationale: string };

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

/** What a person or key may ask for. A review is not proposed: the rollback that it is about opens it. */
export type Proposal = AdvanceProposal | RollbackProposal | ActivateRulesProposal;

/** The question that a payload answered, so that it can be asked again of the context as it is now. */
export const proposalOf = (payload: Payload): Proposal | null => {
  const { title, rationale } = payload;
  switch (payload.kind) {
    case 'advance':
      return {
        kind: 'advance',
        title,
        rationale,
        to: payload.to,
        // To full, the lanes are whatever is still on legacy.
        lanes: payload.to === 'full' ? [] : payload.lanes,
        rollbackDays: payload.rollbackDays,
      };
    case 'rollback':
      return {
        kind: 'rollback',
        title,
        rationale,
        // Selective is what remaining lanes make it, not what was asked for.
        to: payload.to === 'selective' ? undefined : payload.to,
        lanes: payload.lanes,
      };
    case 'activate_rules':
      return { kind: 'activate_rules', title, rationale, ruleSetVersion: payload.ruleSet.version };
    case 'review_rollback':
      return null;
  }
};
