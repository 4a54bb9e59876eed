import { roleTitles } from '@/lib/domain/access/role-titles';
import { momentText } from '@/lib/domain/criteria/sentence';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import { strictest } from '@/lib/domain/policy/strictest';
import type { Role } from '@/lib/domain/words';
import type { Decision, RoleHolders, SignOff } from './decision';
import { type Delegation, isLive, type People, reaches } from './people';

// Who may fill a place of a decision now, in their own right or for somebody, and why not.

/** What counting sign-offs depends on, beside them. */
export type SigningWorld = {
  at: Date;
  policy: PolicyDocument;
  openedPolicy: PolicyDocument;
  holders: RoleHolders;
  people: People;
  delegations: readonly Delegation[];
};

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Nobody signs off what they proposed or wrote. */
export const wroteIt = (decision: Pick<Decision, 'proposer' | 'authorIds'>, personId: string): boolean =>
  decision.proposer.personId === personId || decision.authorIds.includes(personId);

export const governing = (world: Pick<SigningWorld, 'policy' | 'openedPolicy'>): PolicyDocument =>
  strictest(world.openedPolicy, world.policy);

/** Why a role that somebody holds does not count yet for this decision; null where it does. */
export const coolingOff = (decision: Decision, world: SigningWorld, personId: string, role: Role): string | null => {
  const member = world.people.get(personId);
  const grant = member?.grants.get(role);
  if (member === undefined || grant === undefined || grant.inSetUp) return null;
  if (grant.grantedBy !== null && wroteIt(decision, grant.grantedBy)) {
    return `${member.name} was given the role ${roleTitles[role]} by somebody who wrote D-${decision.number}.`;
  }
  const ends = new Date(grant.grantedAt.getTime() + governing(world).coolingOffHours * hourMs);
  if (ends <= world.at) return null;
  return `${member.name} holds the role ${roleTitles[role]} since ${momentText(grant.grantedAt)}; it counts from ${momentText(ends)} on.`;
};

/** The roles in which somebody's sign-off counts for this decision now. */
export const countingRoles = (decision: Decision, world: SigningWorld, personId: string): ReadonlySet<Role> =>
  new Set(
    [...(world.holders.get(personId) ?? [])].filter((role) => coolingOff(decision, world, personId, role) === null),
  );

/** When an approval stops to count by its age. */
export const lapsesAt = (signOff: Pick<SignOff, 'signedAt'>, world: Pick<SigningWorld, 'policy' | 'openedPolicy'>) =>
  new Date(signOff.signedAt.getTime() + governing(world).approvalDays * dayMs);

const nameIn = (world: SigningWorld, personId: string): string =>
  world.people.get(personId)?.name ?? 'Who delegated it';

/**
 * Why nobody may take this person's place in this role, whoever they lent it to: rules about one who delegates. Null
 * where they could sign themselves.
 */
const delegatorMayNot = (decision: Decision, world: SigningWorld, fromId: string, role: Role): string | null => {
  const name = nameIn(world, fromId);
  if (wroteIt(decision, fromId)) return `${name} proposed or wrote D-${decision.number}.`;
  if (world.holders.get(fromId)?.has(role) !== true)
    return `${name} no longer holds the role ${roleTitles[role]} here.`;
  return coolingOff(decision, world, fromId, role);
};

/** Why somebody may not sign for another in a role of theirs; null where they may. */
export const mayNotStandIn = (
  decision: Decision,
  world: SigningWorld,
  place: { personId: string; onBehalfOf: string; role: Role },
): string | null => {
  const { personId, onBehalfOf, role } = place;
  const lent = world.delegations.some(
    (delegation) =>
      delegation.fromId === onBehalfOf &&
      delegation.toId === personId &&
      delegation.role === role &&
      isLive(delegation, world.at) &&
      reaches(delegation, decision.contextId),
  );
  if (personId === onBehalfOf || !lent) {
    return `No delegation in force lends the place of ${nameIn(world, onBehalfOf)} as ${roleTitles[role]} to this signer.`;
  }
  return delegatorMayNot(decision, world, onBehalfOf, role);
};

/** Why a sign-off does not count now, by what it says and who gave it; null when nothing speaks against it. */
export const whyNot = (decision: Decision, signOff: SignOff, world: SigningWorld): string | null => {
  if (signOff.revokedAt !== null) return 'It was revoked.';
  if (signOff.evidenceHash !== decision.revision.evidenceHash) return `It was given for revision ${signOff.revision}.`;
  const { personId, personName, onBehalfOf, role } = signOff;
  const roles = world.holders.get(personId);
  if (roles === undefined) return `${personName} is no longer active here.`;
  if (wroteIt(decision, personId)) return `${personName} wrote part of it.`;
  if (lapsesAt(signOff, world) <= world.at) {
    return `It was given more than ${governing(world).approvalDays} days ago and has lapsed.`;
  }
  if (onBehalfOf !== null) return mayNotStandIn(decision, world, { personId, onBehalfOf, role });
  if (!roles.has(role)) return `${personName} no longer holds the role ${roleTitles[role]}.`;
  return coolingOff(decision, world, personId, role);
};

/** Everybody whom a sign-off uses up: who signed, and for whom. */
export const personsIn = ({ personId, onBehalfOf }: Pick<SignOff, 'personId' | 'onBehalfOf'>): string[] =>
  onBehalfOf === null ? [personId] : [personId, onBehalfOf];

export const isApproved = (decision: Decision, signOffs: readonly SignOff[]): boolean =>
  signOffs.some((signOff) => signOff.verdict === 'approve' && signOff.evidenceHash === decision.revision.evidenceHash);

/** Refusals that stand against the current revision: nothing is approved while one does. */
export const standingRefusals = (decision: Decision, signOffs: readonly SignOff[]): SignOff[] =>
  signOffs.filter(
    ({ verdict, revokedAt, evidenceHash }) =>
      verdict === 'refuse' && revokedAt === null && evidenceHash === decision.revision.evidenceHash,
  );
