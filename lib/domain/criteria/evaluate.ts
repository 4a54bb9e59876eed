import { type CohortAudience, type Lane, laneNameOf, laneText } from '@/lib/domain/authority/lane';
import type { WayBackProof } from '@/lib/domain/authority/way-back';
import type { Transition } from '@/lib/domain/stage/transition';
import { evaluateAttestation } from './attestation';
import { evaluateCoverage } from './coverage';
import { type CriteriaSetDocument, type Criterion, criteriaOf, expectedChecksKey, wayBackKey } from './criteria-set';
import { evaluateDiscrepancyCeiling } from './discrepancy-ceiling';
import { type Evaluation, type Finding, noWindow } from './evaluation';
import { evaluateExpectedChecks } from './expected-checks';
import type { AttestationFact, ExpectedCheck, PatternFact, RunFact } from './facts';
import { evaluateMatchRate } from './match-rate';
import { evaluateWayBack } from './way-back';

/** Everything that a context's criteria are evaluated from. The order of any list makes no difference. */
export type Evidence = {
  runs: readonly RunFact[];
  patterns: readonly PatternFact[];
  attestations: readonly AttestationFact[];
  expectedChecks: readonly ExpectedCheck[];
  /** Proofs of the way back of the context's workloads. */
  proofs: readonly WayBackProof[];
};

export type Question = {
  document: CriteriaSetDocument;
  /** What the move is made of; two for a context with a single lane that goes to full at once. */
  transitions: readonly Transition[];
  /** The lanes that the move takes to target; none for a move without lanes. */
  lanes: readonly Lane[];
  /** Of those lanes, the ones that came back from target, and when that took effect. */
  returned: readonly { lane: Lane; at: Date }[];
  /** All cohorts of the context. */
  cohorts: readonly CohortAudience[];
};

const head = (
  criterion: Criterion,
  lane: Lane | null,
): Pick<Evaluation, 'key' | 'criterion' | 'lane' | 'gate' | 'kind' | 'blocking'> => {
  const name = lane === null ? null : laneNameOf(lane);
  return {
    key: name === null ? criterion.key : `${criterion.key} ${laneText(name)}`,
    criterion: criterion.key,
    lane: name,
    gate: criterion.gate,
    kind: criterion.kind,
    blocking: criterion.blocking,
  };
};

const find = (criterion: Criterion, question: Question, evidence: Evidence, at: Date, lane: Lane | null): Finding => {
  switch (criterion.kind) {
    case 'match_rate':
      return evaluateMatchRate(
        criterion,
        evidence.runs,
        at,
        lane === null ? null : { lane, cohorts: question.cohorts },
      );
    case 'discrepancy_ceiling':
      return evaluateDiscrepancyCeiling(criterion, evidence.runs, evidence.patterns, at, lane);
    case 'coverage':
      return evaluateCoverage(criterion, evidence.runs, evidence.attestations, at);
    case 'attestation':
      return evaluateAttestation(criterion, evidence.attestations, at);
  }
};

/** Which lanes a criterion of scope `lanes` is about: those of its workload, or all. */
export const lanesOfCriterion = (criterion: Criterion, lanes: readonly Lane[]): readonly Lane[] =>
  lanes.filter(
    (lane) => !('workload' in criterion) || criterion.workload === undefined || criterion.workload === lane.workload,
  );

const nobody = (criterion: Criterion): Evaluation => ({
  ...head(criterion, null),
  outcome: 'insufficient',
  value: null,
  threshold: 'threshold' in criterion ? criterion.threshold : 'max' in criterion ? String(criterion.max) : '1',
  sampleSize: null,
  window: noWindow,
  validUntil: null,
  evidence: [],
  sentence: 'This is asked of each lane that moves, and no lane is named.',
});

const evaluateOne = (criterion: Criterion, question: Question, evidence: Evidence, at: Date): Evaluation[] => {
  if (criterion.scope === 'context') {
    return [{ ...head(criterion, null), ...find(criterion, question, evidence, at, null) }];
  }
  if (question.lanes.length === 0) return [nobody(criterion)];
  const lanes = [...lanesOfCriterion(criterion, question.lanes)].sort((a, b) =>
    laneText(laneNameOf(a)) < laneText(laneNameOf(b)) ? -1 : 1,
  );
  return lanes.map((lane) => ({ ...head(criterion, lane), ...find(criterion, question, evidence, at, lane) }));
};

const wayBack = (question: Question, evidence: Evidence, at: Date): Evaluation[] =>
  question.lanes.length === 0
    ? []
    : [
        {
          key: wayBackKey,
          criterion: wayBackKey,
          lane: null,
          gate: 'operations',
          kind: 'way_back',
          blocking: true,
          ...evaluateWayBack(question.lanes, evidence.proofs, at),
        },
      ];

/**
 * Evaluates every criterion of a move at an instant, from shadow on the expected checks of the context, and where lanes
 * move to target whether their way back is proven.
 */
export const evaluateCriteria = (question: Question, evidence: Evidence, at: Date): Evaluation[] => {
  const own = criteriaOf(question.document, question.transitions).flatMap((criterion) =>
    evaluateOne(criterion, question, evidence, at),
  );
  if (question.transitions.every((transition) => transition === 'planned>shadow')) return own;
  const expected: Evaluation = {
    key: expectedChecksKey,
    criterion: expectedChecksKey,
    lane: null,
    gate: 'data_and_state',
    kind: 'expected_checks',
    blocking: true,
    ...evaluateExpectedChecks(evidence.expectedChecks, evidence.runs, at),
  };
  return [expected, ...own, ...wayBack(question, evidence, at)];
};
