import { When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { quoted } from '@/components/format/quoted';
import { dueIn } from '@/components/format/time';
import { Icon } from '@/components/icons/icon';
import { decisionLooks, Fate } from '@/components/states/decision';
import { evaluationLooks } from '@/components/states/evaluation';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { DecisionView, Missing } from '@/lib/contract/views/decision';
import { Acts } from './acts';

function MissingMark({ item }: { item: Missing }) {
  if (item.outcome !== null) return <Icon name={evaluationLooks[item.outcome].icon} />;
  if (item.mark === 'slot') return <i className={item.you ? 'slot you' : 'slot'} aria-hidden="true" />;
  return <Icon name="info" />;
}

const stepsOf = ({ state, scheduledFor }: DecisionView): DecisionView['state'][] => [
  ...(state === 'draft' ? (['draft'] as const) : []),
  'open',
  'approved',
  ...(scheduledFor === null ? [] : (['scheduled'] as const)),
  'executed',
];

/** Where a live decision stands on its way. */
function Path({ view }: { view: DecisionView }) {
  const steps = stepsOf(view);
  const at = steps.indexOf(view.state);
  return (
    <ol className="fate">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'past' : index === at ? 'now' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}

const standing = ({ state, missing }: DecisionView): string => {
  if (!decisionLooks[state].live) return `It is ${decisionLooks[state].word}`;
  if (state === 'draft') return 'A draft, not proposed yet';
  if (state === 'scheduled') return 'Scheduled, executed by itself';
  if (missing.length === 0) return state === 'approved' ? 'Approved, ready to be executed' : 'Open, nothing is missing';
  return `${state === 'approved' ? 'Approved' : 'Open'}, waits for ${missing.length === 1 ? 'one thing' : `${missing.length} things`}`;
};

/** How a decision that is over ended. */
function Ended({ view }: { view: DecisionView }) {
  return (
    <>
      <p>
        <Fate state={view.state} />
        {view.closedAt === null ? null : (
          <span className="faint">
            , <When at={view.closedAt} now={view.now} />
          </span>
        )}
      </p>
      {view.closedReason === null ? null : <p className="quote data">{quoted(view.closedReason)}</p>}
    </>
  );
}

/** What it waits for, what one would sign, and the acts with their reasons. */
export function Panel({ view }: { view: DecisionView }) {
  const live = decisionLooks[view.state].live;
  const limit = view.dueAt ?? view.expiresAt;
  return (
    <aside className="panel" id="sign" aria-label="Sign-off">
      <div>
        <h2>{standing(view)}</h2>
        {live ? (
          <>
            <ul className="waits">
              {view.missing.map((item) => (
                <li
                  key={`${item.code} ${item.message}`}
                  className={item.outcome === null ? 'open' : evaluationLooks[item.outcome].tone}
                >
                  <MissingMark item={item} />
                  <span>
                    <Prose text={item.message} program={view.program.slug} />
                    {item.you ? <b> You can.</b> : null}
                  </span>
                </li>
              ))}
            </ul>
            <Path view={view} />
            {limit === null ? null : (
              <p className="why">
                {view.dueAt === null ? 'Expires' : 'The review is due'} {dueIn(limit, view.now)}, on{' '}
                <When at={limit} now={view.now} />.
              </p>
            )}
          </>
        ) : (
          <Ended view={view} />
        )}
      </div>
      <Acts view={view} />
      <div>
        <Link href={paths.record(view.program.slug, view.number)}>
          <Icon name="print" className="small" /> The record, for print and as JSON
        </Link>
      </div>
    </aside>
  );
}
