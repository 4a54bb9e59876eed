import { typeset } from '@/components/format/number';
import { decisionLooks } from '@/components/states/decision';
import type { DecisionView } from '@/lib/contract/views/decision';

/** On a phone the sign-off stays in reach, in a bar at the bottom. */
export function SignBar({ view }: { view: DecisionView }) {
  if (!decisionLooks[view.state].live) return null;
  const { approve, execute, refuse, propose } = view.acts;
  if (view.state === 'draft' && propose.allowed) {
    return (
      <div className="signbar">
        <p>This is your draft. Nobody can sign it yet.</p>
        <a className="btn primary" href="#sign">
          Propose…
        </a>
      </div>
    );
  }
  if (!approve.allowed && !execute.allowed && !refuse.allowed) return null;
  const words = approve.allowed
    ? 'You can sign this off.'
    : execute.allowed
      ? 'You can execute this.'
      : (approve.why ?? '');
  return (
    <div className="signbar">
      <p>{typeset(words)}</p>
      <a className="btn primary" href="#sign">
        {execute.allowed ? 'Execute…' : 'Sign off…'}
      </a>
    </div>
  );
}
