import { Moment } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import { AcceptedRisks } from './accepted-risks';

/** Open patterns, holds, and how earlier moves of these lanes ended. */
export function Risks({ view }: { view: DecisionView }) {
  const { program, change, patterns, holds, tried, now } = view;
  if (view.context === null) {
    return (
      <Section id="wrong" step={3} title="What could go wrong">
        <p className="data quiet">
          It is about the whole program: no lane moves by it, and no pattern or risk is its own.
        </p>
      </Section>
    );
  }
  return (
    <Section id="wrong" step={3} title="What could go wrong">
      <table className="wrong-table stack">
        <tbody>
          {holds.length === 0 ? null : (
            <tr>
              <td>Holds</td>
              <td>
                {holds.map((hold) => (
                  <p key={hold.id}>
                    Held by {hold.placedBy}, <Moment at={hold.placedAt} now={now} />: “{hold.reason}”
                  </p>
                ))}
              </td>
            </tr>
          )}
          <tr>
            <td>Open patterns</td>
            <td>
              {patterns.length === 0 ? (
                'None is open in this context.'
              ) : (
                <ul>
                  {patterns.map((pattern) => (
                    <li key={pattern.id}>
                      <SeverityMark severity={pattern.severity} />{' '}
                      <Link className="id" href={paths.pattern(program.slug, pattern.number)}>
                        P-{pattern.number}
                      </Link>{' '}
                      {typeset(pattern.sentence)}, {integer(pattern.total)} since{' '}
                      <Moment at={pattern.firstSeenAt} now={now} as="sinceTime" />.
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
          <tr>
            <td>Accepted risks</td>
            <td>
              <AcceptedRisks view={view} />
            </td>
          </tr>
          {change.changed.length === 0 && tried.length === 0 ? null : (
            <tr>
              <td>Tried before</td>
              <td>
                {tried.length === 0 ? (
                  'These lanes have not been moved before.'
                ) : (
                  <ul>
                    {tried.map((each) => (
                      <li key={each.number}>
                        <Prose text={each.sentence} program={program.slug} />
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Section>
  );
}
