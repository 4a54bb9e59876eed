import { When } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { SideMark } from '@/components/states/side';
import { Link } from '@/components/ui/link';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';
import { listed } from '@/lib/domain/kernel/in-words';

/** Who reads it, what it does to the world, and by which rules it is compared. */
export function Foot({ view }: { view: ContextView }) {
  return (
    <div className="third">
      <Section title="Subscribers" note={view.subscribers.length || undefined}>
        {view.subscribers.length === 0 ? (
          <Empty>No subscriber is switched on its own here.</Empty>
        ) : (
          <ul className="rows">
            {view.subscribers.map((subscriber) => (
              <li key={subscriber.name}>
                <span className="grow">
                  <b>{subscriber.name}</b>
                  {subscriber.owner === null ? null : <span className="sub">{subscriber.owner}</span>}
                </span>
                <span className="end">
                  {subscriber.workloads.map(({ workload, side }) => (
                    <span key={workload} className="sub">
                      {workload} {side === null ? 'not yet recorded' : <SideMark side={side} />}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Side effects" note={view.sideEffects.length || undefined}>
        {view.sideEffects.length === 0 ? (
          <Empty>None is declared: it does nothing to the world beyond its data.</Empty>
        ) : (
          <ul className="rows">
            {view.sideEffects.map((effect) => (
              <li key={effect.name}>
                <span className="grow">
                  <b>{effect.name}</b>
                  <span className="sub">{effect.containment}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Rules view={view} />
    </div>
  );
}

function Rules({ view }: { view: ContextView }) {
  const { inForce, draft } = view.rules;
  const href = (version: number) => withFilter(paths.rules(view.program.slug), { context: view.slug, version });
  return (
    <Section title="Rules" note={inForce === null ? 'none in force' : `version ${inForce.version} in force`}>
      <ul className="rows">
        {inForce === null ? null : (
          <li>
            <span className="grow">
              <Link className="strong" href={href(inForce.version)}>
                Version {inForce.version}
              </Link>
              <span className="sub">
                {inForce.signedBy.length === 0 ? 'in force' : `signed off by ${listed(inForce.signedBy)}`},{' '}
                <When at={inForce.since} now={view.now} as="day" />
              </span>
            </span>
          </li>
        )}
        {draft === null ? null : (
          <li>
            <span className="grow">
              <Link className="strong" href={href(draft.version)}>
                Version {draft.version}
              </Link>
              <span className="sub">draft by {draft.draftedBy}</span>
            </span>
            <span className="end">{counted(draft.changes, 'change')}</span>
          </li>
        )}
      </ul>
      {inForce === null && draft === null ? (
        <Empty>No rule set is written. Values are compared exactly as they were sent.</Empty>
      ) : null}
    </Section>
  );
}
