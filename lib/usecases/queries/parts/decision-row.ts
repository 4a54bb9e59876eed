import type { DecisionRow, SlotView } from '@/lib/contract/views/parts';
import type { Actor } from '@/lib/domain/access/actor';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { withMoments } from '@/lib/domain/criteria/sentence';
import { meaningOf } from '@/lib/domain/decision/meaning';
import { decideSignOff } from '@/lib/domain/decision/sign-off';
import { wroteIt } from '@/lib/domain/decision/signers';
import { type Standing, standingOf } from '@/lib/domain/decision/standing';
import { stateWords } from '@/lib/domain/decision/state-words';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { listed } from '@/lib/domain/kernel/in-words';
import type { RefusalCode } from '@/lib/domain/kernel/refusal';
import type { Role, Verdict } from '@/lib/domain/words';
import type { ListedDecision } from '@/lib/store/read-models/decision-records';
import { actorRefOf } from './feed';
import { contextOfDecision, type Picture, viewedIn } from './picture';
import { contextRefOf } from './refs';
import { counted, dayText, momentText } from './say';

/** A decision with what the domain says of it now. */
export type Stood = { listed: ListedDecision; viewed: Viewed; standing: Standing };

export const stoodIn = (picture: Picture, listed: ListedDecision): Stood => {
  const viewed = viewedIn(picture, listed);
  return { listed, viewed, standing: standingOf(viewed) };
};

/** A signer whose turn it is still has it while a criterion is stale: refusing is possible, approving will be. */
const stillTheirs: readonly RefusalCode[] = ['criteria_not_met'];

/** A place that somebody could take: in their own right, or for who lent it to them. */
export type PlaceToSign = { role: Role; onBehalfOf: { id: string; name: string } | null };

const mayTake = (viewed: Viewed, actor: Actor, { role, onBehalfOf }: PlaceToSign, verdict: Verdict): boolean => {
  const { number: revision, evidenceHash } = viewed.decision.revision;
  const comment = verdict === 'refuse' ? 'asked' : '';
  const ask = { revision, evidenceHash, id: '', comment, role, verdict, onBehalfOf: onBehalfOf?.id ?? null };
  const asked = decideSignOff(viewed, actor, ask);
  return asked.ok || stillTheirs.includes(asked.refusal.code);
};

/** Places of the current revision that this person could sign: what the sign-off itself would say, place by place. */
export const placesToSign = (
  { viewed }: Pick<Stood, 'viewed'>,
  actor: Actor,
  verdict: Verdict = 'approve',
): PlaceToSign[] => {
  if (actor.kind !== 'person' || viewed.decision.state !== 'open') return [];
  const roles = [...new Set(viewed.decision.revision.document.slots.map(({ role }) => role))];
  const lent = viewed.world.delegations.filter(({ toId }) => toId === actor.personId);
  const lenders = [...new Map(lent.map(({ fromId, role }) => [`${fromId} ${role}`, { fromId, role }])).values()];
  const own: PlaceToSign[] = roles.map((role) => ({ role, onBehalfOf: null }));
  const others = lenders
    .filter(({ role }) => roles.includes(role))
    .map(({ fromId, role }) => ({
      role,
      onBehalfOf: { id: fromId, name: viewed.world.people.get(fromId)?.name ?? '' },
    }));
  return [...own, ...others].filter((place) => mayTake(viewed, actor, place, verdict));
};

/** The roles in which this person could sign the current revision, in their own right. */
export const rolesToSign = (stood: Pick<Stood, 'viewed'>, actor: Actor): Role[] =>
  placesToSign(stood, actor).flatMap(({ role, onBehalfOf }) => (onBehalfOf === null ? [role] : []));

const waitsText = ({ standing, viewed }: Stood, now: Date): string => {
  if (standing.state === 'draft') return 'a draft, not proposed yet';
  const { scheduledFor } = viewed.decision.payload;
  if (standing.state === 'scheduled' && scheduledFor !== null) {
    return `approved, will be executed on ${momentText(new Date(scheduledFor), now)}`;
  }
  if (standing.state === 'approved') return 'approved, waits to be executed';
  const open = standing.slots.filter((slot) => slot.filled.length < slot.count).map(({ role }) => roleTitles[role]);
  const others = standing.missing.filter(({ code }) => code !== 'sign_offs_missing').length;
  const signed = standing.slots.flatMap(({ filled }) => filled).length;
  const roles = open.length === 0 ? '' : `waits for ${listed(open)}`;
  const things = others === 0 ? '' : `${roles === '' ? 'waits for' : ', and for'} ${counted(others, 'other thing')}`;
  return `${roles}${things}${signed === 0 ? '' : `; ${counted(signed, 'sign-off')} given`}`;
};

/** What a decision waits for, or how it ended. */
export const standingText = (stood: Stood, now: Date): string => {
  const { listed: record, standing } = stood;
  const on = record.closedAt === null ? '' : ` ${dayText(record.closedAt, 'UTC', now)}`;
  switch (standing.state) {
    case 'executed':
      return `executed${on}${record.executedBy === null ? '' : ` by ${record.executedBy.name}`}`;
    case 'rejected':
    case 'withdrawn':
    case 'superseded':
      return `${stateWords[standing.state]}${on}: ${withMoments(record.closedReason ?? '')}`;
    case 'expired':
      return `expired ${dayText(record.decision.expiresAt ?? now, 'UTC', now)}`;
    default:
      return waitsText(stood, now);
  }
};

type Place = { role: Role; filled: { name: string; personId: string } | null };

/** One entry for each place; of an executed decision, who was counted then. */
const placesOf = ({ listed: record, standing, viewed }: Stood): Place[] => {
  const counted = record.signOffs.filter(({ id }) => record.counted.has(id));
  return standing.slots.flatMap((slot) => {
    const executed = viewed.decision.state === 'executed';
    const filled = executed ? counted.filter(({ role }) => role === slot.role) : slot.filled;
    return Array.from({ length: slot.count }, (_, index) => {
      const signOff = filled[index];
      const by = signOff === undefined ? null : { name: signOff.personName, personId: signOff.personId };
      return { role: slot.role, filled: by };
    });
  });
};

export const decisionRowOf = (picture: Picture, stood: Stood, actor: Actor): DecisionRow => {
  const { listed: record, standing, viewed } = stood;
  const { decision } = record;
  const { payload } = decision;
  const context = contextOfDecision(picture, decision);
  const staged = payload.kind === 'advance' || payload.kind === 'rollback';
  const you = actor.kind === 'person' ? actor.personId : null;
  const yours = placesToSign({ viewed }, actor).map(({ role }) => role);
  return {
    number: decision.number,
    kind: decision.kind,
    state: standing.state,
    title: payload.title,
    context: context === null ? null : contextRefOf(context),
    from: staged ? payload.from : null,
    to: staged ? payload.to : null,
    revision: decision.revision.number,
    proposedBy: actorRefOf(decision.proposer, you),
    proposedAt: decision.proposedAt.toISOString(),
    closedAt: record.closedAt?.toISOString() ?? null,
    expiresAt: decision.expiresAt?.toISOString() ?? null,
    standing: standingText(stood, picture.now),
    slots: placesOf(stood).map(({ role, filled }) => ({
      role,
      filled: filled?.name ?? null,
      you: filled === null ? yours.includes(role) : filled.personId === you,
    })),
    waitsForYou: yours.length > 0,
  };
};

/** The slots of a decision, who fills them, and who else could. */
export const slotViews = (picture: Picture, stood: Stood, you: string | null): SlotView[] => {
  const { viewed, standing, listed: record } = stood;
  const places = placesOf(stood);
  return standing.slots.map(({ role, count, filled }) => {
    const executed = record.decision.state === 'executed';
    const names = executed ? record.signOffs.filter(({ id }) => record.counted.has(id)) : filled;
    const seated = places.flatMap((place) =>
      place.role === role && place.filled !== null ? [place.filled.personId] : [],
    );
    const signers = places.flatMap(({ filled: by }) => by?.personId ?? []);
    const candidates = picture.held.filter(
      (held) =>
        held.programId === record.programId &&
        held.role === role &&
        !wroteIt(viewed.decision, held.personId) &&
        !signers.includes(held.personId),
    );
    return {
      role,
      count,
      meaning: meaningOf(viewed.decision.payload, role, 'approve'),
      candidates: candidates.map(({ name, personId }) => ({ name, you: personId === you })),
      filled: names
        .filter(({ personId }) => seated.includes(personId))
        .map(({ personName, personId, signedAt }) => ({
          name: personName,
          you: personId === you,
          signedAt: signedAt.toISOString(),
        })),
    };
  });
};
