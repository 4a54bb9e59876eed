import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { Claim } from '@/components/sources/claim';
import type { SourcesView, UnclaimedGroup } from '@/lib/contract/views/sources';

function Group({ group, contexts, now }: { group: UnclaimedGroup; contexts: string[]; now: string }) {
  return (
    <li>
      <div>
        <p className="mono wrap-any strong">{group.from}</p>
        <p className="faint wrap-any">
          {group.namespace === null ? '' : `${group.namespace}, `}
          {group.types.join(', ')}
        </p>
      </div>
      <p className="claims-why">{group.why}</p>
      <p className="claims-count">
        {counted(group.count, 'event')}
        <span className="sub">
          last <Moment at={group.lastAt} now={now} />
        </span>
        <a href={group.body}>Newest as sent</a>
      </p>
      <details>
        <summary>What claims them</summary>
        <Claim claim={group.claim} contexts={contexts} />
      </details>
    </li>
  );
}

/** Events that no source of the manifest claims, by who sent them, each with what would claim it. */
export function Unclaimed({ view }: { view: SourcesView }) {
  return (
    <ol className="claims">
      {view.unclaimed.map((group) => (
        <Group
          key={`${group.channel} ${group.namespace ?? ''} ${group.from} ${group.types.join(' ')}`}
          group={group}
          contexts={view.contextSlugs}
          now={view.now}
        />
      ))}
    </ol>
  );
}
