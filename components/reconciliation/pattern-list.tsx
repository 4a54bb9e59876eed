import { Sparkline } from '@/components/charts/small';
import { Moment } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternRow } from '@/lib/contract/views/parts';
import type { PatternsView } from '@/lib/contract/views/reconciliation';

const stateWords: Record<PatternRow['state'], string> = {
  open: '',
  explained: 'explained, ',
  gone: 'gone, ',
  split: 'split, ',
};

function Row({ row, href, now, current }: { row: PatternRow; href: string; now: string; current: boolean }) {
  return (
    <li>
      <Link className="row" href={href} aria-current={current ? 'true' : undefined} data-row scroll={false}>
        <SeverityMark severity={row.severity} quiet />
        <span className="t">{typeset(row.sentence)}</span>
        <span className="n">{integer(row.total)}</span>
        <Sparkline values={row.trend} />
        <span className="m">
          <span className="id">P-{row.number}</span>, {row.context.name}, {stateWords[row.state]}
          {row.baseline ? 'in the baseline, ' : ''}
          {row.owner === null ? <b>nobody’s</b> : row.owner.you ? <b>yours</b> : row.owner.name}, seen{' '}
          <Moment at={row.lastSeenAt} now={now} />
        </span>
        <span className={`c ${row.category}`}>{categoryLooks[row.category].word}</span>
      </Link>
    </li>
  );
}

/** The triage list: severity, sentence, count and trend, category. `current` is the pattern opened beside it. */
export function PatternList({ view, current }: { view: PatternsView; current: number | null }) {
  const { program, rows, filter, now } = view;
  const path = paths.patterns(program.slug);
  const Title = current === null ? 'h1' : 'h2';
  return (
    <div className="list">
      <header>
        <Title>Reconciliation inbox</Title>
        <p className="lede">{typeset(view.lede)}</p>
        <Filters
          path={path}
          filter={filter}
          choices={[
            { name: 'state', label: 'Open', options: view.states, any: 'Open' },
            { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
            { name: 'severity', label: 'Severity', options: view.severities, any: 'Any severity' },
            { name: 'category', label: 'Category', options: view.categories, any: 'Any category' },
            { name: 'owner', label: 'Owner', options: view.owners, any: 'Anybody’s' },
          ]}
        >
          <ListKeys />
        </Filters>
      </header>
      {rows.length === 0 ? (
        <Empty>
          No pattern is here. Differences that share a fingerprint become one pattern as soon as a run reports them.
        </Empty>
      ) : (
        <ol className="patterns">
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              now={now}
              href={withFilter(paths.pattern(program.slug, row.number), filter)}
              current={row.number === current}
            />
          ))}
        </ol>
      )}
      <Pages path={path} filter={filter} page={view.page} noun="pattern" />
    </div>
  );
}
