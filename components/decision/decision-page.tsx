import { Moment, When } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { dayAndClock } from '@/components/format/time';
import { Icon } from '@/components/icons/icon';
import { Lock } from '@/components/lock/lock';
import { Fate } from '@/components/states/decision';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import { kindWords } from '@/lib/domain/decision/kind-words';
import { Change } from './change';
import { Panel } from './panel';
import { Revisions } from './revisions';
import { Risks } from './risks';
import { Said } from './said';
import { SignBar } from './sign-bar';
import { WayBack } from './way-back';
import { WhoDecides } from './who-decides';
import { WhyNow } from './why-now';

/** Read top to bottom in the order of thinking; who decides, and the acts, stand beside it. */
export function DecisionPage({ view }: { view: DecisionView }) {
  const { program, now } = view;
  return (
    <>
      <div className="decision">
        <article>
          <DecisionHead view={view} />
          {view.revisionNote === null ? null : (
            <div className="note stale" role="note">
              <Icon name="stale" />
              <p>
                <b>
                  Revision {view.revision} began <Moment at={view.revisionBegunAt} now={now} as="sinceTime" />,
                </b>{' '}
                <Prose text={view.revisionNote} program={program.slug} />
              </p>
            </div>
          )}
          {view.state === 'scheduled' && view.scheduledFor !== null ? (
            <div className="note scheduled" role="note">
              <Icon name="f-scheduled" />
              <p>
                <b>
                  Executed by itself <Moment at={view.scheduledFor} now={now} as="relative" />,
                </b>{' '}
                at <When at={view.scheduledFor} now={now} />, in the name of {view.proposedBy.name}, if everything still
                holds then. If not, or more than 15 minutes late, it is open again in a new revision.
              </p>
            </div>
          ) : null}
          <Change view={view} />
          <WhyNow view={view} />
          <Risks view={view} />
          <WayBack view={view} />
          <WhoDecides view={view} />
          <Said view={view} />
          <Revisions view={view} />
        </article>
        <Panel view={view} />
      </div>
      <SignBar view={view} />
    </>
  );
}

const fateDetail = ({ state, scheduledFor, revision, now }: DecisionView): string =>
  state === 'scheduled' && scheduledFor !== null
    ? `${dayAndClock(scheduledFor, now)}, revision ${revision}`
    : `revision ${revision}`;

/** Which decision it is, and the sentence that answers what it would do and what it waits for. */
export function DecisionHead({ view }: { view: DecisionView }) {
  const { program, context, now } = view;
  return (
    <div className="head">
      <div className="grow">
        <p className="kind">
          {context === null ? (
            <Link href={paths.board(program.slug)}>The whole program</Link>
          ) : (
            <>
              <Lock lock={context.lock} size={24} name={context.name} decorative />
              <Link href={paths.context(program.slug, context.slug)}>{context.name}</Link>
            </>
          )}
          <span className="tag">{kindWords[view.kind]}</span>
          {view.from === null || view.to === null ? null : (
            <span>
              {view.from} → {view.to}
            </span>
          )}
          <Fate state={view.state} detail={fateDetail(view)} />
          {view.state === 'executed' && view.effectiveFrom !== null ? (
            <span>
              {view.effectiveFrom > now ? 'takes effect' : 'in effect since'}{' '}
              <When at={view.effectiveFrom} now={now} as="stamp" /> UTC
            </span>
          ) : null}
        </p>
        <h1>{view.title}</h1>
        <p className="lede">
          <Prose text={view.lede} program={program.slug} links={false} />
        </p>
        {view.rationale === '' ? null : (
          <div className="reason">
            <p className="faint">Why, by {view.proposedBy.name}</p>
            <p className="quote">{typeset(view.rationale)}</p>
          </div>
        )}
      </div>
    </div>
  );
}
