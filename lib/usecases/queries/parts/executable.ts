import type { Act } from '@/lib/contract/views/parts';
import { mayExecute } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import type { Asker } from '@/lib/domain/access/rule';
import { decideExecute } from '@/lib/domain/decision/execute';
import { forbidden } from '@/lib/domain/decision/machine';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { actOf, actUnless } from './viewing';

/** What the client was shown is the current revision. */
export const shownNow = ({ decision: { revision } }: Viewed) => ({
  revision: revision.number,
  evidenceHash: revision.evidenceHash,
});

/** Whether this person may execute a decision now, as the execution itself would answer. */
export const executeAct = (viewed: Viewed, asker: Asker): Act => {
  const ended = forbidden(viewed.decision, 'execute', viewed.world.at);
  if (ended !== null) return actUnless(ended);
  const permission = actOf(mayExecute(asker));
  if (!permission.allowed) return permission;
  const executed = decideExecute(viewed, principalOf(asker.actor), shownNow(viewed));
  return actUnless(executed.ok ? null : executed.refusal);
};
