import { Moment, When } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { MyWorkView } from '@/lib/contract/views/my-work';

type Line = { program: { slug: string }; number: number; title: string; context: { name: string } | null };

function Row({ line, icon, end }: { line: Line; icon: IconName; end: React.ReactNode }) {
  return (
    <li>
      <Icon name={icon} />
      <span className="grow">
        <Link className="strong" href={paths.decision(line.program.slug, line.number)}>
          {line.title}
        </Link>
        <span className="sub">
          <span className="id">D-{line.number}</span>, {line.context?.name ?? 'the whole program'}
        </span>
      </span>
      <span className="end">{end}</span>
    </li>
  );
}

/** What stands beside what waits: dates that come, reviews that are due, one's drafts, one's holds. Empty ones are not shown. */
export function Standing({ view }: { view: MyWorkView }) {
  const { scheduled, reviews, drafts, holds, now } = view;
  const key = ({ program, number }: Line) => `${program.slug} ${number}`;
  return (
    <div className="half standing">
      {reviews.length === 0 ? null : (
        <Section title="Reviews due" note={reviews.length}>
          <ul className="rows">
            {reviews.map((review) => (
              <Row
                key={key(review)}
                line={review}
                icon={review.kind === 'review_break_glass' ? 'hazard' : 'back'}
                end={<Moment at={review.dueAt} now={now} as="dueIn" className={review.overdue ? 'bad' : ''} />}
              />
            ))}
          </ul>
        </Section>
      )}
      {scheduled.length === 0 ? null : (
        <Section title="Executed by itself" note={scheduled.length}>
          <ul className="rows">
            {scheduled.map((each) => (
              <Row
                key={key(each)}
                line={each}
                icon="f-scheduled"
                end={
                  <>
                    <When at={each.at} now={now} />
                    <span className="sub">
                      <Moment at={each.at} now={now} />
                    </span>
                  </>
                }
              />
            ))}
          </ul>
        </Section>
      )}
      {drafts.length === 0 ? null : (
        <Section title="Your drafts" note={drafts.length}>
          <ul className="rows">
            {drafts.map((draft) => (
              <Row
                key={key(draft)}
                line={draft}
                icon="f-draft"
                end={<Moment at={draft.draftedAt} now={now} as="sinceTime" />}
              />
            ))}
          </ul>
        </Section>
      )}
      {holds.length === 0 ? null : (
        <Section title="Holds you placed" note={holds.length}>
          <ul className="rows">
            {holds.map((hold) => (
              <li key={hold.id}>
                <Icon name="hold" />
                <span className="grow">
                  <Link
                    className="strong"
                    href={
                      hold.context === null
                        ? paths.board(hold.program.slug)
                        : paths.context(hold.program.slug, hold.context.slug)
                    }
                  >
                    {hold.context?.name ?? hold.program.name}
                  </Link>
                  <span className="sub pretty">“{hold.reason}”</span>
                </span>
                <span className="end">
                  {hold.until === null ? (
                    <>
                      since <Moment at={hold.placedAt} now={now} as="sinceTime" />
                    </>
                  ) : (
                    <>
                      until <When at={hold.until} now={now} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
