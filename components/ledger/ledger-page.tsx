import { When } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { Filters } from '@/components/ui/filters';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { LedgerView } from '@/lib/contract/views/ledger';

const pretty = (canonical: string): string => JSON.stringify(JSON.parse(canonical), null, 2);

/** One entry, as kept: what was recorded, its canonical JSON, and its place in the chain. */
function Entry({ view, entry }: { view: LedgerView; entry: NonNullable<LedgerView['entry']> }) {
  const { program, size } = view;
  const to = (index: number) => withFilter(paths.ledger(program.slug), { ...view.filter, entry: index });
  return (
    <Section
      id="entry"
      title={`Entry ${integer(entry.index)}`}
      note={<Prose text={entry.sentence} program={program.slug} />}
      end={
        <span className="row-of">
          {entry.index > 0 ? (
            <Link className="btn small" href={to(entry.index - 1)} scroll={false}>
              Before
            </Link>
          ) : null}
          {entry.index + 1 < size ? (
            <Link className="btn small" href={to(entry.index + 1)} scroll={false}>
              After
            </Link>
          ) : null}
        </span>
      }
    >
      <dl className="facts">
        <dt>At</dt>
        <dd>
          <When at={entry.at} as="stamp" /> UTC{entry.at === entry.recordedAt ? '' : ', recorded '}
          {entry.at === entry.recordedAt ? null : <When at={entry.recordedAt} as="stamp" />}
        </dd>
        <dt>Leaf</dt>
        <dd>
          <Hash value={entry.leaf} label="sha-256 leaf" />
        </dd>
        <dt>Before it</dt>
        <dd>
          <Hash value={entry.prev} label="sha-256 previous" />
        </dd>
        {entry.requestId === null ? null : (
          <>
            <dt>Request</dt>
            <dd className="mono">{entry.requestId}</dd>
          </>
        )}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <pre className="canonical" tabIndex={0}>
        {pretty(entry.canonical)}
      </pre>
    </Section>
  );
}

/** The record: append-only, each entry chained to the one before. */
export function LedgerPage({ view }: { view: LedgerView }) {
  const { program, rows, filter, entry } = view;
  const path = paths.ledger(program.slug);
  const { entry: _opened, ...listFilter } = filter;
  return (
    <>
      <Head title="Ledger" lede={typeset(view.lede)} />
      <p className="row-of">
        <span className="faint">
          {integer(view.size)} entries of <span className="mono">{view.origin}</span>, head
        </span>
        <Hash value={view.head} />
      </p>
      {entry === null ? null : <Entry view={view} entry={entry} />}
      <Section title="Entries">
        <Filters
          path={path}
          filter={listFilter}
          choices={[
            { name: 'type', label: 'Type', options: view.types, any: 'Any type' },
            { name: 'actor', label: 'Actor', options: view.actors, any: 'Anybody' },
            { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          ]}
        >
          <ListKeys />
        </Filters>
        {rows.length === 0 ? (
          <Empty>No entry is here.</Empty>
        ) : (
          <table className="stack dense hover ledger-row data">
            <thead>
              <tr>
                <th scope="col" className="num">
                  Entry
                </th>
                <th scope="col">When, UTC</th>
                <th scope="col">What</th>
                <th scope="col">Actor</th>
                <th scope="col">Type</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.index} className={row.index === entry?.index ? 'on' : undefined}>
                  <td className="num shrink">
                    <Link href={withFilter(path, { ...listFilter, entry: row.index })} data-row scroll={false}>
                      {integer(row.index)}
                    </Link>
                  </td>
                  <td className="shrink faint" data-th="When">
                    <When at={row.at} as="stamp" />
                  </td>
                  <td data-th="What" className="pretty">
                    <Prose text={row.sentence} program={program.slug} />
                  </td>
                  <td data-th="Actor">{row.actor.name}</td>
                  <td data-th="Type" className="mono faint">
                    {row.type}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pages path={path} filter={listFilter} page={view.page} noun="entry" nouns="entries" />
      </Section>
    </>
  );
}
