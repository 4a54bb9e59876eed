import { Sparkline } from '@/components/charts/small';
import { Moment } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { Pages } from '@/components/ui/pages';
import { Empty } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternRow } from '@/lib/contract/views/parts';
import type { PatternsView } from '@/lib/contract/views/reconciliation';
import { InboxFilters } from './inbox-filters';
import { PatternTitle } from './pattern-title';
import { ListFrame } from './triage/list-frame';
import { RowShell } from './triage/row-shell';

const stateWords: Record<PatternRow['state'], string> = {
  open: '',
  explained: 'explained, ',
  gone: 'gone, ',
  split: 'split, ',
};

function Owner({ owner }: { owner: PatternRow['owner'] }) {
  if (owner === null) return <b>nobody’s</b>;
  return owner.you ? <b>yours</b> : owner.name;
}

/** What sets a pattern apart: it came back, it is legacy's own, others are in it. */
function Marks({ row }: { row: PatternRow }) {
  const { reopened, baseline, members } = row;
  return (
    <>
      {reopened === 0 ? null : <b>came back{reopened > 1 ? ` ${integer(reopened)} times` : ''}, </b>}
      {baseline ? 'legacy’s own noise too, ' : ''}
      {members === 0 ? '' : `${integer(members)} merged, `}
    </>
  );
}

type RowProps = { row: PatternRow; href: string; now: string; current: boolean; beside: boolean };

function Row({ row, href, now, current, beside }: RowProps) {
  return (
    <RowShell id={row.id} number={row.number}>
      <Link className={beside ? 'row beside' : 'row'} href={href} aria-current={current ? 'true' : undefined} data-row>
        <SeverityMark severity={row.severity} quiet />
        <span className="t">
          <PatternTitle sentence={row.sentence} field={row.field} />
        </span>
        <span className="n">{integer(row.state === 'open' && row.open > 0 ? row.open : row.total)}</span>
        <Sparkline values={row.trend} />
        <span className="m">
          <span className="id">P-{row.number}</span>, {row.context.name}, {stateWords[row.state]}
          <Marks row={row} />
          <Owner owner={row.owner} />, seen <Moment at={row.lastSeenAt} now={now} />
        </span>
        <span className={`c ${row.category}`}>{categoryLooks[row.category].word}</span>
      </Link>
    </RowShell>
  );
}

function Nothing({ view }: { view: PatternsView }) {
  const { program, filter } = view;
  const narrowed = Object.keys(filter).some((name) => name !== 'sort');
  return narrowed ? (
    <Empty
      action={
        <Link className="btn" href={paths.patterns(program.slug)}>
          Show what is open
        </Link>
      }
    >
      No pattern is like that.
    </Empty>
  ) : (
    <Empty>
      No pattern is here. Differences that share a fingerprint become one pattern as soon as a run reports them.
    </Empty>
  );
}

type Props = { view: PatternsView; opened: number | null; beside: number | null };

/** The triage list: severity, sentence, count and trend, category; which one is opened, or only shown beside it. */
export function PatternList({ view, opened, beside }: Props) {
  const { program, rows, filter, now } = view;
  const path = paths.patterns(program.slug);
  const Title = opened === null ? 'h1' : 'h2';
  return (
    <ListFrame asked={JSON.stringify(filter)}>
      <header>
        <Title>Reconciliation inbox</Title>
        <p className="lede">{typeset(view.lede)}</p>
        <InboxFilters view={view} />
      </header>
      {rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <ol className="patterns">
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              now={now}
              href={withFilter(paths.pattern(program.slug, row.number), filter)}
              current={row.number === opened}
              beside={row.number === beside}
            />
          ))}
        </ol>
      )}
      <Pages path={path} filter={filter} page={view.page} noun="pattern" />
      {filter.context === undefined ? null : (
        <p className="list-end">
          <Link href={paths.knowledge(program.slug, filter.context)}>
            What was learned about{' '}
            {view.contexts.find(({ value }) => value === filter.context)?.label ?? filter.context}
          </Link>
        </p>
      )}
    </ListFrame>
  );
}
