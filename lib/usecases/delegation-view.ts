import type { DelegationView } from '@/lib/contract/v1/delegations';
import { isLive, type People } from '@/lib/domain/decision/people';
import type { RecordedDelegation } from '@/lib/store/delegations';

/** A delegation as the API shows it; `slugs` by context id, `people` those who are active now. */
export const delegationViewOf = (
  delegation: RecordedDelegation,
  around: { slugs: ReadonlyMap<string, string>; people: People; at: Date },
): DelegationView => {
  const { id, from, to, role, contextIds, reason, givenAt, until, endedAt } = delegation;
  const { slugs, people, at } = around;
  return {
    id,
    from,
    to,
    role,
    contexts: contextIds?.map((contextId) => slugs.get(contextId) ?? contextId) ?? null,
    reason,
    givenAt: givenAt.toISOString(),
    until: until.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    counts: isLive(delegation, at) && people.get(from.id)?.grants.has(role) === true && people.has(to.id),
  };
};
