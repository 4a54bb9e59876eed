import { answeringRoles } from '@/lib/domain/access/may';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role } from '@/lib/domain/words';
import type { Delegation, People } from './people';

const dayMs = 86_400_000;
const mostDays = 14;

/** How far away the end of a loan may be, seen from `at`. */
export const latestEnd = (at: Date): Date => new Date(at.getTime() + mostDays * dayMs);

export type DelegateAsk = {
  id: string;
  fromId: string;
  toId: string;
  role: Role;
  /** Null: everywhere in the program. */
  contexts: readonly { id: string; slug: string }[] | null;
  until: Date;
  reason: string;
};

export type Delegated = { delegation: Delegation & { reason: string }; facts: Fact[] };

const personIn = (people: People, id: string) => ({ person: id, name: people.get(id)?.name ?? id });

/**
 * Lends one's own place in one role to another member. Refuses with `role_missing`, `delegation_invalid` or
 * `invalid_body`. Since only who holds a role lends it, what was lent cannot be lent on.
 */
export const decideDelegate = (ask: DelegateAsk, people: People, at: Date): Result<Delegated> => {
  const { fromId, toId, role, contexts, until } = ask;
  if (!answeringRoles.includes(role)) {
    return refuse('delegation_invalid', `${roleTitles[role]} fills no sign-off place that could be lent.`);
  }
  if (people.get(fromId)?.grants.has(role) !== true) {
    return refuse('role_missing', `Lending the place of ${roleTitles[role]} needs that role in this program.`);
  }
  if (fromId === toId) return refuse('delegation_invalid', 'Nobody lends their place to themselves.');
  if (!people.has(toId)) return refuse('delegation_invalid', 'A place is lent to an active member of the program.');
  const longest = latestEnd(at);
  if (until <= at || until > longest) {
    const detail = `must be in the future and at most ${mostDays} days away, at ${longest.toISOString()}`;
    return refuse('invalid_body', `A place is lent for at most ${mostDays} days.`, [{ pointer: '/until', detail }]);
  }
  const reason = ask.reason.trim();
  const contextIds = contexts === null ? null : contexts.map(({ id }) => id);
  const fact: Fact = {
    type: 'delegation.given',
    subject: { kind: 'person', id: fromId },
    data: {
      delegation: ask.id,
      ...personIn(people, fromId),
      to: personIn(people, toId),
      role,
      contexts: contexts === null ? null : contexts.map(({ slug }) => slug),
      until: until.toISOString(),
      reason,
    },
  };
  const delegation = { id: ask.id, fromId, toId, role, contextIds, givenAt: at, until, endedAt: null, reason };
  return accept({ delegation, facts: [fact] });
};
