import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Transition } from '@/lib/domain/stage/transition';
import type { Criterion } from './criteria-set';

/** A gap that a named person owns until a named day, accepted by a decision: it waives one criterion meanwhile. */
export type AcceptedRisk = {
  /** The id of the decision that accepted it. */
  id: string;
  decision: { id: string; number: number };
  /** The criterion's key as the criteria set declares it. */
  criterion: string;
  /** The only transition that it is accepted for; null: every one. */
  transition: Transition | null;
  owner: { personId: string; name: string };
  gap: string;
  mitigation: string;
  acceptedAt: Date;
  until: Date;
  /** What the criterion asked when the risk was accepted, in each of its transitions: another question is not waived. */
  asked?: readonly Criterion[];
};

/** In force from the instant at which it was accepted to the one at which it ends: time alone ends it. */
export const isInForce = (risk: Pick<AcceptedRisk, 'acceptedAt' | 'until'>, at: Date): boolean =>
  risk.acceptedAt <= at && at < risk.until;

/** Identifies what was accepted, to the word. */
export const riskDigest = (risk: AcceptedRisk): string =>
  documentDigest({
    v: 1,
    decision: risk.decision.id,
    criterion: risk.criterion,
    transition: risk.transition,
    owner: risk.owner.personId,
    gap: risk.gap,
    mitigation: risk.mitigation,
    until: risk.until.toISOString(),
  });
