import type { TimelineView } from '@/lib/contract/views/timeline';
import { type AuthorityInterval, authorityAt } from '@/lib/domain/authority/interval';
import { stagesKnownAt } from '@/lib/domain/authority/known-at';
import { tellAuthority } from '@/lib/domain/authority/sentence';
import type { LaneState } from '@/lib/domain/decision/context-state';
import { listed } from '@/lib/domain/kernel/in-words';
import type { RecordedContext } from '@/lib/store/contexts';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';

// Who was authoritative, answered in a sentence by the same function that answers routers.

type Answer = NonNullable<TimelineView['answer']>;

export type AnswerInput = {
  context: Pick<RecordedContext, 'name' | 'stages' | 'proofs'>;
  lane: LaneState;
  decisions: readonly DecisionLine[];
  now: Date;
  at: Date;
  /** The index of the last entry on record at `at` and at `knownAt`; -1 where there was none. */
  entryAt: number;
  known: { at: Date; entry: number } | null;
};

const because = (decision: DecisionLine | undefined): string | null => {
  if (decision === undefined) return null;
  const { number, kind, title, rationale } = decision;
  const text = (words: string) => words.replace(/[.\s]+$/, '');
  if (kind === 'rollback')
    return `D-${number} is a rollback by ${decision.executedBy ?? decision.proposedBy}: ${text(rationale)}.`;
  const signed = decision.signers.length === 0 ? '' : `, signed off by ${listed(decision.signers)}`;
  return `D-${number} is an advance proposed by ${decision.proposedBy}${signed}: ${text(title)}.`;
};

/** The interval that the question points at, as known when it asks; undefined before the lane's record. */
export const intervalAsked = ({ lane, at, known }: AnswerInput): AuthorityInterval | undefined =>
  authorityAt(lane.intervals, at, known?.entry);

/** The answer with what it rests on; its words are those of the authority API. */
export const answerQuestion = (input: AnswerInput): Answer => {
  const { context, lane, known, decisions } = input;
  const { sentence, side, held } = tellAuthority({
    ...input,
    context: context.name,
    workload: lane.lane.workload,
    audience: lane.lane.audience.name,
    stages: known === null ? context.stages : stagesKnownAt(context.stages, known.entry),
    intervals: lane.intervals,
  });
  return {
    sentence,
    side,
    epoch: held?.epoch ?? (side === null ? null : 0),
    since: held?.from.toISOString() ?? null,
    decision: held?.decision.number ?? null,
    ledgerIndex: held?.openedAtEntry ?? null,
    because: held === undefined ? null : because(decisions.find(({ id }) => id === held.decision.id)),
  };
};
