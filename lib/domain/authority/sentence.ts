import { instantText } from '@/lib/domain/kernel/in-words';
import type { Side } from '@/lib/domain/words';
import { type AuthorityInterval, authorityAt, type StageInterval, stageAt } from './interval';

// The two questions for any instant, answered in a sentence: who was authoritative then, and what was on record then.

export type Question = {
  /** Names as people read them. */
  context: string;
  workload: string;
  audience: string;
  /** As on record today, or as known when `known` asks. */
  stages: readonly StageInterval[];
  /** The lane's, as on record today. */
  intervals: readonly AuthorityInterval[];
  now: Date;
  at: Date;
  /** The index of the last entry on record at `at`, and at `known.at`; -1 where there was none. */
  entryAt: number;
  known: { at: Date; entry: number } | null;
};

export type Told = {
  sentence: string;
  /** Null before the record. */
  side: Side | null;
  /** The interval that answers; undefined where there is none. */
  held: AuthorityInterval | undefined;
};

const laneWords = ({ context, workload, audience }: Question): string => `${context}, ${workload}, ${audience}`;

const isSameInstant = ({ at, known }: Question): boolean => known !== null && known.at.getTime() === at.getTime();

/** "On 31 October 2026 at 23:59 UTC", with what was known then where that is asked. */
const opening = (question: Question): string => {
  const { at, known } = question;
  if (known === null) return `On ${instantText(at)}`;
  if (isSameInstant(question)) return `As known at that time, on ${instantText(at)}`;
  return `As known on ${instantText(known.at)}, on ${instantText(at)}`;
};

const beforeTheRecord = (question: Question): Told => {
  const { context, at, known, stages, intervals } = question;
  const begin = stages[0]?.from;
  if (begin === undefined || at < begin) {
    const since = begin === undefined ? '' : ` Its record begins on ${instantText(begin)}.`;
    return {
      sentence: `${opening(question)}, nothing was on record about ${context}.${since}`,
      side: null,
      held: undefined,
    };
  }
  if (known !== null && intervals.length > 0) {
    const asKnown = isSameInstant(question) ? opening(question) : `As known on ${instantText(known.at)}`;
    const sentence = `${asKnown}, no shift of ${laneWords(question)} was on record: it was planned, and legacy ran alone.`;
    return { sentence, side: 'legacy', held: undefined };
  }
  const stage = stageAt(stages, at);
  const sentence = `${opening(question)}, ${context} was ${stage}: legacy ran alone for ${laneWords(question)}, by no decision.`;
  return { sentence, side: 'legacy', held: undefined };
};

/** What the record says of the answer itself: whether it was known, and whether it is said otherwise now. */
const knownness = ({ intervals, at, entryAt, known, now }: Question, held: AuthorityInterval): string => {
  const today = authorityAt(intervals, at);
  if (known !== null) {
    if (today?.epoch === held.epoch) return 'The record says the same today.';
    return today === undefined
      ? 'The record says nothing of it today.'
      : `Today the record says ${today.side}, because of decision D-${today.decision.number}.`;
  }
  if (at > now) return 'A decision may still change it.';
  return authorityAt(intervals, at, entryAt)?.epoch === held.epoch
    ? 'It was known at that time.'
    : 'It was not known at that time.';
};

/** Who was authoritative in one lane at one instant, by what was on record then where that is asked, in a sentence. */
export const tellAuthority = (question: Question): Told => {
  const { at, known, now, intervals } = question;
  const held = authorityAt(intervals, at, known?.entry);
  if (held === undefined) return beforeTheRecord(question);
  const verb = at > now ? 'will be' : 'was';
  const what = `${held.side} ${verb} authoritative for ${laneWords(question)}`;
  return {
    sentence: `${opening(question)}, ${what}, because of decision D-${held.decision.number}. ${knownness(question, held)}`,
    side: held.side,
    held,
  };
};
