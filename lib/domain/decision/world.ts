import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { Leases } from '@/lib/domain/authority/lease';
import type { Hold } from '@/lib/domain/hold/hold';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { ContextState } from './context-state';
import type { RoleHolders } from './decision';
import type { Emergency } from './emergencies';
import type { EvaluationInput } from './evaluation';
import type { Governed } from './governed';
import type { Delegation, People } from './people';
import type { Versions } from './revision';

/** The review that a rollback inside its window opened; `reviewedAt` is null until it was executed. */
export type RollbackReview = { rollback: DecisionRef; review: DecisionRef; dueAt: Date; reviewedAt: Date | null };

/** Something that stands in the way, in words that a screen can show. */
export type Missing = { code: string; message: string };

/** What decisions about a whole program see of it. */
export type ProgramState = {
  id: string;
  slug: string;
  zone: string;
  hardDate: Date | null;
  /** Their declared values, by name. */
  dimensions: Readonly<Record<string, readonly string[]>>;
};

/** Everything beside the decision itself that its standing depends on, as of `at`, read under the program's lock. */
export type World = {
  at: Date;
  program: ProgramState;
  /** Null for a decision about the program. */
  context: ContextState | null;
  /** In force now. */
  policy: PolicyDocument;
  /** In force when the decision was opened; of the two the stricter counts. Of a new decision, the same. */
  openedPolicy: PolicyDocument;
  /** How long answers may still be relied on, those of an earlier policy included; left out: as the policy says. */
  leases?: Leases;
  versions: Versions;
  holders: RoleHolders;
  /** The same people, with how they came to their roles. */
  people: People;
  /** Places lent to others in this program; what has ended may be left out. */
  delegations: readonly Delegation[];
  /** The criteria of the decision's transition, evaluated now. */
  evaluations: readonly EvaluationInput[];
  /** What keeps the gate shut whatever the evaluations say: no blocking criterion, no outcome check, no expected checks. */
  blocks: readonly Missing[];
  holds: readonly Hold[];
  reviews: readonly RollbackReview[];
  /** Of the whole program, those not yet reviewed. */
  emergencies: readonly Emergency[];
  /** What is in force beside authority, and what stands in the way of its end. */
  governed: Governed;
};

/** What a change of authority waits for: nobody may rely any more on what was answered before it. */
export const leasesIn = ({ leases, policy }: Pick<World, 'leases' | 'policy'>): Leases => leases ?? policy;

/** Rollbacks whose review is past its time; at the due instant it is overdue. */
export const overdueReviews = (reviews: readonly RollbackReview[], at: Date): RollbackReview[] =>
  reviews.filter((review) => review.reviewedAt === null && review.dueAt <= at);
