import { checkWords } from '@/components/format/words';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import type { JudgedTwice } from '@/lib/contract/v1/backtest';
import { StepsTable } from './steps-table';

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

/** Where the sides first stood apart for good: after it no step brings them together again. */
const partsAt = ({ steps }: Judgement): number => {
  const last = steps.findLastIndex(({ legacy, target }) => legacy === target);
  return last + 1;
};

/** How both values came to be, step by step, and what came of comparing them. */
export function JudgedSteps({ of, caption }: { of: Judgement; caption: string }) {
  // Where what was sent differs already, no step parts them.
  const parts = isOpen(of) ? partsAt(of) : 0;
  return <StepsTable steps={of.steps} partsFrom={parts > 0 ? parts : -1} caption={caption} className="bt-steps" />;
}
