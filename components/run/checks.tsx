import { layerWords } from '@/components/format/words';
import { CheckMark } from '@/components/states/check';
import { Section } from '@/components/ui/section';
import type { RunCheckView } from '@/lib/contract/views/run';

/** Each check with both measurements as sent, the tool's word, and Lockgate's own outcome. */
export function Checks({ checks }: { checks: RunCheckView[] }) {
  if (checks.length === 0) return null;
  return (
    <Section title="Checks" note={checks.length}>
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Check</th>
            <th scope="col" className="num">
              Legacy
            </th>
            <th scope="col" className="num">
              Target
            </th>
            <th scope="col">Tolerance</th>
            <th scope="col">The tool said</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.key} className={check.outcome === 'match' ? undefined : 'look'}>
              <td className="shrink">
                <CheckMark outcome={check.outcome} />
              </td>
              <td>
                <span className="mono wrap-any">{check.key}</span>
                <span className="sub">
                  {[layerWords[check.layer], check.kind, check.metric, check.field]
                    .filter((part) => part !== null && part !== '')
                    .join(', ')}
                </span>
                {check.finding === null ? null : <span className="sub bad">{check.finding}</span>}
              </td>
              <td className="num mono" data-th="Legacy">
                {check.legacy ?? ''}
              </td>
              <td className="num mono" data-th="Target">
                {check.target ?? ''}
              </td>
              <td data-th="Tolerance">{check.tolerance ?? <span className="faint">exact</span>}</td>
              <td className="mono" data-th="The tool said">
                {check.reported ?? <span className="faint">nothing</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
