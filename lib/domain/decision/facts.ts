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

const contents = ({ id, number, kind, context, payload, revision, expiresAt, authorIds }: Decision) => {
  const stages = stagesOf(payload);
  return {
    decision: { id, number },
    kind,
    context: context ?? '',
    from: stages?.from ?? null,
    to: stages?.to ?? null,
    lanes: lanesOf(payload).map(({ workload, audience }) => ({ workload, audience })),
    title: payload.title,
    revision: revision.number,
    evidenceHash: revision.evidenceHash,
    expiresAt: expiresAt?.toISOString() ?? null,
    dueAt: 'dueAt' in payload ? payload.dueAt : null,
    authors: [...authorIds],
  };
};

export const proposedFact = (proposed: Decision): Fact => {
  const { decision: _ref, ...about } = aboutDecision(proposed);
  return { type: 'decision.proposed', ...about, data: contents(proposed) };
};

/** A draft is on record from the start: who wrote it signs no later revision of it. */
export const draftedFact = (drafted: Decision): Fact => {
  const { decision: _ref, ...about } = aboutDecision(drafted);
  return { type: 'decision.drafted', ...about, data: { ...contents(drafted), reasons: [draftedReason] } };
};

export const draftedReason = 'Drafted.';
