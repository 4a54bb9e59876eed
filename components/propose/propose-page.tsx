import { Readiness, Structural } from '@/components/criteria/readiness';
import { Lock } from '@/components/lock/lock';
import { PipCounts } from '@/components/states/pips';
import { Link } from '@/components/ui/link';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { MoveKind, ProposeView } from '@/lib/contract/views/decision';
import { ProposalForm } from './proposal-form';
import type { Terms } from './terms';

type Transition = ProposeView['transitions'][number];

function Course({ view, course }: { view: ProposeView; course: Transition }) {
  const { kind, to, act, meaning } = course;
  const chosen = kind === view.kind && to === view.to;
  const words =
    kind === 'advance' ? `${view.context.stage} → ${to}` : to === 'selective' ? 'some lanes to legacy' : `to ${to}`;
  const href = withFilter(`${paths.decisions(view.program.slug)}/new`, {
    context: view.context.slug,
    kind: kind === 'rollback' ? kind : null,
    to,
  });
  return (
    <li className={chosen ? 'chosen' : undefined}>
      <Link href={href} aria-current={chosen ? 'true' : undefined} scroll={false}>
        <strong>{words}</strong>
        <span className="sub pretty">{act.allowed ? meaning : act.why}</span>
      </Link>
    </li>
  );
}

function Courses({ view, kind, title }: { view: ProposeView; kind: MoveKind; title: string }) {
  const own = view.transitions.filter((course) => course.kind === kind);
  if (own.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="courses">
        {own.map((course) => (
          <Course key={course.to} view={view} course={course} />
        ))}
      </ul>
    </div>
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

function Gate({ view }: { view: ProposeView }) {
  if (view.gate === null) return null;
  return (
    <Section
      title="What the gate says now"
      step={5}
      note={<PipCounts outcomes={view.gate.outcomes} />}
      end={view.criteriaVersion === null ? undefined : `criteria set v${view.criteriaVersion}`}
    >
      <Structural reasons={view.structural} />
      <Readiness evaluations={view.evaluations} program={view.program.slug} />
    </Section>
  );
}

/** Proposing a move: where to, which lanes, on what terms and why; beside it what stands in the way, as one picks. */
export function ProposePage({ view, terms }: { view: ProposeView; terms: Terms }) {
  const chosen = view.transitions.find(({ kind, to }) => kind === view.kind && to === view.to);
  return (
    <>
      <h1>Propose a move</h1>
      <p className="lede">
        Pick what goes; what stands in the way is said beside it as you do. Unmet criteria hinder nobody from proposing,
        and everybody from approving.
      </p>
      <Contexts view={view} />
      <Section title="Where to" step={1} note={`${view.context.name} stands at ${view.context.stage}`}>
        {view.transitions.length === 0 ? (
          <Empty>No move lies ahead of {view.context.name}, and none leads back.</Empty>
        ) : (
          <div className="ways">
            <Courses view={view} kind="advance" title="Towards target" />
            <Courses view={view} kind="rollback" title="Back" />
          </div>
        )}
      </Section>
      {view.to === null ? null : (
        <ProposalForm
          key={`${view.context.slug} ${view.kind} ${view.to}`}
          view={view}
          given={terms}
          needsLanes={chosen?.needsLanes === true}
          gate={<Gate view={view} />}
        />
      )}
    </>
  );
}
