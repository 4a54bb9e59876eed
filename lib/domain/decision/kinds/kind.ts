import type { Decision } from '@/lib/domain/decision/decision';
import type { Effects } from '@/lib/domain/decision/effects';
import type { EvaluationInput } from '@/lib/domain/decision/evaluation';
import type { Payload } from '@/lib/domain/decision/payload';
import type { Revising } from '@/lib/domain/decision/revising';
import type { Versions } from '@/lib/domain/decision/revision';
import type { World } from '@/lib/domain/decision/world';
import type { RefusalCode, Result } from '@/lib/domain/kernel/refusal';
import type { PolicyDocument, Slot } from '@/lib/domain/policy/document';
import type { Role } from '@/lib/domain/words';

/** What is lacking before anybody can sign, as a refusal and in words. */
export type Unready = { code: RefusalCode; message: string };

/** What a proposal is held against: the record as it is. `context` is null for decisions about the program. */
export type Ground = Pick<
  World,
  'at' | 'program' | 'context' | 'policy' | 'reviews' | 'emergencies' | 'versions' | 'governed'
>;

/**
 * What the machine asks of a kind of decision. Everything else, states, revisions, sign-offs, expiry, is the same for
 * all. (Methods, not properties: the machine calls them through the union of kinds.)
 */
export type KindRules<P extends Payload, Q> = {
  /** What a proposal would do, or why it cannot; for a context's kind, `ground.context` is there. */
  derive(ground: Ground, proposal: Q): Result<P>;
  /** The question that the payload answered, so that it can be asked again; null: the kind is not proposed by hand. */
  question(payload: P): Q | null;
  /** The question with what a reviser changes. */
  revise(question: Q, revising: Revising): Q;
  /** What a reviser changes of a payload that answers no question, beside title and rationale. */
  amend?(payload: P, revising: Revising): Result<P>;
  /** Why nobody can sign it as it is; null when it is whole. */
  unready?(payload: P): Unready | null;
  slots(policy: PolicyDocument, payload: P): Slot[];
  /** The evaluations that it answers for, of those of its transition. */
  criteria(payload: P, evaluations: readonly EvaluationInput[]): EvaluationInput[];
  /** Which versions in force are part of what is signed: another one begins a new revision. */
  bindsTo: readonly (keyof Versions)[];
  /** True for what holds, freezes, shut gates and overdue reviews stop. */
  movesTowardsTarget(payload: P): boolean;
  /** Whether two live decisions, of the same context or program, would get in each other's way. */
  overlaps(payload: P, other: Payload): boolean;
  /** What executing it writes. */
  effects(payload: P, decision: Decision, world: World): Result<Effects>;
  /** The sentence that an approver in this role signs; null: the role's own. */
  meaning(role: Role): string | null;
};
