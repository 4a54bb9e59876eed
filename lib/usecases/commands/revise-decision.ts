import type { DecisionView, RevisionBody } from '@/lib/contract/v1/decisions';
import { mayRevise } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { standsUntil } from '@/lib/domain/decision/moved';
import { decideRevise } from '@/lib/domain/decision/revise';
import type { Revising } from '@/lib/domain/decision/revising';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { beginRevision } from '@/lib/store/keep-decision';
import type { Context } from '@/lib/usecases/context';
import { loadWorld } from '@/lib/usecases/decisions/load-world';
import { must, onDecision, otherLive, recordAll } from '@/lib/usecases/decisions/on-decision';
import { dateOfBody } from '@/lib/usecases/decisions/proposal-of-body';
import { worldOf } from '@/lib/usecases/decisions/world-of';

const revisingOf = ({ revision: _revision, reason: _reason, scheduledFor, ...rest }: RevisionBody): Revising => ({
  ...rest,
  ...(scheduledFor === undefined ? {} : { scheduledFor: dateOfBody(scheduledFor) }),
});

/** Begins a new revision with another payload; earlier sign-offs stay on record and no longer count. */
export const reviseDecision = (
  context: Context,
  programSlug: string,
  decision: string,
  body: RevisionBody,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, mayRevise, async ({ tx, asker, recorded, viewed }) => {
    const seen = recorded.revisions.find((revision) => revision.number === body.revision);
    if (seen === undefined)
      throw refused('stale_view', `D-${viewed.decision.number} has no revision ${body.revision}.`);
    const live = await otherLive(tx, viewed.decision.contextId, viewed.decision.id);
    const reviser = principalOf(asker.actor);
    const shown = { revision: seen.number, evidenceHash: seen.evidenceHash };
    const input = { viewed, shown, reviser, revising: revisingOf(body), reason: body.reason, live };
    const { payload } = must(decideRevise(input)).decision;
    // Other lanes may ask other criteria: what is frozen must be what the new payload answers for.
    const after = await loadWorld(tx.db, worldOf(tx, recorded, payload));
    const revised = must(decideRevise({ ...input, after }));
    await beginRevision(tx.db, revised.decision, standsUntil(revised.decision, false, after));
    recordAll(tx, revised.facts);
  });
