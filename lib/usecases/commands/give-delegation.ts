import { v7 as uuid } from 'uuid';
import type { DelegationBody, DelegationView } from '@/lib/contract/v1/delegations';
import { maySignOff } from '@/lib/domain/access/may';
import { decideDelegate } from '@/lib/domain/decision/delegate';
import type { People } from '@/lib/domain/decision/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext, listContexts } from '@/lib/store/contexts';
import { findDelegation, insertDelegation } from '@/lib/store/delegations';
import { loadPeople } from '@/lib/store/members';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must, recordAll } from '@/lib/usecases/decisions/on-decision';
import { delegationViewOf } from '@/lib/usecases/delegation-view';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

const memberOf = (people: People, idOrEmail: string): string => {
  if (people.has(idOrEmail)) return idOrEmail;
  const wanted = idOrEmail.toLowerCase();
  for (const [id, { email }] of people) if (email.toLowerCase() === wanted) return id;
  throw refused('delegation_invalid', 'A place is lent to an active member of the program.', [
    { pointer: '/to', detail: 'is no active member of this program' },
  ]);
};

const contextsOf = async (tx: ProgramTx, slugs: readonly string[] | undefined) => {
  if (slugs === undefined) return null;
  const found: { id: string; slug: string }[] = [];
  for (const [at, slug] of [...new Set(slugs)].entries()) {
    const context = await findContext(tx.db, tx.program.id, slug);
    if (context === null) {
      throw refused('not_found', `This program has no context "${slug}".`, [
        { pointer: `/contexts/${at}`, detail: 'is not known' },
      ]);
    }
    found.push({ id: context.id, slug });
  }
  return found;
};

/** Lends one's own place in a role to another member, for a while. */
export const giveDelegation = (
  context: Context,
  programSlug: string,
  body: DelegationBody,
): Promise<Result<DelegationView>> =>
  transact<DelegationView>(context, programSlug, async (tx) => {
    const { actor } = await authorise(tx.db, context.actor, tx.program, maySignOff);
    if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person lends their place.');
    const people = await loadPeople(tx.db, tx.program.id);
    const contexts = await contextsOf(tx, body.contexts);
    const { delegation, facts } = must(
      decideDelegate(
        {
          id: uuid(),
          fromId: actor.personId,
          toId: memberOf(people, body.to),
          role: body.role,
          contexts,
          until: new Date(body.until),
          reason: body.reason,
        },
        people,
        tx.at,
      ),
    );
    await insertDelegation(tx.db, tx.program.id, delegation);
    recordAll(tx, facts);
    const kept = await findDelegation(tx.db, tx.program.id, delegation.id);
    if (kept === null) throw new Error('a delegation was not kept');
    const slugs = new Map((await listContexts(tx.db, tx.program.id)).map(({ id, slug }) => [id, slug]));
    return accept(delegationViewOf(kept, { slugs, people, at: tx.at }));
  });
