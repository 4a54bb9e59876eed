import type { DelegationView } from '@/lib/contract/v1/delegations';
import { mayManagePeople } from '@/lib/domain/access/people';
import { isMember, isPerson, all as needs } from '@/lib/domain/access/rule';
import { accept, type Result, refuse, refused } from '@/lib/domain/kernel/refusal';
import { listContexts } from '@/lib/store/contexts';
import { findDelegation, endDelegation as keepEnd } from '@/lib/store/delegations';
import { loadPeople } from '@/lib/store/members';
import { authorise, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { delegationViewOf } from '@/lib/usecases/delegation-view';
import { transact } from '@/lib/usecases/transact';

/** Ends a delegation before its time: either of the two, or an administrator. What was signed by it counts no more. */
export const endDelegation = (
  context: Context,
  programSlug: string,
  delegationId: string,
): Promise<Result<DelegationView>> =>
  transact<DelegationView>(context, programSlug, async (tx) => {
    const asker = await authorise(tx.db, context.actor, tx.program, needs(isPerson, isMember));
    const delegation = await findDelegation(tx.db, tx.program.id, delegationId);
    if (delegation === null) throw refused('not_found', 'There is no such delegation in this program.');
    const { from, to, role } = delegation;
    const { actor } = asker;
    const theirs = actor.kind === 'person' && [from.id, to.id].includes(actor.personId);
    if (!theirs) demand(asker, mayManagePeople);
    if (delegation.endedAt !== null || delegation.until <= tx.at) {
      return refuse('nothing_to_change', 'This delegation has ended already.');
    }
    await keepEnd(tx.db, delegation.id, tx.at);
    tx.record({
      type: 'delegation.ended',
      subject: { kind: 'person', id: from.id },
      data: { delegation: delegation.id, person: from.id, name: from.name, to: { person: to.id, name: to.name }, role },
    });
    const slugs = new Map((await listContexts(tx.db, tx.program.id)).map(({ id, slug }) => [id, slug]));
    const around = { slugs, people: await loadPeople(tx.db, tx.program.id), at: tx.at };
    return accept(delegationViewOf({ ...delegation, endedAt: tx.at }, around));
  });
