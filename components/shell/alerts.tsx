import { typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { Link } from '@/components/ui/link';
import type { AlertView } from '@/lib/contract/views/shell';

const looks: Record<AlertView['kind'], { icon: IconName; go: string }> = {
  break_glass: { icon: 'hazard', go: 'Open the review' },
  overdue_review: { icon: 'f-expired', go: 'Open the review' },
  hold: { icon: 'hold', go: 'See what it stops' },
};

function Line({ alert }: { alert: AlertView }) {
  const { icon, go } = looks[alert.kind];
  return (
    <li className={alert.kind === 'break_glass' ? 'alert loud' : 'alert'}>
      <Icon name={icon} />
      <p>
        {typeset(alert.text)} <Link href={alert.href}>{go}</Link>
      </p>
    </li>
  );
}

const shown = 2;

/** What stops the program, or should be answered, on every page of it: the loudest first, many folded. */
export function Alerts({ alerts }: { alerts: AlertView[] }) {
  if (alerts.length === 0) return null;
  const rest = alerts.slice(shown);
  return (
    <aside className="alerts" aria-label="What stops this program">
      <ul>
        {alerts.slice(0, shown).map((alert) => (
          <Line key={`${alert.href} ${alert.text}`} alert={alert} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>
            {rest.length === 1 ? 'One more thing stops' : `${rest.length} more things stop`} something here
          </summary>
          <ul>
            {rest.map((alert) => (
              <Line key={`${alert.href} ${alert.text}`} alert={alert} />
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}
