import { counted, integer, typeset } from '@/components/format/number';
import { checkWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { CheckMark } from '@/components/states/check';
import { Section } from '@/components/ui/section';
import type { RunView } from '@/lib/contract/views/run';

/** So many disagreements are written out; the others stand among the checks, first. */
const writtenOut = 8;

/** What the tool said beside what Lockgate judged from what it sent; where they part stands first. */
export function Verdicts({ run }: { run: RunView }) {
  const { verdicts, checks } = run;
  if (verdicts.length === 0) return null;
  const opposed = checks.filter(({ finding }) => finding !== null);
  return (
    <Section
      title="What the tool said, what Lockgate judged"
      note={opposed.length === 0 ? 'they part nowhere' : `they part in ${counted(opposed.length, 'check')}`}
    >
      {opposed.length === 0 ? null : (
        <ul className="rows opposed">
          {opposed.slice(0, writtenOut).map((check) => (
            <li key={check.key}>
              <Icon name="not-met" className="small" />
              <span className="grow">{typeset(check.finding ?? '')}</span>
              <span className="end">{checkWords[check.outcome]}</span>
            </li>
          ))}
        </ul>
      )}
      <table className="dense said-judged">
        <thead>
          <tr>
            <th scope="col">The tool said</th>
            <th scope="col">Lockgate judged</th>
            <th scope="col" className="num">
              Checks
            </th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <tr
              key={`${verdict.reported ?? ''} ${verdict.outcome} ${String(verdict.opposed)}`}
              className={verdict.opposed ? 'look' : undefined}
            >
              <td className={verdict.reported === null ? 'faint' : 'mono'}>{verdict.reported ?? 'nothing'}</td>
              <td>
                <CheckMark outcome={verdict.outcome} />
              </td>
              <td className="num">{integer(verdict.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
