import { Runway } from '@/components/charts/runway';
import { integer, typeset } from '@/components/format/number';
import { HoldButton } from '@/components/hold/hold-dialog';
import { HoldNote } from '@/components/hold/hold-note';
import { SideMark } from '@/components/states/side';
import { ButtonLink } from '@/components/ui/button';
import { DueList, Feed } from '@/components/ui/feed';
import { Link } from '@/components/ui/link';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { BoardView } from '@/lib/contract/views/board';
import { Row } from './row';

/** What the board shows of what is due: the nearest. All of it stands on the decommission page. */
const nextDue = 4;

/** One program: how much runway is left, and a row a context in the order in which they can move. */
export function Board({ view }: { view: BoardView }) {
  const { program, now } = view;
  return (
    <>
      <Head
        title={program.name}
        lede={typeset(view.lede)}
        acts={
          <>
            {view.placeHold.allowed ? (
              <HoldButton act={view.placeHold} place={{ program, context: null }} zone={program.zone} now={now}>
                Hold the program…
              </HoldButton>
            ) : null}
            {view.review === null ? null : (
              <ButtonLink href={paths.decision(program.slug, view.review)} look="primary">
                Review <span className="id">D-{view.review}</span>
              </ButtonLink>
            )}
          </>
        }
      />
      {view.hold === null ? null : <HoldNote hold={view.hold} program={program.slug} now={now} />}
      <Runway runway={view.runway} now={now} />
      <div className="split">
        <Section
          title="Contexts"
          note={view.rows.length > 1 ? `${view.rows.length}, in the order in which they can move` : undefined}
          end={
            <span className="legend">
              authoritative: <SideMark side="legacy" /> <SideMark side="target" />
            </span>
          }
        >
          {view.rows.length === 0 ? (
            <Empty>This program has no context yet. They come with its manifest.</Empty>
          ) : (
            <ol className="board">
              <li className="cols" aria-hidden="true">
                <span>Context and owner</span>
                <span>Stage, time in each</span>
                <span>Next gate</span>
                <span>Can open</span>
              </li>
              {view.rows.map((row) => (
                <Row key={row.slug} row={row} program={program.slug} now={now} />
              ))}
            </ol>
          )}
        </Section>
        <aside aria-label="Lately and due">
          <Section title="Lately" end={<Link href={paths.ledger(program.slug)}>All</Link>}>
            <Feed entries={view.lately.slice(0, 8)} program={program.slug} now={now} />
          </Section>
          <Section
            title="Due"
            end={
              <Link href={paths.decommission(program.slug)}>
                All{view.due.length > nextDue ? ` ${integer(view.due.length)}` : ''}
              </Link>
            }
          >
            {view.due.length === 0 ? (
              <Empty>Nothing is due.</Empty>
            ) : (
              <DueList items={view.due.slice(0, nextDue)} program={program.slug} now={now} />
            )}
          </Section>
        </aside>
      </div>
    </>
  );
}
