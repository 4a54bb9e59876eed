import { Moment } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import type { LaneRoutersView } from '@/lib/contract/views/lane-routers';

/** What routers do that the record does not say, once each; nothing is blocked by it, and somebody should look. */
export function Drift({ routers, now }: { routers: Record<string, LaneRoutersView>; now: string }) {
  const all = new Map(Object.values(routers).flatMap(({ drift }) => drift.map((each) => [each.id, each] as const)));
  if (all.size === 0) return null;
  return (
    <ul className="drift">
      {[...all.values()].map((each) => (
        <li key={each.id}>
          <Icon name="hazard" />
          <p>
            {typeset(each.sentence)}{' '}
            <span className="faint">
              Since <Moment at={each.since} now={now} as="sinceTime" />.
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
