import { type Lane, laneWords } from '@/lib/domain/authority/lane';
import { capitalised } from '@/lib/domain/kernel/in-words';
import type { Transition } from '@/lib/domain/stage/transition';
import { type Criterion, criteriaOf } from './criteria-set';
import { lanesOfCriterion, type Question } from './evaluate';
import type { ExpectedCheck, RunFact } from './facts';
import { momentText } from './sentence';

/** Why a gate does not open whatever its evaluations say: nothing is green for lack of content. */
export type StructuralBlock = {
  code: 'no_blocking_criterion' | 'no_outcome_criterion' | 'no_expected_checks' | 'no_run_since_rollback';
  message: string;
};

const isOutcomeLevel = (criterion: Criterion): boolean =>
  criterion.blocking &&
  (criterion.kind === 'match_rate' || criterion.kind === 'discrepancy_ceiling') &&
  criterion.layer === 'outcome';

/** A criterion of a workload says nothing about the lanes of another one. */
const isAbout = (criterion: Criterion, lane: Lane): boolean => lanesOfCriterion(criterion, [lane]).length > 0;

/** Moves after which somebody relies on results having been compared: to validated, and everything beyond. */
const needsOutcomes = (transitions: readonly Transition[]): boolean =>
  transitions.some((transition) => transition !== 'planned>shadow');

/** Complete evidence about what customers see, whichever workload it was taken from, from after an instant. */
const shows = (run: RunFact, after: Date): boolean =>
  run.layer === 'outcome' &&
  !run.baseline &&
  run.supersededBy === null &&
  run.status === 'completed' &&
  run.discrepanciesComplete &&
  run.window.to > after;

/** What made a lane go back is not refuted by evidence from before it did. */
const notSeenSince = ({ returned }: Question, runs: readonly RunFact[]): StructuralBlock[] =>
  returned
    .filter(({ at }) => !runs.some((run) => shows(run, at)))
    .map(({ lane, at }) => ({
      code: 'no_run_since_rollback' as const,
      message: `${capitalised(laneWords(lane))} went back on ${momentText(at)}, and no complete run of outcomes whose window ended after that has come yet.`,
    }));

/** What is missing in the criteria set and the context itself for this move's gate to open at all. */
export const structuralBlocks = (
  question: Question,
  { expectedChecks, runs }: { expectedChecks: readonly ExpectedCheck[]; runs: readonly RunFact[] },
): StructuralBlock[] => {
  const criteria = criteriaOf(question.document, question.transitions);
  const move = question.transitions.join(', ').replaceAll('>', ' to ');
  const blocks: StructuralBlock[] = [];
  if (expectedChecks.length === 0) {
    blocks.push({
      code: 'no_expected_checks',
      message: 'The context declares no expected checks, so silence could pass for agreement.',
    });
  }
  if (!criteria.some((criterion) => criterion.blocking)) {
    blocks.push({
      code: 'no_blocking_criterion',
      message: `The criteria set names no blocking criterion for ${move}.`,
    });
  }
  if (!needsOutcomes(question.transitions)) return blocks;
  blocks.push(...notSeenSince(question, runs));
  const outcomeLevel = criteria.filter(isOutcomeLevel);
  const bare = question.lanes.filter((lane) => !outcomeLevel.some((criterion) => isAbout(criterion, lane)));
  if (outcomeLevel.length === 0) {
    const message = `The criteria set names no blocking criterion at the level of outcomes for ${move}.`;
    blocks.push({ code: 'no_outcome_criterion', message });
  } else if (bare.length > 0) {
    const lanes = bare.map(laneWords).sort();
    const message = `No blocking criterion at the level of outcomes is about ${lanes.join(', ')}.`;
    blocks.push({ code: 'no_outcome_criterion', message });
  }
  return blocks;
};
