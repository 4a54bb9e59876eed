import type { Role } from '@/lib/domain/words';
import type { Decision, SignOff } from './decision';
import { filledCount, matchSlots, placeCount } from './quorum';
import { countingRoles, personsIn, type SigningWorld, whyNot } from './signers';

export type SlotStanding = { role: Role; count: number; people?: string[] | undefined; filled: SignOff[] };

/** Approvals of the current revision that nothing speaks against now, nobody in two of them. */
export const liveApprovals = (decision: Decision, signOffs: readonly SignOff[], world: SigningWorld): SignOff[] => {
  const seen = new Set<string>();
  return signOffs
    .filter((signOff) => signOff.verdict === 'approve' && whyNot(decision, signOff, world) === null)
    .sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime() || (a.id < b.id ? -1 : 1))
    .filter((signOff) => {
      const persons = personsIn(signOff);
      if (persons.some((person) => seen.has(person))) return false;
      for (const person of persons) seen.add(person);
      return true;
    });
};

/** Whose place a sign-off takes, and in which roles: a delegate's only in the one that was lent. */
const candidateOf = (decision: Decision, world: SigningWorld, signOff: SignOff) => {
  const { personId, onBehalfOf, role } = signOff;
  return {
    signOff,
    personId,
    email: world.people.get(onBehalfOf ?? personId)?.email.toLowerCase() ?? null,
    prefers: role,
    roles: onBehalfOf === null ? countingRoles(decision, world, personId) : new Set([role]),
  };
};

/** Who fills which slot, by maximum matching; `except` are persons who neither count nor are signed for. */
export const fillSlots = (
  decision: Decision,
  approvals: readonly SignOff[],
  world: SigningWorld,
  except: readonly string[] = [],
): SlotStanding[] => {
  const { slots } = decision.revision.document;
  const candidates = approvals
    .filter((signOff) => !personsIn(signOff).some((person) => except.includes(person)))
    .map((signOff) => candidateOf(decision, world, signOff));
  const filled = matchSlots(slots, candidates);
  return slots.map((slot, at) => ({ ...slot, filled: (filled[at] ?? []).map(({ signOff }) => signOff) }));
};

/** Every place filled, and at least one asked for: a list without slots is never complete. */
export const slotsComplete = (slots: readonly SlotStanding[]): boolean =>
  slots.length > 0 && filledCount(slots.map((slot) => slot.filled)) === placeCount(slots);
