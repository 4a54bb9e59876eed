import type { Lane } from '@/lib/domain/authority/lane';
import { type CriteriaSetDocument, type Criterion, criteriaOf } from '@/lib/domain/criteria/criteria-set';
import { lanesOfCriterion } from '@/lib/domain/criteria/evaluate';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Transition } from '@/lib/domain/stage/transition';
import type { GuardAct } from '@/lib/domain/words';
import type { EvaluationInput } from './evaluation';

/** A criterion of the transition that goes on being watched inside the window, and what follows once it is not met. */
export type Guard = { criterion: string; onBreak: GuardAct };

export const mostGuards = 20;

/** A criterion that is asked of each lane, and of a workload that none of these has. */
const asksNothing = (criterion: Criterion, lanes: readonly Lane[]): boolean =>
  criterion.scope === 'lanes' && lanesOfCriterion(criterion, lanes).length === 0;

/**
 * The guards that a move names, in an order that does not depend on how they were named; only criteria of its own
 * transition, each once, that are asked of what moves. Refuses `invalid_body`.
 */
export const readGuards = (
  document: CriteriaSetDocument | null,
  transitions: readonly Transition[],
  asked: readonly Guard[],
  lanes: readonly Lane[],
): Result<Guard[]> => {
  const known = document === null ? [] : criteriaOf(document, transitions);
  const errors = asked.flatMap(({ criterion }, at) => {
    const pointer = `/guards/${at}/criterion`;
    if (lanes.length === 0) return [{ pointer, detail: 'guards nothing: no lane moves, so no window opens' }];
    const own = known.find(({ key }) => key === criterion);
    if (own === undefined) return [{ pointer, detail: `“${criterion}” is no criterion of this transition` }];
    if (asksNothing(own, lanes)) return [{ pointer, detail: `“${criterion}” asks nothing of the lanes that move` }];
    const first = asked.findIndex((guard) => guard.criterion === criterion);
    return first === at ? [] : [{ pointer, detail: 'is named twice' }];
  });
  if (errors.length > 0) return refuse('invalid_body', 'The guards cannot be used.', errors);
  return accept(
    [...asked]
      .map(({ criterion, onBreak }) => ({ criterion, onBreak }))
      .sort((a, b) => (a.criterion < b.criterion ? -1 : 1)),
  );
};

/** What guards are held against: what was signed, the lanes that may still go back, and how it stands for them now. */
export type Watched = {
  /** The criteria of its transition; null where what was signed cannot be read any more. */
  criteria: readonly Criterion[] | null;
  lanes: readonly Lane[];
  evaluations: readonly EvaluationInput[];
};

/** A guard that broke, on what, and what it does. */
export type BrokenGuard = {
  guard: Guard;
  evaluation: Pick<EvaluationInput, 'key' | 'value' | 'threshold' | 'sentence'>;
  does: GuardAct;
};

/** A criterion that is asked of each lane carries the lane behind its key. */
const isOf = ({ key }: EvaluationInput, { criterion }: Guard): boolean =>
  key === criterion || key.startsWith(`${criterion} `);

/** Nobody knows whether it broke: that is told, and stops, but takes nothing back. */
const notJudged = (guard: Guard): BrokenGuard => ({
  guard,
  evaluation: {
    key: guard.criterion,
    value: null,
    threshold: null,
    sentence: 'It cannot be judged any more by what was signed, so nothing watches over these lanes.',
  },
  does: 'halt',
});

/** Every lane that it was asked of has gone back, or its way back is over; the others are none of its business. */
const isDone = ({ criterion: key }: Guard, { criteria, lanes }: Watched): boolean => {
  const criterion = criteria?.find((own) => own.key === key);
  return criterion !== undefined && asksNothing(criterion, lanes);
};

/**
 * Which guards broke, going back before halting. Only what was looked at and found wanting breaks a guard: evidence that
 * is insufficient, stale or errored says nothing. One that is asked by nothing any more halts. What has acted once
 * (`acted`) never acts again.
 */
export const brokenGuards = (guards: readonly Guard[], watched: Watched, acted: readonly string[]): BrokenGuard[] =>
  guards
    .filter(({ criterion }) => !acted.includes(criterion))
    .flatMap((guard) => {
      const own = watched.evaluations.filter((evaluation) => isOf(evaluation, guard));
      if (own.length === 0) return isDone(guard, watched) ? [] : [notJudged(guard)];
      const evaluation = own.find(({ outcome }) => outcome === 'not_met');
      return evaluation === undefined ? [] : [{ guard, evaluation, does: guard.onBreak }];
    })
    .sort((a, b) => Number(b.does === 'roll_back') - Number(a.does === 'roll_back'));
