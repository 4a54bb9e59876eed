import type { DecisionView } from '@/lib/contract/v1/decisions';
import { maySignFor } from '@/lib/domain/access/may';
import { decideRevoke } from '@/lib/domain/decision/sign-off';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { revokeSignOff as keepRevocation } from '@/lib/store/keep-decision';
import type { Context } from '@/lib/usecases/context';
import { must, onDecision, recordAll } from '@/lib/usecases/decisions/on-decision';

/** Takes a sign-off back, one's own or given on one's behalf, as long as the decision is live. */
export const revokeSignOff = (
  context: Context,
  programSlug: string,
  decision: string,
  signOffId: string,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, maySignFor, async ({ tx, asker, viewed }) => {
    const signOff = viewed.signOffs.find((given) => given.id === signOffId);
    if (signOff === undefined) throw refused('not_found', 'There is no such sign-off on this decision.');
    const revoked = must(decideRevoke(viewed.decision, signOff, asker.actor, tx.at));
    await keepRevocation(tx.db, revoked.signOffId, revoked.revokedAt);
    recordAll(tx, revoked.facts);
  });
