import type { DecisionView, OpeningBody } from '@/lib/contract/v1/decisions';
import { mayPropose, mayRevise } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { questionOf, rulesOf } from '@/lib/domain/decision/kinds/all';
import { forbidden } from '@/lib/domain/decision/machine';
import { standsUntil } from '@/lib/domain/decision/moved';
import { decideOpen, isProposer } from '@/lib/domain/decision/propose';
import { Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { openDraft as keepOpened } from '@/lib/store/keep-decision';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { loadWorld } from '@/lib/usecases/decisions/load-world';
import { must, onDecision, otherLive, recordAll } from '@/lib/usecases/decisions/on-decision';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { worldOf } from '@/lib/usecases/decisions/world-of';

/** Proposes what was drafted: asked again of the record as it is now, with everything that it stands on frozen anew. */
export const openDraft = (
  context: Context,
  programSlug: string,
  decision: string,
  body: OpeningBody,
): Promise<Result<DecisionView>> =>
  onDecision(context, programSlug, decision, mayRevise, async ({ tx, asker, recorded, viewed }) => {
    const { decision: draft, world } = viewed;
    const by = principalOf(asker.actor);
    if (!isProposer(draft, by)) throw refused('forbidden', 'Only who drafted a decision proposes it.');
    const wrong = forbidden(draft, 'propose', tx.at);
    if (wrong !== null) throw new Refused(wrong);
    demand(asker, mayPropose(draft.payload));
    await refreshDecisions(tx, draft.contextId);
    const question = questionOf(draft.payload);
    const payload = question === null ? draft.payload : must(rulesOf(question.kind).derive(world, question));
    const seen = await loadWorld(tx.db, worldOf(tx, recorded, payload));
    const live = await otherLive(tx, draft.contextId, draft.id);
    const opened = must(decideOpen({ draft, revision: body.revision, by, live, world: seen }));
    await keepOpened(tx.db, opened.decision, {
      openedPolicy: seen.versions.policy,
      validUntil: standsUntil(opened.decision, false, seen),
    });
    recordAll(tx, opened.facts);
  });
