import { Drift } from '@/components/authority/drift';
import { Matrix } from '@/components/authority/matrix';
import { Readiness, Structural } from '@/components/criteria/readiness';
import { Moment } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { HoldButton } from '@/components/hold/hold-dialog';
import { HoldNote } from '@/components/hold/hold-note';
import { PipCounts } from '@/components/states/pips';
import { SideMark } from '@/components/states/side';
import { StageTrack } from '@/components/states/stage-track';
import { Feed } from '@/components/ui/feed';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Empty, Section } from '@/components/ui/section';
import { Windows } from '@/components/work/windows';
import { paths } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';
import { Attestables } from './attestables';
import { BreakGlass } from './break-glass';
import { ExpectedChecks } from './expected-checks';
import { Foot } from './foot';
import { AcceptRisk, AuthoriseReplay, ExtendWindow, RedrawLanes, RetireLegacy } from './governing-acts';
import { Reconciliation } from './reconciliation';
import { ReviewNotes } from './review-notes';
import { RollbackButton } from './rollback-dialog';
import { Top } from './top';
import { WayBackProofs } from './way-back';

/** One context: what counts as the same, who holds authority, whether it can move, and what the comparisons say. */
export function ContextPage({ view }: { view: ContextView }) {
  const { program, now, readiness } = view;
  return (
    <>
      <Top view={view} />
      <div className="wide-track">
        <StageTrack stages={view.track} named />
      </div>
      {view.holds.map((hold) => (
        <HoldNote key={hold.id} hold={hold} program={program.slug} now={now} />
      ))}
      <ReviewNotes reviews={view.reviews} program={program.slug} now={now} />
      <Section
        id="authority"
        title="Authority"
        note={<Prose text={view.authority.sentence} program={program.slug} />}
        end={
          <span className="legend">
            <SideMark side="legacy" /> <SideMark side="target" />
          </span>
        }
      >
        {view.authority.cells.length === 0 ? (
          <Empty>Authority is recorded from shadow on. Until then legacy answers everything.</Empty>
        ) : (
          <Scroll label="Authority by lane">
            <Matrix matrix={view.authority} now={now} program={view.name} routers={view.authority.routers} />
          </Scroll>
        )}
        <Drift routers={view.authority.routers} now={now} />
        {view.windows.length === 0 ? null : <Windows windows={view.windows} now={now} />}
        <div className="row-of data">
          {view.windows.length === 0 ? null : (
            <RollbackButton
              choice={view.rollback}
              program={program.slug}
              context={view.slug}
              name={view.name}
              now={now}
            />
          )}
          {view.windows.length === 0 ? null : <ExtendWindow view={view} />}
          <HoldButton
            act={view.placeHold}
            place={{ program, context: { slug: view.slug, name: view.name } }}
            zone={program.zone}
            now={now}
          />
          <RedrawLanes view={view} />
          <RetireLegacy view={view} />
          <AuthoriseReplay view={view} />
        </div>
        <BreakGlass
          choice={view.breakGlass}
          stepUp={view.stepUp}
          program={program.slug}
          context={view.slug}
          name={view.name}
          now={now}
        />
      </Section>
      <Section
        id="readiness"
        title="Readiness"
        note={
          readiness === null ? undefined : (
            <>
              {readiness.gate.from} → {readiness.gate.to}, criteria set v{readiness.criteriaVersion}.{' '}
              <PipCounts outcomes={readiness.gate.outcomes} />
            </>
          )
        }
      >
        {view.proposing.changeCriteria.allowed && view.stage !== 'planned' ? (
          <p className="data">
            <Link href={paths.criteria(program.slug, view.slug)}>Change what is asked…</Link>
          </p>
        ) : null}
        {readiness === null ? (
          <Empty>No criterion is asked from here on: no transition is ahead, or its criteria set is empty.</Empty>
        ) : (
          <>
            <Structural reasons={readiness.structural} />
            <Readiness
              evaluations={readiness.evaluations}
              program={program.slug}
              offer={(evaluation) => <AcceptRisk view={view} evaluation={evaluation} />}
            />
          </>
        )}
      </Section>
      {view.stage === 'planned' ? null : <WayBackProofs view={view} />}
      <Attestables view={view} />
      <Reconciliation view={view} />
      <ExpectedChecks checks={view.expectedChecks} program={program.slug} now={now} />
      <Foot view={view} />
      <Section title="History" end={<Link href={`${paths.ledger(program.slug)}?context=${view.slug}`}>All</Link>}>
        <Feed entries={view.history.slice(0, 10)} program={program.slug} now={now} />
      </Section>
      <p className="faint data">
        As of <Moment at={now} now={now} as="sinceTime" /> UTC.
      </p>
    </>
  );
}
