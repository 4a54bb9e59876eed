import type { Payload } from '@/lib/domain/decision/payload';
import type { RecordedDecision } from '@/lib/store/decisions';
import type { ProgramTx } from '@/lib/usecases/transact';
import type { WorldQuestion } from './load-world';

/** The question for the world of a decision on record, with its own payload or another that is thought about. */
export const worldOf = (
  tx: Pick<ProgramTx, 'program' | 'at'> & Partial<Pick<ProgramTx, 'commitAllowanceMs'>>,
  { decision, openedPolicy: opened }: Pick<RecordedDecision, 'decision' | 'openedPolicy'>,
  payload: Payload = decision.payload,
): WorldQuestion => {
  // A draft was opened under no policy yet.
  const openedPolicy = decision.state === 'draft' ? null : opened;
  const { program, at, commitAllowanceMs } = tx;
  return { program, contextId: decision.contextId, payload, openedPolicy, at, commitAllowanceMs };
};
