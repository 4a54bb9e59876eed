import type { DecisionBrief } from '@/lib/contract/v1/contexts';
import type { DecisionsQuery, DecisionView } from '@/lib/contract/v1/decisions';
import type { Page } from '@/lib/contract/v1/primitives';
import { fillSlots, liveApprovals, slotsComplete } from '@/lib/domain/decision/fill-slots';
import { stateAt } from '@/lib/domain/decision/machine';
import { type SigningWorld, standingRefusals } from '@/lib/domain/decision/signers';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { DecisionState } from '@/lib/domain/words';
import { findContext } from '@/lib/store/contexts';
import { listDecisions as loadDecisions, type RecordedDecision } from '@/lib/store/decisions';
import type { Context } from '@/lib/usecases/context';
import { describeRecorded } from '@/lib/usecases/decisions/describe-decision';
import { loadSigning } from '@/lib/usecases/decisions/load-signing';
import { loadDecision } from '@/lib/usecases/decisions/on-decision';
import { placeOf } from './parts/paging';
import { inProgram } from './parts/viewing';

/** The state as lists show it: sign-offs and expiry are looked at, evidence is not; the decision itself shows both. */
const stateOf = ({ decision, signOffs }: RecordedDecision, world: SigningWorld): DecisionState => {
  const filled = slotsComplete(fillSlots(decision, liveApprovals(decision, signOffs, world), world));
  return stateAt(decision, filled && standingRefusals(decision, signOffs).length === 0, world.at);
};

/** A decision in one line. */
export const decisionBriefOf = (recorded: RecordedDecision, world: SigningWorld): DecisionBrief => ({
  id: recorded.decision.id,
  number: recorded.decision.number,
  kind: recorded.decision.kind,
  state: stateOf(recorded, world),
  title: recorded.decision.payload.title,
  context: recorded.decision.context,
  proposedAt: recorded.decision.proposedAt.toISOString(),
  expiresAt: recorded.decision.expiresAt?.toISOString() ?? null,
  dueAt: recorded.dueAt?.toISOString() ?? null,
});

/** Decisions of a program, newest first. */
export const listDecisions = (
  context: Context,
  programSlug: string,
  query: DecisionsQuery,
): Promise<Result<Page<DecisionBrief>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = query.context === undefined ? null : await findContext(db, program.id, query.context);
    if (query.context !== undefined && about === null) throw refused('not_found', 'There is no such context.');
    const size = query.limit ?? 50;
    const place = placeOf(query.cursor);
    const rows = await loadDecisions(db, program.id, {
      ...(about === null ? {} : { contextId: about.id }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(place === null ? {} : { numberBelow: place.number }),
      // A derived state is known only afterwards, so that filtering by it reads on.
      ...(query.state === undefined ? { limit: size + 1 } : {}),
    });
    const signing = await loadSigning(db, program.id, now);
    const briefs = rows
      .map((row) => decisionBriefOf(row, signing(row.openedPolicy)))
      .filter((brief) => query.state === undefined || brief.state === query.state);
    const items = briefs.slice(0, size);
    const last = items.at(-1);
    return { items, nextCursor: briefs.length > size && last !== undefined ? `b${last.number}` : null };
  });

/** One decision with everything that stands in its way, as of now. */
export const readDecision = (context: Context, programSlug: string, decision: string): Promise<Result<DecisionView>> =>
  inProgram(context, programSlug, async ({ db, program, now }) =>
    describeRecorded(db, program, await loadDecision(db, program.id, decision), now),
  );
