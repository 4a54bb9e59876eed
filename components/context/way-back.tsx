import { Moment, When } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import { Section } from '@/components/ui/section';
import type { ContextView, WayBackProofLine } from '@/lib/contract/views/context';
import { ProveWayBack } from './prove-way-back';

/** lossless, lossy, or not proven: always a word and a mark. */
function Quality({ line }: { line: WayBackProofLine }) {
  if (line.state === 'none') {
    return (
      <span className="verdict insufficient">
        <Icon name="insufficient" />
        not proven
      </span>
    );
  }
  if (line.state === 'ended') {
    return (
      <span className="verdict stale">
        <Icon name="stale" />
        proof ended
      </span>
    );
  }
  return (
    <span className="verdict met">
      <Icon name="met" />
      {line.quality}
    </span>
  );
}

/** What going back would mean, workload by workload, and on what proof. Without a current one nothing moves forward. */
export function WayBackProofs({ view }: { view: ContextView }) {
  const { wayBack, now, program } = view;
  const current = wayBack.lines.filter(({ state }) => state === 'current').length;
  return (
    <Section
      id="way-back"
      title="The way back"
      note={`proven for ${current} of ${wayBack.lines.length} ${wayBack.lines.length === 1 ? 'workload' : 'workloads'}; without a proof nothing moves to target`}
    >
      <table className="stack">
        <thead>
          <tr>
            <th scope="col">Workload</th>
            <th scope="col">Going back is</th>
            <th scope="col">What would be lost</th>
            <th scope="col">Proof</th>
            <th scope="col">Counts until</th>
          </tr>
        </thead>
        <tbody>
          {wayBack.lines.map((line) => (
            <tr key={line.workload}>
              <td className="strong">{line.workload}</td>
              <td>
                <Quality line={line} />
              </td>
              <td data-th="Lost" className="pretty">
                {line.state === 'none' ? (
                  <span className="faint">nobody has gone back yet</span>
                ) : line.lost === null ? (
                  'nothing'
                ) : (
                  <span className="quote">{line.lost}</span>
                )}
              </td>
              <td data-th="Proof" className="pretty">
                {line.provenAt === null ? (
                  <span className="faint">none</span>
                ) : (
                  <>
                    {line.evidence}
                    <span className="sub">
                      <Moment at={line.provenAt} now={now} as="sinceTime" />
                    </span>
                  </>
                )}
              </td>
              <td data-th="Until">
                {line.validUntil === null ? (
                  ''
                ) : (
                  <>
                    <When at={line.validUntil} now={now} as="day" />
                    <span className="sub">
                      <Moment at={line.validUntil} now={now} as="dueIn" />
                    </span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row-of data">
        <ProveWayBack
          act={wayBack.prove}
          program={program.slug}
          context={view.slug}
          name={view.name}
          workloads={wayBack.lines.map(({ workload }) => workload)}
          longestDays={wayBack.longestDays}
          now={now}
        />
      </div>
    </Section>
  );
}
