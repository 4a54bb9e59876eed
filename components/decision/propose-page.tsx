import Link from 'next/link';
import { Readiness, Structural } from '@/components/criteria/readiness';
import { sentenceOf } from '@/components/format/number';
import { Lock } from '@/components/lock/lock';
import { PipCounts } from '@/components/states/pips';
import { Scroll } from '@/components/ui/scroll';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { ProposeView } from '@/lib/contract/views/decision';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { PickLanes } from './pick-lanes';
import { ProposeForm } from './propose-form';

function Transitions({ view }: { view: ProposeView }) {
  const path = `${paths.decisions(view.program.slug)}/new`;
  return (
    <ul className="rows">
      {view.transitions.map((transition) => (
        <li key={transition.to}>
          <span className="grow">
            {transition.act.allowed ? (
              <Link
                className="strong"
                href={withFilter(path, { context: view.context.slug, to: transition.to })}
                aria-current={transition.to === view.to ? 'true' : undefined}
                scroll={false}
              >
                {view.context.stage} → {transition.to}
              </Link>
            ) : (
              <span className="faint strong">
                {view.context.stage} → {transition.to}
              </span>
            )}
            <span className="sub pretty">{transition.act.allowed ? transition.meaning : transition.act.why}</span>
          </span>
          <span className="end">{transition.to === view.to ? 'chosen' : ''}</span>
        </li>
      ))}
    </ul>
  );
}

function Contexts({ view }: { view: ProposeView }) {
  return (
    <nav className="filters" aria-label="Contexts">
      {view.contexts.map((each) => (
        <Link
          key={each.slug}
          className="btn"
          href={paths.propose(view.program.slug, each.slug)}
          aria-current={each.slug === view.context.slug ? 'true' : undefined}
        >
          <Lock lock={each.lock} size={16} name={each.name} decorative />
          {each.name}
        </Link>
      ))}
    </nav>
  );
}

/** Proposing a move: what moves, what the gate says about it now, and why. Unmet criteria do not stop a proposal. */
export function ProposePage({ view }: { view: ProposeView }) {
  const chosen = view.transitions.find((transition) => transition.to === view.to);
  return (
    <div className="propose">
      <div>
        <h1>Propose a move</h1>
        <p className="lede">
          A proposal may stand before its evidence does: it says what is still missing, and nobody can approve it until
          every blocking criterion is met.
        </p>
        <Contexts view={view} />
        <Section title="To which stage" step={1}>
          {view.transitions.length === 0 ? (
            <Empty>No stage is ahead of {view.context.name}.</Empty>
          ) : (
            <Transitions view={view} />
          )}
        </Section>
        {chosen?.needsLanes === true ? (
          <Section
            title="Which lanes"
            step={2}
            note={view.picked.length === 0 ? 'none picked' : `${view.picked.length} picked`}
          >
            <Scroll label="Lanes">
              <PickLanes view={view} />
            </Scroll>
          </Section>
        ) : null}
        {view.gate === null ? null : (
          <Section
            title="What the gate says now"
            step={chosen?.needsLanes === true ? 3 : 2}
            note={<PipCounts outcomes={view.gate.outcomes} />}
            end={view.criteriaVersion === null ? undefined : `criteria set v${view.criteriaVersion}`}
          >
            <Structural reasons={view.structural} />
            <Readiness evaluations={view.evaluations} program={view.program.slug} />
          </Section>
        )}
      </div>
      <aside className="panel" aria-label="Proposal">
        <div>
          <h2>The proposal</h2>
          {view.slots.length === 0 ? null : (
            <p className="quiet">
              Signed off by{' '}
              {listed(
                view.slots.map(({ role, count }) =>
                  count === 1 ? roleTitles[role] : `${count} of ${roleTitles[role]}`,
                ),
              )}
              . You may execute it, and cannot sign it.
            </p>
          )}
          {view.takesEffect === '' ? null : <p className="why">{sentenceOf(view.takesEffect)}</p>}
        </div>
        {view.to === null ? (
          <div>
            <p className="quiet">Choose a stage first.</p>
          </div>
        ) : (
          <ProposeForm
            key={`${view.context.slug} ${view.to}`}
            view={view}
            to={view.to}
            needsLanes={chosen?.needsLanes === true}
          />
        )}
      </aside>
    </div>
  );
}
