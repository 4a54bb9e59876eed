import { WayBackLine } from '@/components/charts/way-back';
import { Moment, When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { Icon } from '@/components/icons/icon';
import { Section } from '@/components/ui/section';
import type { DecisionView } from '@/lib/contract/views/decision';

const noteOf = ({ state, days }: DecisionView['wayBack']): string | undefined => {
  if (state === 'not_needed') return undefined;
  if (state === 'closed') return 'closed';
  return days === null ? state : `${state} for ${days} days, then closed`;
};

/** "writes: lossless, proven 20 Oct, counts until 19 Nov." with where it can be read. */
function Proof({ proof, now }: { proof: DecisionView['proofs'][number]; now: string }) {
  const { workload, state, quality, evidence, provenAt, validUntil } = proof;
  if (state === 'none' || provenAt === null || validUntil === null) {
    return (
      <p>
        <span className="verdict insufficient">
          <Icon name="insufficient" />
          {workload}: not proven
        </span>
      </p>
    );
  }
  return (
    <p>
      <span className={state === 'current' ? 'verdict met' : 'verdict stale'}>
        <Icon name={state === 'current' ? 'met' : 'stale'} />
        {workload}: {state === 'current' ? quality : 'the proof ended'},
      </span>
      <span className="quiet">
        {' '}
        proven <Moment at={provenAt} now={now} as="sinceTime" />, counts until{' '}
        <When at={validUntil} now={now} as="day" />. {evidence}
      </span>
    </p>
  );
}

/** The window with its dates, and what going back would mean. */
export function WayBack({ view, numbered = true }: { view: DecisionView; numbered?: boolean }) {
  const { wayBack, now, program } = view;
  const { opensAt, closesAt, extended } = wayBack;
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
              from={wayBack.extended?.from ?? null}
              planned={view.state !== 'executed'}
            />
            <ol className="feed tall">
              <li>
                <When at={opensAt} now={now} as="day" />
                <p>The way back opens.</p>
              </li>
              {extended === null ? null : (
                <li>
                  <When at={extended.from} now={now} as="day" />
                  <p>Without its extension the way back {extended.from < now ? 'closed' : 'closes'}.</p>
                </li>
              )}
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
        {view.proofs.length === 0 ? null : (
          <ul className="proofs">
            {view.proofs.map((proof) => (
              <li key={proof.workload}>
                <Proof proof={proof} now={now} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
