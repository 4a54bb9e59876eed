import { byText } from '@/lib/domain/kernel/by-text';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Transition } from '@/lib/domain/stage/transition';
import { type AcceptedRisk, isInForce, riskDigest } from './accepted-risk';
import { type CriteriaSetDocument, type Criterion, criteriaOf, declaredKey } from './criteria-set';
import type { Evaluation } from './evaluation';
import { momentText } from './sentence';

export type Waiving = {
  document: CriteriaSetDocument;
  /** What the move is made of. */
  transitions: readonly Transition[];
  risks: readonly AcceptedRisk[];
};

/** The criterion behind an evaluation, as the move asks it; undefined for what no criteria set names. */
const criterionOf = ({ document, transitions }: Waiving, key: string): Criterion | undefined =>
  criteriaOf(document, transitions).find((criterion) => criterion.key === key);

const alike = (a: Criterion, b: Criterion): boolean =>
  documentDigest({ ...a, key: declaredKey(a) }) === documentDigest({ ...b, key: declaredKey(b) });

const covers = (waiving: Waiving, risk: AcceptedRisk, criterion: Criterion): boolean => {
  if (risk.criterion !== declaredKey(criterion)) return false;
  // Who accepted the gap saw what was asked then; what asks otherwise under the same key is a gap of its own.
  if (risk.asked !== undefined && !risk.asked.some((then) => alike(then, criterion))) return false;
  // What stands word for word in two transitions of the move counts once, and is owned where both are.
  const asking = waiving.transitions.filter((move) =>
    criteriaOf(waiving.document, [move]).some((own) => own.key === risk.criterion && alike(own, criterion)),
  );
  return risk.transition === null || asking.every((move) => move === risk.transition);
};

const stands = ({ outcome }: Evaluation): boolean => outcome === 'met' || outcome === 'waived';

/**
 * Criteria that do not stand by themselves and whose gap somebody owns at `at` are waived until that ends. What no
 * criteria set names is asked of everybody and cannot be waived; what is met needs no waiver.
 */
export const waive = (evaluations: readonly Evaluation[], waiving: Waiving, at: Date): Evaluation[] =>
  evaluations.map((evaluation) => {
    const criterion = criterionOf(waiving, evaluation.criterion);
    if (criterion === undefined || stands(evaluation)) return evaluation;
    const owned = waiving.risks
      .filter((risk) => isInForce(risk, at) && covers(waiving, risk, criterion))
      .sort((a, b) => b.until.getTime() - a.until.getTime() || byText(a.id, b.id));
    const [risk] = owned;
    if (risk === undefined) return evaluation;
    const { owner, decision, until } = risk;
    return {
      ...evaluation,
      outcome: 'waived',
      validUntil: until,
      evidence: [...evaluation.evidence, { kind: 'risk' as const, id: risk.id, digest: riskDigest(risk) }],
      sentence: `${evaluation.sentence} ${owner.name} owns that until ${momentText(until)}, by D-${decision.number}.`,
    };
  });
