import { StepsTable } from '@/components/backtest/steps-table';
import { typeset } from '@/components/format/number';
import { discrepancyWords } from '@/components/format/words';
import { SideMark } from '@/components/states/side';
import { Section } from '@/components/ui/section';
import type { PatternView } from '@/lib/contract/views/reconciliation';
import { differing, type Part } from './differing';

function Value({ parts, absent }: { parts: Part[]; absent: string }) {
  if (parts.length === 0) return <p className="v long faint">{absent}</p>;
  const length = parts.reduce((sum, part) => sum + part.text.length, 0);
  return (
    <p className={length > 24 ? 'v long' : 'v'}>
      {parts.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity, only an order
        part.differs ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
      )}
    </p>
  );
}

const absent = (value: string | null): string => (value === null ? 'not there' : 'empty');

/** Both values, large, with what differs underlined. */
export function BothValues({ pattern }: { pattern: PatternView }) {
  const { example, field, kind } = pattern;
  if (example === null) return null;
  const [legacy, target] = differing(example.legacy ?? '', example.target ?? '');
  const only = example.legacy === null || example.target === null;
  return (
    <div className="both">
      <div>
        <SideMark side="legacy" />
        <Value
          parts={only ? legacy.map((part) => ({ ...part, differs: false })) : legacy}
          absent={absent(example.legacy)}
        />
        <p>
          {field ?? discrepancyWords[kind]}, <span className="mono wrap-any">{example.correlationId}</span>
        </p>
      </div>
      <div>
        <SideMark side="target" />
        <Value
          parts={only ? target.map((part) => ({ ...part, differs: false })) : target}
          absent={absent(example.target)}
        />
        <p>
          {example.difference === null ? discrepancyWords[kind] : `${typeset(example.difference)}, target minus legacy`}
        </p>
      </div>
    </div>
  );
}

/** How each value came to be, by the rules of its run, and the step where the two part for good. */
export function Trace({ pattern }: { pattern: PatternView }) {
  const { trace, ruleSetVersion } = pattern;
  if (trace.length === 0) return null;
  return (
    <Section
      title="How each value came to be"
      note={ruleSetVersion === null ? 'no rule set in force: compared as sent' : `rule set v${ruleSetVersion}`}
    >
      <StepsTable
        steps={trace.map(({ step, legacy, target }) => ({ sentence: step, legacy, target }))}
        partsFrom={trace.findIndex(({ parts }) => parts)}
        caption="How each value came to be, step by step"
      />
    </Section>
  );
}
