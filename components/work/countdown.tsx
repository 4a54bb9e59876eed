'use client';

import { duration } from '@/components/format/time';
import { useNow } from '@/components/format/use-now';

/** What is left until an instant, by the reader's clock once the page is alive; to the second in its last hour. */
export function Countdown({ to, now }: { to: string; now: string }) {
  const alive = useNow();
  const left = Date.parse(to) - (alive ?? Date.parse(now));
  if (left <= 0) return <b>closed</b>;
  if (left >= 3_600_000) return <b>{duration(left)}</b>;
  const seconds = Math.floor(left / 1000);
  return (
    <b>
      {Math.floor(seconds / 60)}:{(seconds % 60).toString().padStart(2, '0')}
    </b>
  );
}
