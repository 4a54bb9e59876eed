import type { Actor } from '@/lib/domain/access/actor';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { accept, type Refusal, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role, Verdict } from '@/lib/domain/words';
import { criteriaAt, unmet } from './criteria';
import type { Decision, SignOff, StoredState } from './decision';
import { aboutDecision } from './facts';
import { fillSlots, liveApprovals } from './fill-slots';
import { isReview, movesTowardsTarget, unreadyOf } from './kinds/all';
import { forbidden } from './machine';
import { filledCount } from './quorum';
import { coolingOff, mayNotStandIn, personsIn, whyNot, wroteIt } from './signers';
import { type Shown, staleView, type Viewed } from './view-check';

/** `onBehalfOf`: who lent the signer their place; left out or null: in their own right. */
export type SignOffAsk = Shown & {
  id: string;
  role: Role;
  verdict: Verdict;
  comment: string;
  onBehalfOf?: string | null | undefined;
};

export type SignedOff = { signOff: SignOff; state: StoredState; facts: Fact[] };

type Signer = { id: string; name: string };

/** Rules about who signs, whatever the decision's state: a stranger is told no more than that. */
const notThisPerson = (viewed: Viewed, actor: Actor, ask: SignOffAsk): Refusal | null => {
  const { decision, world } = viewed;
  if (actor.kind !== 'person') {
    return refuse('signer_not_human', 'A sign-off is a person’s act; keys and scheduled acts never sign.').refusal;
  }
  const { personId } = actor;
  const { role, onBehalfOf = null } = ask;
  if (onBehalfOf === null && world.holders.get(personId)?.has(role) !== true) {
    return refuse('role_missing', `Signing as ${roleTitles[role]} needs that role in this program.`).refusal;
  }
  if (wroteIt(decision, personId)) {
    return refuse('self_approval', `Who proposed or wrote D-${decision.number} does not sign it off.`).refusal;
  }
  if (onBehalfOf !== null) {
    const why = mayNotStandIn(decision, world, { personId, onBehalfOf, role });
    return why === null ? null : refuse('delegation_invalid', why).refusal;
  }
  const cooling = coolingOff(decision, world, personId, role);
  return cooling === null ? null : refuse('role_cooling_off', cooling).refusal;
};

/**
 * A sign-off that stands on the current revision and uses this person up. One that somebody else gave in their place does
 * so as long as it counts: what came of a delegation that is over locks nobody out. Their own waits to be taken back.
 */
const standingFor = ({ decision, signOffs, world }: Viewed, personId: string): SignOff | undefined =>
  signOffs.find(
    (signOff) =>
      signOff.revokedAt === null &&
      signOff.evidenceHash === decision.revision.evidenceHash &&
      personsIn(signOff).includes(personId) &&
      (signOff.personId === personId || whyNot(decision, signOff, world) === null),
  );

const signedAlready = (viewed: Viewed, signer: Signer, { onBehalfOf = null }: SignOffAsk): Refusal | null => {
  const given = standingFor(viewed, signer.id);
  if (given !== undefined) {
    const word = given.verdict === 'approve' ? 'approved' : 'refused';
    const who = given.personId === signer.id ? 'You' : `${given.personName}, on your behalf,`;
    return refuse(
      'already_signed',
      `${who} ${word} revision ${given.revision} as ${roleTitles[given.role]} already; one person counts once. Revoke it first.`,
    ).refusal;
  }
  const taken = onBehalfOf === null ? undefined : standingFor(viewed, onBehalfOf);
  if (taken === undefined) return null;
  return refuse(
    'delegation_invalid',
    `Whose place this is has signed revision ${taken.revision} already, or somebody did for them; one person counts once.`,
  ).refusal;
};

const noPlace = (viewed: Viewed, signer: Signer, ask: SignOffAsk): Refusal | null => {
  const { decision, world } = viewed;
  const asked = decision.revision.document.slots.map((slot) => slot.role);
  if (!asked.includes(ask.role)) {
    return refuse('slot_not_open', `D-${decision.number} asks for no sign-off as ${roleTitles[ask.role]}.`).refusal;
  }
  if (ask.verdict === 'refuse') return null;
  const approvals = liveApprovals(decision, viewed.signOffs, world);
  const places = (signOffs: readonly SignOff[]) =>
    filledCount(fillSlots(decision, signOffs, world).map((slot) => slot.filled));
  if (places([...approvals, signOffOf(viewed, signer, ask)]) > places(approvals)) return null;
  return refuse(
    'slot_not_open',
    `Every sign-off of D-${decision.number} that you could give is given, or asks for others.`,
  ).refusal;
};

const gateShut = ({ decision, world }: Viewed): Refusal | null => {
  const blocks = movesTowardsTarget(decision.payload) ? world.blocks : [];
  const failing = unmet(criteriaAt(decision.payload, world.evaluations, world.at));
  if (blocks.length + failing.length === 0) return null;
  return refuse(
    'criteria_not_met',
    'An approval given now would not survive: the gate is shut. Refusing is possible.',
    [
      ...blocks.map(({ code, message }) => ({ pointer: '/criteria', code, detail: message })),
      ...failing.map(({ key, outcome, sentence }) => ({
        pointer: `/criteria/${key}`,
        code: outcome,
        detail: sentence,
      })),
    ],
  ).refusal;
};

const notWhole = ({ payload }: Decision): Refusal | null => {
  const unready = unreadyOf(payload);
  return unready === null ? null : refuse(unready.code, unready.message).refusal;
};

const signOffOf = ({ decision, world }: Viewed, signer: Signer, ask: SignOffAsk): SignOff => ({
  id: ask.id,
  decisionId: decision.id,
  revision: decision.revision.number,
  evidenceHash: decision.revision.evidenceHash,
  personId: signer.id,
  personName: signer.name,
  onBehalfOf: ask.onBehalfOf ?? null,
  onBehalfOfName: ask.onBehalfOf == null ? null : (world.people.get(ask.onBehalfOf)?.name ?? ask.onBehalfOf),
  role: ask.role,
  verdict: ask.verdict,
  comment: ask.comment.trim(),
  signedAt: world.at,
  revokedAt: null,
});

const lentBy = ({ onBehalfOf, onBehalfOfName }: SignOff) =>
  onBehalfOf === null ? {} : { onBehalfOf: { person: onBehalfOf, name: onBehalfOfName ?? '' } };

const factsOf = (decision: Decision, signOff: SignOff, state: StoredState): Fact[] => {
  const { decision: ref, ...about } = aboutDecision(decision);
  const data = {
    decision: ref,
    signOff: signOff.id,
    revision: signOff.revision,
    evidenceHash: signOff.evidenceHash,
    person: signOff.personId,
    name: signOff.personName,
    role: signOff.role,
    ...lentBy(signOff),
  };
  const { comment } = signOff;
  if (signOff.verdict === 'approve') return [{ type: 'sign_off.given', ...about, data: { ...data, comment } }];
  const reason = comment;
  const refusal: Fact = { type: 'sign_off.refused', ...about, data: { ...data, reason } };
  if (state === 'open') return [refusal];
  return [refusal, { type: 'decision.rejected', ...about, data: { decision: ref, signOff: signOff.id, reason } }];
};

/**
 * One person's approval or refusal of the revision that they were shown. The first failing rule answers, in this order:
 * `signer_not_human`, `role_missing`, `self_approval`, `delegation_invalid`, `role_cooling_off`, `decision_not_open`, `decision_expired`, `stale_view`,
 * `already_signed`, `slot_not_open`, `finding_missing`, `criteria_not_met` (approvals only), `comment_required` (refusals only).
 * A refusal rejects the decision; a review stays open and waits for a revision that answers it. The same function, asked
 * with the current revision and hash, tells why the button is disabled.
 */
export const decideSignOff = (viewed: Viewed, actor: Actor, ask: SignOffAsk): Result<SignedOff> => {
  const { decision, world } = viewed;
  const signer = actor.kind === 'person' ? { id: actor.personId, name: actor.name } : { id: '', name: '' };
  const refusal =
    notThisPerson(viewed, actor, ask) ??
    forbidden(decision, ask.verdict === 'approve' ? 'sign_off' : 'refuse', world.at) ??
    staleView(viewed, ask) ??
    signedAlready(viewed, signer, ask) ??
    noPlace(viewed, signer, ask) ??
    (ask.verdict === 'approve' ? (notWhole(decision) ?? gateShut(viewed)) : null);
  if (refusal !== null) return { ok: false, refusal };
  if (ask.verdict === 'refuse' && ask.comment.trim() === '') {
    return refuse('comment_required', 'Refusing needs a reason.', [
      { pointer: '/comment', detail: 'must not be empty' },
    ]);
  }
  const signOff = signOffOf(viewed, signer, ask);
  const state = ask.verdict === 'refuse' && !isReview(decision.kind) ? 'rejected' : 'open';
  return accept({ signOff, state, facts: factsOf(decision, signOff, state) });
};

/** Takes back a sign-off of the current revision, one's own or given in one's place, as long as the decision is live. */
export const decideRevoke = (
  decision: Decision,
  signOff: SignOff,
  actor: Actor,
  at: Date,
): Result<{ signOffId: string; revokedAt: Date; facts: Fact[] }> => {
  if (actor.kind !== 'person' || !personsIn(signOff).includes(actor.personId)) {
    return refuse('forbidden', 'Only who gave a sign-off, or on whose behalf it was given, takes it back.');
  }
  const ended = forbidden(decision, 'revoke', at);
  if (ended !== null) return { ok: false, refusal: ended };
  if (signOff.revokedAt !== null) return refuse('nothing_to_change', 'This sign-off was revoked already.');
  if (signOff.evidenceHash !== decision.revision.evidenceHash) {
    return refuse('nothing_to_change', `It was given for revision ${signOff.revision} and no longer counts.`);
  }
  const { decision: ref, ...about } = aboutDecision(decision);
  const { id, verdict, personId, personName } = signOff;
  const data = { decision: ref, signOff: id, verdict, person: personId, name: personName, ...lentBy(signOff) };
  return accept({
    signOffId: id,
    revokedAt: at,
    facts: [{ type: 'sign_off.revoked', ...about, data }],
  });
};
