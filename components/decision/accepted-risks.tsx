import { Moment, When } from '@/components/format/moment';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { AcceptedRiskView, DecisionView } from '@/lib/contract/views/decision';

/** Gaps that named people own until named days, each with its mitigation, and the gate with and without them. */
export function AcceptedRisks({ view, risks }: { view: DecisionView; risks: AcceptedRiskView[] }) {
  const { program, now, closedAt } = view;
  if (risks.length === 0) return 'None was accepted.';
  const tally = view.criteria?.gate.tally ?? null;
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
              {risk.owner} {closedAt === null ? 'owns' : 'owned'} it until <When at={risk.until} now={now} />
              {closedAt === null ? (
                <>
                  , <Moment at={risk.until} now={now} as="dueIn" />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {tally === null ? null : (
        <p className="scores">
          <span>
            <b>
              {tally.withRisks} of {tally.asked}
            </b>{' '}
            with {risks.length === 1 ? 'it' : 'them'}
          </span>
          <span>
            <b>
              {tally.met} of {tally.asked}
            </b>{' '}
            without
          </span>
        </p>
      )}
    </>
  );
}
