import Link from 'next/link';
import { Moment, When } from '@/components/format/moment';
import { outcomeCounts } from '@/components/states/evaluation';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import type { EvaluationOutcome } from '@/lib/domain/words';

/** The gate with what was accepted, and without it: both scores, so that nobody takes a waiver for agreement. */
const scores = (view: DecisionView): { with: string; without: string } | null => {
  if (view.criteria === null) return null;
  const outcomes = view.criteria.items.map(({ now }) => now.outcome);
  const bare = outcomes.map((outcome): EvaluationOutcome => (outcome === 'waived' ? 'not_met' : outcome));
  return { with: outcomeCounts(outcomes), without: outcomeCounts(bare) };
};

/** Gaps that named people own until named days, each with its mitigation, and the gate with and without them. */
export function AcceptedRisks({ view }: { view: DecisionView }) {
  const { risks, program, now } = view;
  if (risks.length === 0) return 'None was accepted.';
  const both = scores(view);
  return (
    <>
      <ul>
        {risks.map((risk) => (
          <li key={risk.decision}>
            <Link className="id" href={paths.decision(program.slug, risk.decision)}>
              D-{risk.decision}
            </Link>{' '}
            {risk.gap} Mitigation: {risk.mitigation}
            <span className="sub">
              {risk.owner} owns it until <When at={risk.until} now={now} />,{' '}
              <Moment at={risk.until} now={now} as="dueIn" />
            </span>
          </li>
        ))}
      </ul>
      {both === null ? null : (
        <p className="scores">
          <span>
            <b>{both.with}</b> with it
          </span>
          <span>
            <b>{both.without}</b> without it
          </span>
        </p>
      )}
    </>
  );
}
