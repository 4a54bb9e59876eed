import { WayBackLine } from '@/components/charts/way-back';
import { When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { Section } from '@/components/ui/section';
import type { DecisionView } from '@/lib/contract/views/decision';

const noteOf = ({ state, days }: DecisionView['wayBack']): string | undefined => {
  if (state === 'not_needed') return undefined;
  if (state === 'closed') return 'closed';
  return days === null ? state : `${state} for ${days} days, then closed`;
};

/** The window with its dates, and what going back would mean. */
export function WayBack({ view, numbered = true }: { view: DecisionView; numbered?: boolean }) {
  const { wayBack, now, program } = view;
  const { opensAt, closesAt } = wayBack;
  return (
    <Section id="back" {...(numbered ? { step: 4 } : {})} title="The way back" note={noteOf(wayBack)}>
      <div className="backway">
        {opensAt === null || closesAt === null ? null : (
          <>
            <WayBackLine
              now={now}
              opensAt={opensAt}
              closesAt={closesAt}
              endedAt={wayBack.endedAt}
              planned={view.state !== 'executed'}
            />
            <ol className="feed tall">
              <li>
                <When at={opensAt} now={now} as="day" />
                <p>The way back opens.</p>
              </li>
              <li>
                <When at={closesAt} now={now} as="day" />
                <p>The way back closes. After it, going back takes a new decision.</p>
              </li>
            </ol>
          </>
        )}
        <p className="quiet pretty">
          <Prose text={wayBack.sentence} program={program.slug} />
        </p>
      </div>
    </Section>
  );
}
