import type { BehalfPlace, DecisionView, Missing, SignOffView } from '@/lib/contract/views/decision';
import type { Act } from '@/lib/contract/views/parts';
import { mayPropose, mayRevise, maySignOff, mayWithdraw } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { roleTitles } from '@/lib/domain/access/role-titles';
import type { Asker } from '@/lib/domain/access/rule';
import { decideWithdraw } from '@/lib/domain/decision/end';
import { forbidden } from '@/lib/domain/decision/machine';
import { isProposer } from '@/lib/domain/decision/propose';
import { decideRevoke, decideSignOff } from '@/lib/domain/decision/sign-off';
import type { Standing } from '@/lib/domain/decision/standing';
import { staleView, type Viewed } from '@/lib/domain/decision/view-check';
import type { Refusal } from '@/lib/domain/kernel/refusal';
import type { Role, Verdict } from '@/lib/domain/words';
import { confirmationOf, type RecordedDecision } from '@/lib/store/decisions';
import { rolesToSign } from '@/lib/usecases/queries/parts/decision-row';
import { executeAct, shownNow } from '@/lib/usecases/queries/parts/executable';
import { actOf, actOfAll, actUnless, mayNot } from '@/lib/usecases/queries/parts/viewing';

const ask = (
  viewed: Viewed,
  asker: Pick<Asker, 'actor'>,
  role: Role,
  verdict: Verdict,
  onBehalfOf: string | null = null,
): Refusal | null => {
  const comment = verdict === 'refuse' ? 'asked' : '';
  const asked = decideSignOff(viewed, asker.actor, { ...shownNow(viewed), id: '', role, verdict, comment, onBehalfOf });
  return asked.ok ? null : asked.refusal;
};

/** Places that others lent to this person, in which they could give a verdict now. */
export const behalfOf = (viewed: Viewed, asker: Pick<Asker, 'actor'>, verdict: Verdict): BehalfPlace[] => {
  const { actor } = asker;
  if (actor.kind !== 'person') return [];
  return viewed.world.delegations
    .filter(({ toId, fromId, role }) => toId === actor.personId && ask(viewed, asker, role, verdict, fromId) === null)
    .map(({ fromId, role }) => ({
      role,
      personId: fromId,
      name: viewed.world.people.get(fromId)?.name ?? '',
    }));
};

/** What the rule said, with all that stands in its way. */
const wholeOf = (refusal: Refusal | null): Refusal | null => {
  if (refusal === null || refusal.code !== 'criteria_not_met') return refusal;
  const details = (refusal.errors ?? []).map(({ detail }) => detail);
  return { ...refusal, detail: [refusal.detail, ...details].join(' ') };
};

/** One verdict in any of a decision's roles: allowed if it is in one of them. */
const signAct = (viewed: Viewed, asker: Asker, verdict: Verdict): Act => {
  const permission = actOf(maySignOff(asker));
  if (!permission.allowed) return permission;
  const roles = viewed.decision.revision.document.slots.map(({ role }) => role);
  const held = roles.filter((role) => asker.roles.has(role));
  const answers = (held.length === 0 ? roles : held).map((role) => ask(viewed, asker, role, verdict));
  if (answers.some((answer) => answer === null)) return actUnless(null);
  if (behalfOf(viewed, asker, verdict).length > 0) return actUnless(null);
  // Where nobody's role is asked for, its end is the better reason.
  return actUnless(forbidden(viewed.decision, 'sign_off', viewed.world.at) ?? wholeOf(answers[0] ?? null));
};

/** Whether this person may put a draft up for signing: only who drafted it. */
const proposeDraftAct = ({ decision, world }: Viewed, asker: Asker): Act => {
  const wrong = forbidden(decision, 'propose', world.at);
  if (wrong !== null) return actUnless(wrong);
  if (!isProposer(decision, principalOf(asker.actor))) return mayNot('Only who drafted a decision proposes it.');
  return actOf(mayPropose(decision.payload)(asker));
};

type ActsInput = { viewed: Viewed; asker: Asker; signs: string };

/** What this person may do with a decision now, and why not: the answers that the acts themselves would give. */
export const actsOf = ({ viewed, asker, signs }: ActsInput): DecisionView['acts'] => {
  const { decision, world } = viewed;
  const event = decision.state === 'draft' ? 'edit' : 'revise';
  const closed = actUnless(forbidden(decision, event, world.at));
  const over = actUnless(forbidden(decision, 'withdraw', world.at));
  const withdrawn = decideWithdraw(decision, principalOf(asker.actor), asker.roles, 'asked', world.at);
  const refusing = decision.revision.document.slots
    .map(({ role }) => role)
    .filter((role) => ask(viewed, asker, role, 'refuse') === null);
  return {
    approve: {
      ...signAct(viewed, asker, 'approve'),
      roles: rolesToSign({ viewed }, asker.actor),
      signs,
      behalf: behalfOf(viewed, asker, 'approve'),
    },
    refuse: { ...signAct(viewed, asker, 'refuse'), roles: refusing, behalf: behalfOf(viewed, asker, 'refuse') },
    execute: executeAct(viewed, asker),
    propose: proposeDraftAct(viewed, asker),
    revise: actOfAll(closed, actOf(mayRevise(asker)), actUnless(staleView(viewed, shownNow(viewed)))),
    withdraw: actOfAll(over, actOf(mayWithdraw(asker)), actUnless(withdrawn.ok ? null : withdrawn.refusal)),
  };
};

/** Every sign-off ever given on it, whether it counts, and what ended it where it does not. */
export const signOffViews = (
  recorded: RecordedDecision,
  standing: Standing,
  viewed: Viewed,
  asker: Asker,
): SignOffView[] => {
  const you = asker.actor.kind === 'person' ? asker.actor.personId : null;
  const open = recorded.decision.state === 'open';
  const counted = open ? new Set(standing.counted.map(({ signOff }) => signOff.id)) : recorded.countedSignOffIds;
  return recorded.signOffs.map((signOff) => {
    const why = standing.uncounted.find((other) => other.signOff.id === signOff.id)?.why ?? null;
    const revoked = decideRevoke(recorded.decision, signOff, asker.actor, viewed.world.at);
    return {
      id: signOff.id,
      revision: signOff.revision,
      role: signOff.role,
      verdict: signOff.verdict,
      meaning: recorded.meanings.get(signOff.id) ?? '',
      confirmedBy: confirmationOf(recorded, signOff.id).method,
      comment: signOff.comment === '' ? null : signOff.comment,
      name: signOff.personName,
      onBehalfOf: signOff.onBehalfOfName,
      you: signOff.personId === you,
      signedAt: signOff.signedAt.toISOString(),
      revokedAt: signOff.revokedAt?.toISOString() ?? null,
      counts: counted.has(signOff.id),
      why: counted.has(signOff.id) ? null : (why ?? 'The decision ended before it was executed.'),
      revoke: actUnless(revoked.ok ? null : revoked.refusal),
    };
  });
};

/** Everything that still stands in the way, each with the mark that it carries on screen. */
export const missingOf = ({ missing, slots }: Standing, viewed: Viewed, yours: readonly Role[]): Missing[] => {
  const open = slots.filter((slot) => slot.filled.length < slot.count);
  return missing.map(({ code, message }): Missing => {
    if (code === 'criteria_not_met') {
      const found = viewed.world.evaluations.find(({ sentence }) => message.startsWith(sentence));
      return { code, message, mark: 'criterion', outcome: found?.outcome ?? null, you: false };
    }
    if (code !== 'sign_offs_missing') return { code, message, mark: 'other', outcome: null, you: false };
    const slot = open.find(({ role }) => message.includes(roleTitles[role]));
    return { code, message, mark: 'slot', outcome: null, you: slot !== undefined && yours.includes(slot.role) };
  });
};
