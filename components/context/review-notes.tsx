import { Moment } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';

/** Rollbacks whose review stands out. An overdue one stops every further move towards target. */
export function ReviewNotes({
  reviews,
  program,
  now,
}: {
  reviews: ContextView['reviews'];
  program: string;
  now: string;
}) {
  return reviews.map((review) => (
    <div key={review.number} className={review.overdue ? 'note held' : 'note stale'} role="note">
      <Icon name="stale" />
      <p>
        <b>A rollback awaits its review, </b>
        <Moment at={review.dueAt} now={now} as="dueIn" />.{' '}
        <Link href={paths.decision(program, review.number)}>
          <span className="id">D-{review.number}</span> {review.title}
        </Link>
        .{review.overdue ? ' Until it is signed off, nothing moves towards target here.' : ''}
      </p>
    </div>
  ));
}
