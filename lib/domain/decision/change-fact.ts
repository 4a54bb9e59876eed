import type { Fact } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import type { Change } from './effects';
import { aboutDecision } from './facts';
import { governingFact } from './governing-fact';
import { redrawnData } from './redrawn-data';

/** What the ledger says of a change beside authority that a decision made. */
export const changeFact = (decision: Decision, change: Change): Fact => {
  const { decision: ref, ...about } = aboutDecision(decision);
  switch (change.kind) {
    case 'rules_activated': {
      const { kind: _kind, ...told } = change;
      return { type: 'rules.activated', ...about, data: { context: decision.context ?? '', ...told, decision: ref } };
    }
    case 'lanes_redrawn':
      return { type: 'lanes.redrawn', ...about, data: { ...redrawnData(change), decision: ref } };
    default:
      return governingFact(decision, change);
  }
};
