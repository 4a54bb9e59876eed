import { Moment } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import type { DecisionView } from '@/lib/contract/views/decision';
import { listed } from '@/lib/domain/kernel/in-words';

/** Every revision with why it began and what it changed; sign-offs of earlier ones stay on record and do not count. */
export function Revisions({ view }: { view: DecisionView }) {
  const { revisions, now, program, signOffs } = view;
  if (revisions.length < 2) return null;
  return (
    <details className="data">
      <summary>{revisions.length} revisions, and what each changed</summary>
      <ol className="feed tall revisions">
        {revisions.map(({ revision, begunAt, reason, changed }) => {
          const given = signOffs.filter((each) => each.revision === revision).length;
          return (
            <li key={revision}>
              <Moment at={begunAt} now={now} as="sinceTime" />
              <p>
                <b>Revision {revision}</b>
                {reason === null ? ', as it was proposed.' : ': '}
                {reason === null ? null : <Prose text={reason} program={program.slug} />}
                <span className="sub">
                  {changed.length === 0 ? 'Same payload, fresh evidence.' : `Changed: ${listed(changed)}.`}
                  {given === 0 ? '' : ` ${given === 1 ? 'One sign-off was' : `${given} sign-offs were`} given on it.`}
                </span>
              </p>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
