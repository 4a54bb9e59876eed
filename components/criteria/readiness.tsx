import { counted } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { neededText, valueText } from '@/components/format/value';
import { gateWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { outcomeOrder, Verdict } from '@/components/states/evaluation';
import { Link } from '@/components/ui/link';
import type { EvaluationView, EvidenceRef } from '@/lib/contract/views/parts';

const kindNouns: Record<EvidenceRef['kind'], [string, string]> = {
  run: ['run', 'runs'],
  pattern: ['pattern', 'patterns'],
  attestation: ['attestation', 'attestations'],
  risk: ['accepted risk', 'accepted risks'],
  way_back_proof: ['proof', 'proofs'],
};

/** The evidence behind an evaluation: one is a link, several fold open. */
export function Evidence({ evidence }: { evidence: EvidenceRef[] }) {
  const [first] = evidence;
  if (first === undefined) return <span className="faint">none yet</span>;
  const link = (each: EvidenceRef) => (each.href === null ? each.label : <Link href={each.href}>{each.label}</Link>);
  if (evidence.length === 1) return link(first);
  const kinds = Object.entries(kindNouns).flatMap(([kind, [one, many]]) => {
    const count = evidence.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [counted(count, one, many)];
  });
  return (
    <details>
      <summary>{kinds.join(', ')}</summary>
      <span className="row-of">
        {evidence.map((each) => (
          <span key={each.label} className="id">
            {link(each)}
          </span>
        ))}
      </span>
    </details>
  );
}

/** What needs a look first, what is met last. */
export const byNeed = (a: { outcome: EvaluationView['outcome'] }, b: { outcome: EvaluationView['outcome'] }): number =>
  outcomeOrder.indexOf(b.outcome) - outcomeOrder.indexOf(a.outcome);

/** Why a gate cannot open whatever the evidence says. */
export function Structural({ reasons }: { reasons: string[] }) {
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason} className="hazard">
          <Icon name="hazard" />
          {reason}
        </li>
      ))}
    </ul>
  );
}

/** Criteria in sentences, with value against threshold and the evidence behind them. */
export function Readiness({
  evaluations,
  program,
  offer,
}: {
  evaluations: EvaluationView[];
  program: string;
  /** What one can do about one of them, under its sentence. */
  offer?: (evaluation: EvaluationView) => React.ReactNode;
}) {
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Evaluation</th>
          <th scope="col">Criterion</th>
          <th scope="col">Gate</th>
          <th scope="col" className="num">
            Value
          </th>
          <th scope="col" className="num">
            Needed
          </th>
          <th scope="col">Evidence</th>
        </tr>
      </thead>
      <tbody>
        {evaluations.toSorted(byNeed).map((evaluation) => (
          <tr key={evaluation.key} id={`criterion-${evaluation.key}`}>
            <td className="shrink">
              <Verdict outcome={evaluation.outcome} />
            </td>
            <td className="pretty">
              <Prose text={evaluation.sentence} program={program} />
              {evaluation.blocking ? null : <span className="faint"> Does not block.</span>}
              {offer?.(evaluation)}
            </td>
            <td className="faint shrink" data-th="Gate">
              {gateWords[evaluation.gate]}
            </td>
            <td className="num strong" data-th="Value">
              {valueText(evaluation.value, evaluation)}
            </td>
            <td className="num faint" data-th="Needed">
              {neededText(evaluation)}
            </td>
            <td data-th="Evidence">
              <Evidence evidence={evaluation.evidence} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
