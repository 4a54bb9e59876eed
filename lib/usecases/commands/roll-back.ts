import { v7 as uuid } from 'uuid';
import type { RollbackAnswer, RollbackBody } from '@/lib/contract/v1/decisions';
import { mayRollBack } from '@/lib/domain/access/may';
import { type Principal, principalOf } from '@/lib/domain/access/principal';
import { decideRollback } from '@/lib/domain/decision/rollback';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext, loadContextState } from '@/lib/store/contexts';
import { findPerson } from '@/lib/store/people';
import { takeNumber } from '@/lib/store/programs';
import { askerIn, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { authorityOf } from '@/lib/usecases/decisions/authority-of';
import { keepRolledBack } from '@/lib/usecases/decisions/keep-outside';
import { loadContextWorld } from '@/lib/usecases/decisions/load-world';
import { must } from '@/lib/usecases/decisions/on-decision';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { read, transact } from '@/lib/usecases/transact';

/** With a key, the person whom it was issued to: they answer for what it does here, and the record names them. */
const inOnesName = async (context: Context): Promise<Result<Context>> => {
  const { actor } = context;
  if (actor.kind !== 'key' || actor.personId === null) return accept(context);
  const { personId } = actor;
  const found = await read((db) => findPerson(db, personId));
  if (!found.ok) return found;
  return accept(found.value === null ? context : { ...context, inNameOf: { id: personId, name: found.value.name } });
};

const answerable = (context: Context): Principal => {
  const person = context.inNameOf;
  return person === undefined
    ? principalOf(context.actor)
    : { kind: 'person', id: person.id, name: person.name, personId: person.id };
};

/** Goes back inside an open window, at once, by one person with a reason; opens the review. */
export const rollBack = async (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: RollbackBody,
): Promise<Result<RollbackAnswer>> => {
  const named = await inOnesName(context);
  return named.ok ? goBack(named.value, programSlug, contextSlug, body) : named;
};

const goBack = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: RollbackBody,
): Promise<Result<RollbackAnswer>> =>
  transact<RollbackAnswer>(context, programSlug, async (tx) => {
    const asker = await askerIn(tx.db, context.actor, tx.program);
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    if (about === null) throw refused('not_found', `This program has no context "${contextSlug}".`);
    const { program, at, commitAllowanceMs } = tx;
    const question = { program, contextId: about.id, payload: null, openedPolicy: null, at, commitAllowanceMs };
    const world = await loadContextWorld(tx.db, question);
    demand(asker, mayRollBack(world.policy));
    const by = answerable(context);
    const { lanes, reason, to } = body;
    const rolled = must(
      decideRollback({
        rollback: { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') },
        review: { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') },
        program: tx.program.slug,
        by,
        lanes,
        reason,
        to,
        world,
      }),
    );
    const { rollback, review, reviewDueAt, effects } = rolled;
    await keepRolledBack(tx, rolled, by, world);
    await refreshDecisions(tx, about.id);
    const after = await loadContextState(tx.db, about.id);
    return accept({
      decision: { id: rollback.id, number: rollback.number },
      review: { id: review.id, number: review.number, dueAt: reviewDueAt.toISOString() },
      effectiveFrom: effects.effectiveFrom.toISOString(),
      authority: authorityOf(after, world.policy, tx.at, body.lanes),
    });
  });
