import { ProposeKind } from '@/components/propose/kind-dialog';
import type { ContextView } from '@/lib/contract/views/context';
import type { EvaluationView } from '@/lib/contract/views/parts';

type Props = { view: ContextView };

const placeOf = (view: ContextView) => ({
  program: view.program.slug,
  now: view.now,
  fixed: { context: view.slug },
  holders: view.holders,
});

/** Keeps the way back open for longer; each time a decision of its own, with a reason, and counted. */
export function ExtendWindow({ view }: Props) {
  return (
    <ProposeKind
      {...placeOf(view)}
      act={view.proposing.extendWindow}
      kind="extend_rollback_window"
      heading={`Extend the way back of ${view.name}`}
      lead="The window stays open longer than was signed. It is a decision of its own, and counted."
      title={`Extend the way back of ${view.name}`}
      fields={[
        {
          as: 'lanes',
          name: 'lanes',
          label: 'Lanes',
          options: view.rollback.lanes.map(({ workload, audience, text }) => ({ workload, audience, text })),
        },
        {
          as: 'number',
          name: 'days',
          label: 'Longer by, in days',
          hint: 'Counted from when each window would close.',
          min: 1,
          max: 365,
        },
      ]}
    >
      Extend…
    </ProposeKind>
  );
}

/** What no risk can take the place of. */
const builtIn: readonly EvaluationView['kind'][] = ['expected_checks', 'way_back'];

/** A gap that a named person owns until a named day: offered where a blocking criterion is not met. */
export function AcceptRisk({ view, evaluation }: Props & { evaluation: EvaluationView }) {
  const { key, kind, outcome, blocking, title } = evaluation;
  const [criterion = key] = key.split(/[ @]/);
  if (!blocking || outcome === 'met' || outcome === 'waived' || builtIn.includes(kind)) return null;
  if (!view.proposing.acceptRisk.allowed) return null;
  const place = placeOf(view);
  return (
    <span className="offer">
      <ProposeKind
        {...place}
        fixed={{ ...place.fixed, criterion }}
        act={view.proposing.acceptRisk}
        small
        look="quietly"
        kind="accept_risk"
        heading="Accept the risk"
        lead={`“${title}” is waived until the day that you name, with somebody who owns the gap. When it ends, the criterion stands again.`}
        title={`Accept the risk: ${title}`}
        fields={[
          { as: 'prose', name: 'gap', label: 'The gap', hint: 'What is not known, or not as it should be.' },
          { as: 'prose', name: 'mitigation', label: 'Mitigation', hint: 'What is done about it meanwhile.' },
          {
            as: 'choice',
            name: 'owner',
            label: 'Who owns it',
            options: view.members.map(({ email, name }) => ({ value: email, label: name })),
          },
          { as: 'instant', name: 'until', label: 'Until' },
        ]}
      >
        Accept the risk…
      </ProposeKind>
    </span>
  );
}

/** The end of legacy for this context, once it stands at full. */
export function RetireLegacy({ view }: Props) {
  if (view.proposing.retire === null) return null;
  return (
    <ProposeKind
      {...placeOf(view)}
      act={view.proposing.retire}
      kind="retire_legacy"
      heading={`Retire legacy of ${view.name}`}
      lead="Legacy is switched off. There is no way back from it."
      title={`Retire legacy of ${view.name}`}
      fields={[]}
    >
      Retire legacy…
    </ProposeKind>
  );
}

/** Lets one side process a past range again, with its side effects contained, until a named day. */
export function AuthoriseReplay({ view }: Props) {
  if (!view.proposing.replay.allowed) return null;
  return (
    <ProposeKind
      {...placeOf(view)}
      act={view.proposing.replay}
      look="quietly"
      kind="authorise_replay"
      heading={`Authorise a replay in ${view.name}`}
      lead="One side processes a past range again. It says how its side effects are kept from happening twice."
      title={`Replay in ${view.name}`}
      fields={[
        {
          as: 'choice',
          name: 'side',
          label: 'Which side',
          options: [
            { value: 'target', label: 'target' },
            { value: 'legacy', label: 'legacy' },
          ],
        },
        { as: 'instant', name: 'from', label: 'From' },
        { as: 'instant', name: 'to', label: 'To' },
        { as: 'prose', name: 'what', label: 'What is replayed' },
        { as: 'prose', name: 'containment', label: 'How side effects are contained' },
        { as: 'instant', name: 'until', label: 'It may be done until' },
      ]}
    >
      Authorise a replay…
    </ProposeKind>
  );
}

/** Splits, merges or renames cohorts: every request stays on its side, and what changed begins with a new epoch. */
export function RedrawLanes({ view }: Props) {
  const { act, cohorts, dimensions } = view.drawing;
  return (
    <ProposeKind
      {...placeOf(view)}
      act={act}
      kind="redraw_lanes"
      heading={`Redraw the lanes of ${view.name}`}
      lead="The whole drawing in its order: a request belongs to the first cohort that takes it. No request changes its side by it."
      title={`Redraw the lanes of ${view.name}`}
      fields={[{ as: 'drawing', name: 'cohorts', label: 'Cohorts', cohorts, dimensions }]}
    >
      Redraw lanes…
    </ProposeKind>
  );
}
