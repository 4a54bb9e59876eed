import { byText } from '@/lib/domain/kernel/by-text';
import type { Transition } from '@/lib/domain/stage/transition';
import { type AcceptedRisk, isInForce, riskDigest } from './accepted-risk';
import { type CriteriaSetDocument, criteriaOf, declaredKey } from './criteria-set';
import type { Evaluation } from './evaluation';

export type Waiving = {
  document: CriteriaSetDocument;
  /** What the move is made of. */
  transitions: readonly Transition[];
  risks: readonly AcceptedRisk[];
};

/** The transitions of a move that ask a criterion, as an evaluation names it. */
const askedBy = ({ document, transitions }: Waiving, criterion: string): Transition[] =>
  transitions.filter(
    (move) =>
      criterion === `${declaredKey({ key: criterion })}@${move}` ||
      (!criterion.includes('@') && criteriaOf(document, [move]).some(({ key }) => key === criterion)),
  );

const isBuiltIn = ({ document, transitions }: Waiving, criterion: string): boolean =>
  criteriaOf(document, transitions).every(({ key }) => key !== criterion);

const covers = (waiving: Waiving, risk: AcceptedRisk, { criterion }: Evaluation): boolean =>
  risk.criterion === declaredKey({ key: criterion }) &&
  (risk.transition === null || askedBy(waiving, criterion).every((move) => move === risk.transition));

const stands = ({ outcome }: Evaluation): boolean => outcome === 'met' || outcome === 'waived';

/**
 * Criteria that do not stand by themselves and whose gap somebody owns at `at` are waived until that ends. What no
 * criteria set names is asked of everybody and cannot be waived; what is met needs no waiver.
 */
export const waive = (evaluations: readonly Evaluation[], waiving: Waiving, at: Date): Evaluation[] =>
  evaluations.map((evaluation) => {
    if (stands(evaluation) || isBuiltIn(waiving, evaluation.criterion)) return evaluation;
    const owned = waiving.risks
      .filter((risk) => isInForce(risk, at) && covers(waiving, risk, evaluation))
      .sort((a, b) => b.until.getTime() - a.until.getTime() || byText(a.id, b.id));
    const [risk] = owned;
    if (risk === undefined) return evaluation;
    const { owner, decision, until } = risk;
    return {
      ...evaluation,
      outcome: 'waived',
      validUntil: until,
      evidence: [...evaluation.evidence, { kind: 'risk' as const, id: risk.id, digest: riskDigest(risk) }],
      sentence: `${evaluation.sentence} ${owner.name} owns that until ${until.toISOString()}, by D-${decision.number}.`,
    };
  });
