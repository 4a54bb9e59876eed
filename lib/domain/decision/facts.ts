import type { Fact, FactSubject } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import { lanesOf } from './payload';

/** What every fact about a decision says of it. */
export const aboutDecision = (
  decision: Pick<Decision, 'id' | 'number' | 'contextId'>,
): { subject: FactSubject; contextId: string; decision: { id: string; number: number } } => ({
  subject: { kind: 'decision', id: decision.id },
  contextId: decision.contextId,
  decision: { id: decision.id, number: decision.number },
});

export const proposedFact = (proposed: Decision): Fact => {
  const { subject, contextId, decision } = aboutDecision(proposed);
  const { payload } = proposed;
  const staged = payload.kind === 'advance' || payload.kind === 'rollback';
  return {
    type: 'decision.proposed',
    subject,
    contextId,
    data: {
      decision,
      kind: proposed.kind,
      context: proposed.context,
      from: staged ? payload.from : null,
      to: staged ? payload.to : null,
      lanes: lanesOf(payload).map(({ workload, audience }) => ({ workload, audience })),
      title: payload.title,
      revision: proposed.revision.number,
      evidenceHash: proposed.revision.evidenceHash,
      expiresAt: proposed.expiresAt?.toISOString() ?? null,
      dueAt: payload.kind === 'review_rollback' ? payload.dueAt : null,
      authors: [...proposed.authorIds],
    },
  };
};
