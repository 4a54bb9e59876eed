import { Moment } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionView, SaidEntry } from '@/lib/contract/views/decision';

/** The name stands in bold where the sentence begins with it; what came of an act is told without one. */
const afterName = (sentence: string, name: string): string | null =>
  sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : null;

function Told({ entry, program }: { entry: SaidEntry; program: string }) {
  const { actor, sentence } = entry;
  const rest = afterName(sentence, actor.name);
  if (rest === null) return <Prose text={sentence} program={program} />;
  return (
    <>
      <b>
        {actor.name}
        {actor.you ? ' (you)' : ''}
      </b>{' '}
      <Prose text={rest} program={program} />
    </>
  );
}

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
                <Told entry={entry} program={program.slug} />
                {entry.quote === null ? null : <blockquote className="quote">{entry.quote}</blockquote>}
              </div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
