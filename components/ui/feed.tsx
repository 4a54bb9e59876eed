import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { Link } from '@/components/ui/link';
import type { DueItem, FeedEntry } from '@/lib/contract/views/parts';

/** What happened, in sentences, newest first. */
export function Feed({ entries, program, now }: { entries: FeedEntry[]; program: string; now: string }) {
  return (
    <ol className="feed">
      {entries.map((entry) => (
        <li key={entry.index}>
          <Moment at={entry.at} now={now} as="feedTime" />
          <div>
            <p>
              <Prose text={entry.sentence} program={program} />
            </p>
            {entry.quote === null ? null : <p className="quote">{entry.quote}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

type DueProps = { items: DueItem[]; program: string; now: string };

/** What is due, the soonest first; overdue stands out. Past the first few the rest folds open. Its leading words link. */
export function DueList({ items, program, now, first = 8 }: DueProps & { first?: number }) {
  const rest = items.slice(first);
  return (
    <>
      <Due items={items.slice(0, first)} program={program} now={now} />
      {rest.length === 0 ? null : (
        <details className="data">
          <summary>{counted(rest.length, 'more later', 'more later')}</summary>
          <Due items={rest} program={program} now={now} />
        </details>
      )}
    </>
  );
}

function Due({ items, program, now }: DueProps) {
  return (
    <ol className="feed due">
      {items.map((item) => (
        <li key={`${item.kind} ${item.title} ${item.about} ${item.at}`} className={item.overdue ? 'over' : undefined}>
          <Moment at={item.at} now={now} as="dueIn" />
          <p>
            {item.href === null ? (
              <Prose text={item.title} program={program} />
            ) : (
              <Link href={item.href}>
                <Prose text={item.title} program={program} links={false} />
              </Link>
            )}
            {item.about === null ? null : (
              <>
                : <Prose text={item.about} program={program} links={false} />
              </>
            )}
            {item.owner === null ? null : <span className="faint">, {item.owner}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
