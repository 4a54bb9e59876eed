import Link from 'next/link';
import { Moment } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
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

/** What is due, the soonest first; overdue stands out. */
export function DueList({ items, program, now }: { items: DueItem[]; program: string; now: string }) {
  return (
    <ol className="feed due">
      {items.map((item) => (
        <li key={`${item.kind} ${item.title} ${item.at}`} className={item.overdue ? 'over' : undefined}>
          <Moment at={item.at} now={now} as="dueIn" />
          <p>
            {item.href === null ? (
              <Prose text={item.title} program={program} />
            ) : (
              <Link href={item.href}>
                <Prose text={item.title} program={program} links={false} />
              </Link>
            )}
            {item.owner === null ? null : <span className="faint"> {item.owner}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
