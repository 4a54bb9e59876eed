import type { Principal } from '@/lib/domain/access/principal';
import { roleTitles } from '@/lib/domain/access/role-titles';
import type { Refusal } from '@/lib/domain/kernel/refusal';
import type { Slot } from '@/lib/domain/policy/document';
import type { Decision } from './decision';
import { findLanes } from './find-lanes';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';
import type { Proposal } from './proposal';
import { authorsOf, decidePropose } from './propose';
import { fitsSlot, matchSlots } from './quorum';
import { countingRoles, wroteIt } from './signers';
import type { World } from './world';

// What would become of a proposal, and everything that is wrong with it, before anyone makes it.

const touches = ({ errors = [] }: Refusal, pointer: string): boolean =>
  errors.some((error) => error.pointer?.startsWith(pointer) === true);

/** The same proposal without what a refusal pointed at; null where nothing can be left out. */
const without = (proposal: Proposal, refusal: Refusal, world: World): Proposal | null => {
  if (touches(refusal, '/rollbackDays') && 'rollbackDays' in proposal && proposal.rollbackDays != null) {
    return { ...proposal, rollbackDays: null };
  }
  if (touches(refusal, '/lanes') && proposal.kind === 'advance' && world.context !== null) {
    const { context } = world;
    const lanes = [
      ...new Map((proposal.lanes ?? []).map((name) => [`${name.workload}/${name.audience}`, name])).values(),
    ];
    const kept = lanes.filter((name) => findLanes(context, [name], 'legacy').ok);
    if (kept.length > 0 && kept.length < (proposal.lanes ?? []).length) return { ...proposal, lanes: kept };
  }
  return null;
};

const mostTries = 4;

/**
 * What a proposal would do, as far as it can be said, and why it would be refused: what one refusal points at is left
 * out, and asked again, so that every reason comes out at once.
 */
export const nearest = (proposal: Proposal, world: World): { proposal: Proposal | null; refusals: Refusal[] } => {
  const refusals: Refusal[] = [];
  let asked: Proposal | null = proposal;
  for (let tries = 0; asked !== null && tries < mostTries; tries += 1) {
    const derived = rulesOf(asked.kind).derive(world, asked);
    if (derived.ok) return { proposal: asked, refusals };
    refusals.push(derived.refusal);
    asked = without(asked, derived.refusal, world);
  }
  return { proposal: null, refusals };
};

/** The decision that a proposal would open, whatever else is live; null where it would not open. */
export const foreseen = (proposal: Proposal, proposer: Principal, program: string, world: World): Decision | null => {
  const undated = { ...proposal, scheduledFor: null };
  const input = { id: '', number: 0, program, proposer, coAuthorIds: [], proposal: undated, live: [], world };
  const proposed = decidePropose(input);
  if (!proposed.ok) return null;
  const { decision } = proposed.value;
  const payload: Payload = { ...decision.payload, scheduledFor: proposal.scheduledFor?.toISOString() ?? null };
  return { ...decision, authorIds: authorsOf(proposer, []), payload };
};

export type Place = Slot & { candidates: number };

/** The places of a decision, how many people could fill each now, and those that nobody is left for. */
export const foreseePlaces = (decision: Decision, world: World): { places: Place[]; empty: string[] } => {
  const { slots } = decision.revision.document;
  const people = [...world.people]
    .filter(([personId]) => !wroteIt(decision, personId))
    .map(([personId, { email }]) => ({
      personId,
      email: email.toLowerCase(),
      prefers: 'owner' as const,
      roles: countingRoles(decision, world, personId),
    }));
  const seated = matchSlots(slots, people);
  return {
    places: slots.map((slot) => ({ ...slot, candidates: people.filter((person) => fitsSlot(slot, person)).length })),
    empty: slots.flatMap((slot, at) => {
      const lacking = slot.count - (seated[at]?.length ?? 0);
      if (lacking === 0) return [];
      const who = slot.people === undefined ? '' : ` (${slot.people.join(', ')})`;
      return [
        `Nobody is left who could sign as ${roleTitles[slot.role]}${who}: ${lacking} of ${slot.count} stays open.`,
      ];
    }),
  };
};
