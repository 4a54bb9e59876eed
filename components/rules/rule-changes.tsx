import { typeset } from '@/components/format/number';
import type { RuleChange } from '@/lib/contract/views/rules';

/** What changed from one version to another, one subject a row. */
export function RuleChanges({ from, to, changes }: { from: number | null; to: number; changes: RuleChange[] }) {
  if (changes.length === 0) return <p className="data quiet">Nothing changes.</p>;
  return (
    <table className="stack dense data">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">{from === null ? 'Before' : `Version ${from}`}</th>
          <th scope="col">Version {to}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.subject}>
            <td className="mono">{change.subject}</td>
            <td data-th="Before" className="quiet">
              {change.before === null ? <span className="faint">not there</span> : typeset(change.before)}
            </td>
            <td data-th="After" className="strong">
              {change.after === null ? <span className="faint">removed</span> : typeset(change.after)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
