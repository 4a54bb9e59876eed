import type { Fact, FactSubject } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import { lanesOf, stagesOf } from './payload';

/** What every fact about a decision says of it. */
export const aboutDecision = (
  decision: Pick<Decision, 'id' | 'number' | 'contextId'>,
): { subject: FactSubject; contextId?: string; decision: { id: string; number: number } } => ({
  subject: { kind: 'decision', id: decision.id },
  ...(decision.contextId === null ? {} : { contextId: decision.contextId }),
  decision: { id: decision.id, number: decision.number },
});

export const proposedFact = (proposed: Decision): Fact => {
  const { decision, ...about } = aboutDecision(proposed);
  const { payload } = proposed;
  const stages = stagesOf(payload);
  return {
    type: 'decision.proposed',
    ...about,
    data: {
      decision,
      kind: proposed.kind,
      context: proposed.context ?? '',
      from: stages?.from ?? null,
      to: stages?.to ?? null,
      lanes: lanesOf(payload).map(({ workload, audience }) => ({ workload, audience })),
      title: payload.title,
      revision: proposed.revision.number,
      evidenceHash: proposed.revision.evidenceHash,
      expiresAt: proposed.expiresAt?.toISOString() ?? null,
      dueAt: 'dueAt' in payload ? payload.dueAt : null,
      authors: [...proposed.authorIds],
    },
  };
};
