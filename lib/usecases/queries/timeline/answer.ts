import type { TimelineView } from '@/lib/contract/views/timeline';
import { type AuthorityInterval, authorityAt, stageAt } from '@/lib/domain/authority/interval';
import type { LaneState } from '@/lib/domain/decision/context-state';
import { listed } from '@/lib/domain/kernel/in-words';
import type { RecordedContext } from '@/lib/store/contexts';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import { instantText } from '@/lib/usecases/queries/parts/say';

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

const laneWords = ({ context, lane }: AnswerInput): string =>
  `${context.name}, ${lane.lane.workload}, ${lane.lane.audience.name}`;

const nothing = (sentence: string): Answer => ({
  sentence,
  side: null,
  epoch: null,
  since: null,
  decision: null,
  ledgerIndex: null,
  because: null,
});

const beforeTheRecord = (input: AnswerInput): Answer => {
  const { context, at, known, lane } = input;
  const begin = context.stages[0]?.from;
  if (begin === undefined || at < begin) {
    const since = begin === undefined ? '' : ` Its record begins on ${instantText(begin)}.`;
    return nothing(`On ${instantText(at)}, nothing was on record about ${context.name}.${since}`);
  }
  if (known !== null && lane.intervals.length > 0) {
    const sentence = `As known on ${instantText(known.at)}, no shift of ${laneWords(input)} was on record: it was planned, and legacy ran alone.`;
    return { ...nothing(sentence), side: 'legacy', epoch: 0 };
  }
  const stage = stageAt(context.stages, at);
  const sentence = `On ${instantText(at)}, ${context.name} was ${stage}: legacy ran alone for ${laneWords(input)}, by no decision.`;
  return { ...nothing(sentence), side: 'legacy', epoch: 0 };
};

/** What the record says of the answer itself: whether it was known, and whether it is said otherwise now. */
const knownness = ({ lane, at, entryAt, known, now }: AnswerInput, found: AuthorityInterval): string => {
  const today = authorityAt(lane.intervals, at);
  if (known !== null) {
    if (today?.epoch === found.epoch) return 'The record says the same today.';
    return today === undefined
      ? 'The record says nothing of it today.'
      : `Today the record says ${today.side}, because of decision D-${today.decision.number}.`;
  }
  if (at > now) return 'A decision may still change it.';
  return authorityAt(lane.intervals, at, entryAt)?.epoch === found.epoch
    ? 'It was known at that time.'
    : 'It was not known at that time.';
};

const verb = ({ at, now }: AnswerInput): string => (at > now ? 'will be' : 'was');

/** The interval that the question points at, as known when it asks; undefined before the lane's record. */
export const intervalAsked = ({ lane, at, known }: AnswerInput): AuthorityInterval | undefined =>
  authorityAt(lane.intervals, at, known?.entry);

export const answerQuestion = (input: AnswerInput): Answer => {
  const { at, known, decisions } = input;
  const found = intervalAsked(input);
  if (found === undefined) return beforeTheRecord(input);
  const decision = decisions.find(({ id }) => id === found.decision.id);
  const as = known === null ? `On ${instantText(at)}` : `As known on ${instantText(known.at)}, on ${instantText(at)}`;
  const what = `${found.side} ${verb(input)} authoritative for ${laneWords(input)}`;
  return {
    sentence: `${as}, ${what}, because of decision D-${found.decision.number}. ${knownness(input, found)}`,
    side: found.side,
    epoch: found.epoch,
    since: found.from.toISOString(),
    decision: found.decision.number,
    ledgerIndex: found.openedAtEntry,
    because: because(decision),
  };
};
