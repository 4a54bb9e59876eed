import type { Decision } from '@/lib/domain/decision/decision';
import type { Change } from '@/lib/domain/decision/effects';
import { activateRules } from '@/lib/store/rule-sets';
import type { ProgramTx } from '@/lib/usecases/transact';
import { keepGoverningChange, putRulesOnRecord } from './keep-governing-change';
import { keepRedraw } from './keep-redraw';

const contextIdOf = ({ contextId }: Decision): string => {
  if (contextId === null) throw new Error('this change is about a context');
  return contextId;
};

/** Writes one change beside authority that an executed decision makes; `entry` is the ledger entry of its fact. */
export const keepChange = async (
  tx: ProgramTx,
  decision: Decision,
  change: Change,
  at: Date,
  entry: number,
): Promise<void> => {
  switch (change.kind) {
    case 'rules_activated':
      await activateRules(tx.db, contextIdOf(decision), { version: change.version, decisionId: decision.id, at });
      return putRulesOnRecord(tx, decision, change.version);
    case 'lanes_redrawn':
      return keepRedraw(tx, decision, change, entry);
    default:
      return keepGoverningChange(tx, decision, change, at);
  }
};
