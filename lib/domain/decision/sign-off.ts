import type { Actor } from '@/lib/domain/access/actor';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { accept, type Refusal, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role, Verdict } from '@/lib/domain/words';
import { criteriaAt, unmet } from './criteria';
import type { Decision, SignOff, StoredState } from './decision';
import { aboutDecision } from './facts';
import { movesTowardsTarget } from './kinds/all';
import { filledCount } from './quorum';
import { fillSlots, liveApprovals, wroteIt } from './standing';
import { endedAt, type Shown, staleView, type Viewed } from './view-check';

export type SignOffAsk = Shown & { id: string; role: Role; verdict: Verdict; comment: string };

export type SignedOff = { signOff: SignOff; state: StoredState; facts: Fact[] };

type Signer = { id: string; name: string };

const notThisPerson = (decision: Decision, actor: Actor, roles: ReadonlySet<Role>, role: Role): Refusal | null => {
  if (actor.kind !== 'person') {
    return refuse('signer_not_human', 'A sign-off is a person’s act; keys and scheduled acts never sign.').refusal;
  }
  if (!roles.has(role)) {
    return refuse('role_missing', `Signing as ${roleTitles[role]} needs that role in this program.`).refusal;
  }
  if (wroteIt(decision, actor.personId)) {
    return refuse('self_approval', `Who proposed or wrote D-${decision.number} does not sign it off.`).refusal;
  }
  return null;
};

const signedAlready = (decision: Decision, signOffs: readonly SignOff[], personId: string): Refusal | null => {
  const given = signOffs.find(
    (signOff) =>
      signOff.personId === personId &&
      signOff.revokedAt === null &&
      signOff.evidenceHash === decision.revision.evidenceHash,
  );
  if (given === undefined) return null;
  const word = given.verdict === 'approve' ? 'approved' : 'refused';
  return refuse(
    'already_signed',
    `You ${word} revision ${given.revision} as ${roleTitles[given.role]} already; one person counts once. Revoke it first.`,
  ).refusal;
};

const noPlace = (viewed: Viewed, signer: Signer, ask: SignOffAsk): Refusal | null => {
  const { decision, world } = viewed;
  const asked = decision.revision.document.slots.map((slot) => slot.role);
  if (!asked.includes(ask.role)) {
    return refuse('slot_not_open', `D-${decision.number} asks for no sign-off as ${roleTitles[ask.role]}.`).refusal;
  }
  if (ask.verdict === 'refuse') return null;
  const approvals = liveApprovals(decision, viewed.signOffs, world.holders);
  const places = (signOffs: readonly SignOff[]) =>
    filledCount(fillSlots(decision, signOffs, world.holders).map((slot) => slot.filled));
  if (places([...approvals, signOffOf(viewed, signer, ask)]) > places(approvals)) return null;
  return refuse('slot_not_open', `Every sign-off of D-${decision.number} that you could give is given.`).refusal;
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

const signOffOf = ({ decision, world }: Viewed, signer: Signer, ask: SignOffAsk): SignOff => ({
  id: ask.id,
  decisionId: decision.id,
  revision: decision.revision.number,
  evidenceHash: decision.revision.evidenceHash,
  personId: signer.id,
  personName: signer.name,
  onBehalfOf: null,
  role: ask.role,
  verdict: ask.verdict,
  comment: ask.comment.trim(),
  signedAt: world.at,
  revokedAt: null,
});

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
 * `signer_not_human`, `role_missing`, `self_approval`, `decision_not_open`, `decision_expired`, `stale_view`,
 * `already_signed`, `slot_not_open`, `criteria_not_met` (approvals only), `comment_required` (refusals only).
 * A refusal rejects the decision; a review stays open and waits for a revision that answers it. The same function, asked
 * with the current revision and hash, tells why the button is disabled.
 */
export const decideSignOff = (viewed: Viewed, actor: Actor, ask: SignOffAsk): Result<SignedOff> => {
  const { decision, world, signOffs } = viewed;
  const signer = actor.kind === 'person' ? { id: actor.personId, name: actor.name } : { id: '', name: '' };
  const roles = world.holders.get(signer.id) ?? new Set<Role>();
  const refusal =
    notThisPerson(decision, actor, roles, ask.role) ??
    endedAt(decision, world.at) ??
    staleView(viewed, ask) ??
    signedAlready(decision, signOffs, signer.id) ??
    noPlace(viewed, signer, ask) ??
    (ask.verdict === 'approve' ? gateShut(viewed) : null);
  if (refusal !== null) return { ok: false, refusal };
  if (ask.verdict === 'refuse' && ask.comment.trim() === '') {
    return refuse('comment_required', 'Refusing needs a reason.', [
      { pointer: '/comment', detail: 'must not be empty' },
    ]);
  }
  const signOff = signOffOf(viewed, signer, ask);
  const state = ask.verdict === 'refuse' && decision.kind !== 'review_rollback' ? 'rejected' : 'open';
  return accept({ signOff, state, facts: factsOf(decision, signOff, state) });
};

/** Takes back one's own sign-off of the current revision, as long as the decision is live. */
export const decideRevoke = (
  decision: Decision,
  signOff: SignOff,
  actor: Actor,
  at: Date,
): Result<{ signOffId: string; revokedAt: Date; facts: Fact[] }> => {
  if (actor.kind !== 'person' || actor.personId !== signOff.personId) {
    return refuse('forbidden', 'Only who gave a sign-off takes it back.');
  }
  const ended = endedAt(decision, at);
  if (ended !== null) return { ok: false, refusal: ended };
  if (signOff.revokedAt !== null) return refuse('nothing_to_change', 'This sign-off was revoked already.');
  if (signOff.evidenceHash !== decision.revision.evidenceHash) {
    return refuse('nothing_to_change', `It was given for revision ${signOff.revision} and no longer counts.`);
  }
  const { decision: ref, ...about } = aboutDecision(decision);
  const { id, verdict, personId, personName } = signOff;
  const data = { decision: ref, signOff: id, verdict, person: personId, name: personName };
  return accept({
    signOffId: id,
    revokedAt: at,
    facts: [{ type: 'sign_off.revoked', ...about, data }],
  });
};
