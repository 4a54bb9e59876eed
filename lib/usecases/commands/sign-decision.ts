import { v7 as uuid } from 'uuid';
import type { DecisionView, SignOffBody } from '@/lib/contract/v1/decisions';
import { maySignOff } from '@/lib/domain/access/may';
import { meaningOf } from '@/lib/domain/decision/meaning';
import { standsUntil } from '@/lib/domain/decision/moved';
import { decideSignOff } from '@/lib/domain/decision/sign-off';
import type { Result } from '@/lib/domain/kernel/refusal';
import { closeDecision, insertSignOff, saveValidUntil } from '@/lib/store/keep-decision';
import { confirmIdentity } from '@/lib/usecases/commands/confirm-identity';
import type { Context } from '@/lib/usecases/context';
import { must, onDecision, recordAll } from '@/lib/usecases/decisions/on-decision';

/** One person approves or refuses the revision that they were shown, after proving again who they are. */
export const signDecision = async (
  context: Context,
  programSlug: string,
  decision: string,
  body: SignOffBody,
): Promise<Result<DecisionView>> => {
  const confirmed = await confirmIdentity(context, body.stepUp);
  if (!confirmed.ok) return confirmed;
  return giveSignOff(context, programSlug, decision, { ...body, method: confirmed.value });
};

type Given = Omit<SignOffBody, 'stepUp'> & { method: string };

/** The sign-off itself, once identity is proved; the demo loader enters here. */
export const giveSignOff = (
  context: Context,
  programSlug: string,
  decision: string,
  given: Given,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, maySignOff, async ({ tx, asker, viewed }) => {
    const { revision, evidenceHash, role, verdict, method } = given;
    const ask = { id: uuid(), revision, evidenceHash, role, verdict, comment: given.comment ?? '' };
    const { signOff, state, facts } = must(decideSignOff(viewed, asker.actor, ask));
    await insertSignOff(tx.db, signOff, { meaning: meaningOf(viewed.decision.payload, role, verdict), method });
    if (state === 'rejected') {
      const reason = `${signOff.personName} refused it: ${signOff.comment}`;
      await closeDecision(tx.db, viewed.decision.id, { state, at: tx.at, reason });
    } else {
      const approved = verdict === 'approve';
      await saveValidUntil(tx.db, viewed.decision.id, standsUntil(viewed.decision, approved, viewed.world));
    }
    recordAll(tx, facts);
  });
