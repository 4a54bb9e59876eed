import { Moment } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { dayOf } from '@/components/format/time';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import { AcceptedRisks } from './accepted-risks';

function OpenPatterns({ view }: { view: DecisionView }) {
  const { program, patterns, now } = view;
  if (patterns === null) return null;
  return (
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
  );
}

/** How earlier moves of these lanes ended; a kind that moves none is asked only where there were some. */
function TriedBefore({ view }: { view: DecisionView }) {
  const { program, tried, change } = view;
  if (change.changed.length === 0 && tried.length === 0) return null;
  return (
    <tr>
      <td>Tried before</td>
      <td>
        {tried.length === 0 ? (
          view.closedAt === null ? (
            'These lanes have not been moved before.'
          ) : (
            'These lanes had not been moved before.'
          )
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
  );
}

const quietText = ({ context }: DecisionView): string =>
  context === null
    ? 'It is about the whole program: no lane moves by it, and no pattern or risk is its own.'
    : 'It is over and moved no lane; what is open today stands with its context.';

/** Open patterns, holds, accepted risks, and how earlier moves of these lanes ended; of what is over, as it stood then. */
export function Risks({ view }: { view: DecisionView }) {
  const { change, patterns, holds, tried, risks, closedAt, now } = view;
  const empty = patterns === null && risks === null && change.changed.length === 0 && tried.length === 0;
  return (
    <Section
      id="wrong"
      step={3}
      title="What could go wrong"
      note={closedAt === null || empty ? undefined : `as it stood on ${dayOf(closedAt, now)}`}
    >
      {empty ? (
        <p className="data quiet">{quietText(view)}</p>
      ) : (
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
            <OpenPatterns view={view} />
            {risks === null ? null : (
              <tr>
                <td>Accepted risks</td>
                <td>
                  <AcceptedRisks view={view} risks={risks} />
                </td>
              </tr>
            )}
            <TriedBefore view={view} />
          </tbody>
        </table>
      )}
    </Section>
  );
}
