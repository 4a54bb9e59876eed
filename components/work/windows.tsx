import { Fuse } from '@/components/charts/small';
import { When } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Lock } from '@/components/lock/lock';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { WindowView } from '@/lib/contract/views/parts';
import { Countdown } from './countdown';

/** From when on a way back that closes stands out. */
const soonMs = 2 * 86_400_000;

/** Rollback windows as fuses: what is left is dark. */
export function Windows({ windows, now }: { windows: WindowView[]; now: string }) {
  return (
    <ol className="wins">
      {windows.map((window) => {
        const left = Date.parse(window.closesAt) - Date.parse(now);
        return (
          <li key={`${window.program.slug} ${window.context.slug} ${window.decision}`}>
            <div className="what">
              <Lock lock={window.lock} size={24} name={window.context.name} decorative />
              <p>
                <Link className="strong" href={paths.context(window.program.slug, window.context.slug)}>
                  {window.context.name}
                </Link>
                <span className="sub">
                  {window.lanesText}, by{' '}
                  <Link className="id" href={paths.decision(window.program.slug, window.decision)}>
                    D-{window.decision}
                  </Link>
                </span>
              </p>
            </div>
            <Fuse from={window.opensAt} to={window.closesAt} now={now} />
            <div className="ends">
              <When at={window.opensAt} now={now} />
              <When at={window.closesAt} now={now} />
            </div>
            <p className={left < soonMs ? 'left soon' : 'left'}>
              <Countdown to={window.closesAt} now={now} />
              <span className="sub">{left < soonMs ? `${window.wayBack}, closes soon` : window.wayBack}</span>
            </p>
            {window.note === null ? null : <p className="lost quiet pretty">{typeset(window.note)}</p>}
          </li>
        );
      })}
    </ol>
  );
}
