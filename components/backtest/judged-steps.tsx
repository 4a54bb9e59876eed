import { typeset } from '@/components/format/number';
import { checkWords } from '@/components/format/words';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import type { JudgedTwice } from '@/lib/contract/v1/backtest';

type Judgement = JudgedTwice['before'];

const isOpen = ({ outcome }: Judgement): boolean => outcome === 'mismatch';

/** An outcome in words, with what it counts as where it is open. */
export function Verdict({ of }: { of: Judgement }) {
  return (
    <span className={isOpen(of) ? 'bt-verdict open' : 'bt-verdict'}>
      {isOpen(of) ? <SeverityMark severity={of.severity} quiet /> : null}
      <span>
        {checkWords[of.outcome]}, {categoryLooks[of.category].word}
        {isOpen(of) ? <span className="sr">, {of.severity}</span> : null}
      </span>
    </span>
  );
}

const shown = (value: string | null) =>
  value === null ? <span className="faint">null</span> : value === '' ? <span className="faint">empty</span> : value;

/** Where the sides first stood apart for good: after it no step brings them together again. */
const partsAt = ({ steps }: Judgement): number => {
  const last = steps.findLastIndex(({ legacy, target }) => legacy === target);
  return last + 1;
};

/** How both values came to be, step by step, and what came of comparing them. */
export function JudgedSteps({ of, caption }: { of: Judgement; caption: string }) {
  const parts = isOpen(of) ? partsAt(of) : -1;
  return (
    <table className="norm bt-steps">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Step</th>
          <th scope="col" className="num">
            Legacy
          </th>
          <th scope="col" className="num">
            Target
          </th>
        </tr>
      </thead>
      <tbody>
        {of.steps.map((step, index) => (
          <tr key={`${step.step} ${step.sentence}`} className={index === parts && index > 0 ? 'part' : undefined}>
            <td>{index + 1}</td>
            <td className="pretty">{typeset(step.sentence)}</td>
            <td data-th="Legacy" className="num mono">
              {shown(step.legacy)}
            </td>
            <td data-th="Target" className="num mono">
              {shown(step.target)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
