import type { EvaluationOutcome } from '@/lib/domain/words';
import { evaluationLooks, outcomeCounts, outcomeOrder } from './evaluation';

/** A gate at a glance: short marks let it open, tall ones do not. The counts stand beside them in words. */
export function Pips({ outcomes }: { outcomes: readonly EvaluationOutcome[] }) {
  const ordered = outcomes.toSorted((a, b) => outcomeOrder.indexOf(a) - outcomeOrder.indexOf(b));
  return (
    <span className="pips" aria-hidden="true">
      {ordered.map((outcome, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity, only an order
        <i key={index} className={evaluationLooks[outcome].tone} />
      ))}
    </span>
  );
}

/** Pips with their counts in words. */
export function PipCounts({ outcomes }: { outcomes: readonly EvaluationOutcome[] }) {
  if (outcomes.length === 0) return <b>no criterion is set</b>;
  return (
    <>
      <Pips outcomes={outcomes} />
      <b>{outcomeCounts(outcomes)}</b>
    </>
  );
}
