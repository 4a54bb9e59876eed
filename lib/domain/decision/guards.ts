import { type CriteriaSetDocument, criteriaOf } from '@/lib/domain/criteria/criteria-set';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Transition } from '@/lib/domain/stage/transition';
import type { GuardAct } from '@/lib/domain/words';
import type { EvaluationInput } from './evaluation';

/** A criterion of the transition that goes on being watched inside the window, and what follows once it is not met. */
export type Guard = { criterion: string; onBreak: GuardAct };

export const mostGuards = 20;

/**
 * The guards that a move names, in an order that does not depend on how they were named; only criteria of its own
 * transition, each once. Refuses `invalid_body`.
 */
export const readGuards = (
  document: CriteriaSetDocument | null,
  transitions: readonly Transition[],
  asked: readonly Guard[],
  moves: boolean,
): Result<Guard[]> => {
  const known = document === null ? [] : criteriaOf(document, transitions).map(({ key }) => key);
  const errors = asked.flatMap(({ criterion }, at) => {
    const pointer = `/guards/${at}/criterion`;
    if (!moves) return [{ pointer, detail: 'guards nothing: no lane moves, so no window opens' }];
    if (!known.includes(criterion)) return [{ pointer, detail: `“${criterion}” is no criterion of this transition` }];
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

/** A guard that broke, and the evaluation that broke it. */
export type BrokenGuard = { guard: Guard; evaluation: EvaluationInput };

/** A criterion that is asked of each lane carries the lane behind its key. */
const isOf = ({ key }: EvaluationInput, { criterion }: Guard): boolean =>
  key === criterion || key.startsWith(`${criterion} `);

/**
 * Which guards broke, going back before halting. Only what was looked at and found wanting breaks a guard: evidence that
 * is insufficient, stale or errored says nothing. What has acted once (`acted`) never acts again.
 */
export const brokenGuards = (
  guards: readonly Guard[],
  evaluations: readonly EvaluationInput[],
  acted: readonly string[],
): BrokenGuard[] =>
  guards
    .filter(({ criterion }) => !acted.includes(criterion))
    .flatMap((guard) => {
      const evaluation = evaluations.find((found) => isOf(found, guard) && found.outcome === 'not_met');
      return evaluation === undefined ? [] : [{ guard, evaluation }];
    })
    .sort((a, b) => Number(b.guard.onBreak === 'roll_back') - Number(a.guard.onBreak === 'roll_back'));
