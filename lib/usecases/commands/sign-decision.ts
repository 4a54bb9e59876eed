import { v7 as uuid } from 'uuid';
import type { DecisionView, SignOffBody } from '@/lib/contract/v1/decisions';
import { maySignFor, maySignOff } from '@/lib/domain/access/may';
import type { KeptAssertion } from '@/lib/domain/access/passkey';
import type { Confirmation, StepUpMethod } from '@/lib/domain/access/step-up';
import { meaningOf } from '@/lib/domain/decision/meaning';
import { standsUntil } from '@/lib/domain/decision/moved';
import { decideSignOff } from '@/lib/domain/decision/sign-off';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import { closeDecision, insertSignOff, saveValidUntil } from '@/lib/store/keep-decision';
import { demandFreshProof } from '@/lib/usecases/commands/break-glass';
import { confirmSigner } from '@/lib/usecases/commands/confirm-identity';
import type { Context } from '@/lib/usecases/context';
import { carryOutOnceSigned } from '@/lib/usecases/decisions/carry-out';
import { must, onDecision, recordAll } from '@/lib/usecases/decisions/on-decision';

/** One person approves or refuses the revision that they were shown, after proving again who they are. */
export const signDecision = async (
  context: Context,
  programSlug: string,
  decision: string,
  body: SignOffBody,
): Promise<Result<DecisionView>> => {
  const confirmed = await confirmSigner(context, body.stepUp, body.evidenceHash);
  if (!confirmed.ok) return confirmed;
  return giveSignOff(context, programSlug, decision, { ...body, ...confirmed.value });
};

type Given = Omit<SignOffBody, 'stepUp'> & { method: StepUpMethod; assertion?: KeptAssertion | null };

/** The ledger says how the signer was known, and which answer of a passkey it was. */
const withProof = (fact: Fact, { method, assertion }: Confirmation): Fact => {
  if (fact.type !== 'sign_off.given' && fact.type !== 'sign_off.refused') return fact;
  const proof = { confirmedBy: method, ...(assertion === null ? {} : { assertion: documentDigest(assertion) }) };
  return fact.type === 'sign_off.given'
    ? { ...fact, data: { ...fact.data, ...proof } }
    : { ...fact, data: { ...fact.data, ...proof } };
};

/** The sign-off itself, once identity is proved; the demo loader enters here. */
export const giveSignOff = (
  context: Context,
  programSlug: string,
  decision: string,
  given: Given,
): Promise<Result<DecisionView>> =>
  onDecision(
    context,
    programSlug,
    decision,
    given.onBehalfOf === undefined ? maySignOff : maySignFor,
    async ({ tx, asker, viewed }) => {
      const { revision, evidenceHash, role, verdict, onBehalfOf, method, assertion = null } = given;
      if (viewed.decision.kind === 'break_glass') demandFreshProof(context.actor, method, tx.at);
      const ask = { id: uuid(), revision, evidenceHash, role, verdict, onBehalfOf, comment: given.comment ?? '' };
      const { signOff, state, facts } = must(decideSignOff(viewed, asker.actor, ask));
      await insertSignOff(tx.db, signOff, {
        meaning: meaningOf(viewed.decision.payload, role, verdict),
        method,
        assertion,
      });
      if (state === 'rejected') {
        const reason = `${signOff.personName} refused it: ${signOff.comment}`;
        await closeDecision(tx.db, viewed.decision.id, { state, at: tx.at, reason });
      } else {
        const approved = verdict === 'approve';
        await saveValidUntil(tx.db, viewed.decision.id, standsUntil(viewed.decision, approved, viewed.world));
      }
      recordAll(
        tx,
        facts.map((fact) => withProof(fact, { method, assertion })),
      );
      if (verdict === 'approve') await carryOutOnceSigned(tx, viewed.decision.id);
    },
  );
