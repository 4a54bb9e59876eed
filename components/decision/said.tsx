import { Moment } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';

/** The name stands in bold before the sentence; it is not said twice. */
const withoutName = (sentence: string, name: string): string =>
  sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : sentence;

/** What people said, in serif; what happened by itself, in one line. Each opens its ledger entry. */
export function Said({ view }: { view: DecisionView }) {
  const { said, program, now } = view;
  return (
    <Section
      id="said"
      step={6}
      title="What was said"
      end={<Link href={paths.record(program.slug, view.number)}>The whole record, for print</Link>}
    >
      <ol className="said">
        {said.map((entry) => (
          <li key={`${entry.ledgerIndex} ${entry.sentence}`}>
            <Link
              className="plain"
              href={paths.entry(program.slug, entry.ledgerIndex)}
              title={`Ledger entry ${entry.ledgerIndex}`}
            >
              <Moment at={entry.at} now={now} as="sinceTime" />
            </Link>
            {entry.kind === 'system' ? (
              <p className="sys">
                <Prose text={entry.sentence} program={program.slug} />
              </p>
            ) : (
              <div>
                <b>
                  {entry.actor.name}
                  {entry.actor.you ? ' (you)' : ''}
                </b>{' '}
                <Prose text={withoutName(entry.sentence, entry.actor.name)} program={program.slug} />
                {entry.quote === null ? null : <blockquote className="quote">{entry.quote}</blockquote>}
              </div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
