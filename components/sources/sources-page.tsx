import { Moment } from '@/components/format/moment';
import { counted, integer, typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { Page } from '@/lib/contract/views/parts';
import type { SourcesFilter, SourcesView } from '@/lib/contract/views/sources';
import { OutcomeStreams } from './outcome-streams';
import { SourceTable } from './source-table';
import { Unclaimed } from './unclaimed';
import { Waiting } from './waiting';

type More = { path: string; filter: SourcesFilter; name: 'events' | 'streams' | 'waiting'; page: Page; noun: string };

/** The page before and after of a list that is not the page's first; nothing where one page holds it all. */
function More({ path, filter, name, page, noun }: More) {
  if (page.previous === null && page.next === null) return null;
  const to = (cursor: string) => withFilter(path, { ...filter, [name]: cursor });
  return (
    <nav className="pages" aria-label={`Pages of ${noun}s`}>
      <span>{counted(page.total, noun)}</span>
      <span className="end row-of">
        {page.previous === null ? null : (
          <Link className="btn small" href={to(page.previous)} rel="prev" scroll={false}>
            Earlier page
          </Link>
        )}
        {page.next === null ? null : (
          <Link className="btn small" href={to(page.next)} rel="next" scroll={false}>
            Next page
          </Link>
        )}
      </span>
    </nav>
  );
}

function NothingYet({ program }: { program: string }) {
  return (
    <Empty
      action={
        <Link className="btn primary" href={paths.settings(program)}>
          Issue a key
        </Link>
      }
    >
      A job sends with a key that may send runs: a run to{' '}
      <span className="mono">POST /api/v1/programs/{program}/runs</span>, another tool’s result to{' '}
      <span className="mono">…/runs:import</span>, outcomes of one side to <span className="mono">…/outcomes</span>,
      CloudEvents to <span className="mono">…/events</span>, OpenLineage to{' '}
      <span className="mono">/api/v1/lineage</span>. <a href="/docs/api">The API’s pages</a> show each.
    </Empty>
  );
}

const narrows = ({ context, standing, way }: SourcesFilter): boolean =>
  [context, standing, way].some((value) => value !== undefined);

function Nobody({ path, filter, noun }: { path: string; filter: SourcesFilter; noun: string }) {
  return narrows(filter) || filter.cursor !== undefined ? (
    <Empty
      action={
        <Link className="btn" href={path} scroll={false}>
          Show all
        </Link>
      }
    >
      No {noun} is of this kind.
    </Empty>
  ) : (
    <Empty>No {noun} is declared, expected or known by what it sent.</Empty>
  );
}

/** What needs a look stands open; what came in time is folded below it, unless it is all there is or was asked for. */
function Sources({ view }: { view: SourcesView }) {
  const { program, filter, now, rows, page } = view;
  const path = paths.sources(program.slug);
  const folds = filter.standing === undefined && rows.some(({ standing }) => standing !== 'in_time');
  const quiet = folds ? rows.filter(({ standing }) => standing === 'in_time') : [];
  const open = rows.filter((row) => !quiet.includes(row));
  const [soonest] = quiet.flatMap(({ next }) => next ?? []).sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
  return (
    <>
      <div className="data">
        {rows.length === 0 ? (
          <Nobody path={path} filter={filter} noun="source" />
        ) : (
          <SourceTable rows={open} program={program.slug} now={now} />
        )}
        {quiet.length === 0 ? null : (
          <details className="in-time">
            <summary>
              <Icon name="met" className="small" />
              <span>
                {counted(quiet.length, 'came', 'came')} in time
                {soonest === undefined ? null : (
                  <>
                    ; the next run is due <Moment at={soonest.due} now={now} />
                  </>
                )}
              </span>
            </summary>
            <SourceTable rows={quiet} program={program.slug} now={now} />
          </details>
        )}
      </div>
      <Pages
        path={path}
        filter={filter}
        page={page}
        noun="source by context and layer"
        nouns="sources by context and layer"
      />
    </>
  );
}

/** What arrives: who sends, what waits for its other side, and what has no owner. */
export function SourcesPage({ view }: { view: SourcesView }) {
  const { program, filter, now, unclaimedEvents } = view;
  const path = paths.sources(program.slug);
  if (view.empty) {
    return (
      <>
        <Head title="What arrives" lede={typeset(view.lede)} />
        <NothingYet program={program.slug} />
      </>
    );
  }
  return (
    <>
      <Head title="What arrives" lede={typeset(view.lede)} />
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          { name: 'standing', label: 'Standing', options: view.standings, any: 'Any standing' },
          { name: 'way', label: 'Sent as', options: view.ways, any: 'Any way of sending' },
        ]}
      >
        <ListKeys />
      </Filters>
      <Sources view={view} />
      <Section
        title="Events that nobody claims"
        id="unclaimed"
        note={
          unclaimedEvents.count === 0
            ? undefined
            : unclaimedEvents.atLeast
              ? `the newest ${integer(unclaimedEvents.count)}`
              : counted(unclaimedEvents.count, 'event')
        }
      >
        {unclaimedEvents.count === 0 ? (
          <p className="all-claimed">
            <Icon name="met" className="small" />
            Every event has an owner.
          </p>
        ) : (
          <>
            {view.channels.length > 1 ? (
              <Filters
                path={path}
                filter={filter}
                choices={[{ name: 'channel', label: 'Channel', options: view.channels, any: 'Any channel' }]}
              />
            ) : null}
            <Unclaimed view={view} />
            <More path={path} filter={filter} name="events" page={view.unclaimedPage} noun="sender" />
          </>
        )}
      </Section>
      {view.streams.length === 0 ? null : (
        <Section title="Outcomes of one side" id="outcomes" note={counted(view.streamsPage.total, 'stream')}>
          <OutcomeStreams streams={view.streams} program={program.slug} now={now} />
          <More path={path} filter={filter} name="streams" page={view.streamsPage} noun="stream" />
        </Section>
      )}
      {view.waiting.length === 0 ? null : (
        <Section title="Lineage that waits" id="waiting" note={counted(view.waitingPage.total, 'run')}>
          <Waiting runs={view.waiting} now={now} />
          <More path={path} filter={filter} name="waiting" page={view.waitingPage} noun="lineage run" />
        </Section>
      )}
    </>
  );
}
