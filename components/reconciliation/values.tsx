import type { ReactNode } from 'react';
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

type BothProps = { legacy: string | null; target: string | null; under: { legacy: ReactNode; target: ReactNode } };

/** Two values, large, with what differs underlined. */
function Both({ legacy, target, under }: BothProps) {
  const [left, right] = differing(legacy ?? '', target ?? '');
  const only = legacy === null || target === null;
  return (
    <div className="both">
      <div>
        <SideMark side="legacy" />
        <Value parts={only ? left.map((part) => ({ ...part, differs: false })) : left} absent={absent(legacy)} />
        <p>{under.legacy}</p>
      </div>
      <div>
        <SideMark side="target" />
        <Value parts={only ? right.map((part) => ({ ...part, differs: false })) : right} absent={absent(target)} />
        <p>{under.target}</p>
      </div>
    </div>
  );
}

/** Both values of an example. */
export function BothValues({ pattern }: { pattern: PatternView }) {
  const { example, field, kind } = pattern;
  if (example === null) return null;
  const name = (
    <>
      {field ?? discrepancyWords[kind]}, <span className="mono wrap-any">{example.correlationId}</span>
    </>
  );
  const apart =
    example.difference === null ? discrepancyWords[kind] : `${typeset(example.difference)}, target minus legacy`;
  return <Both legacy={example.legacy} target={example.target} under={{ legacy: name, target: apart }} />;
}

/** What the check that alone shows a pattern measured on both sides, where it says so. */
export function BothMeasures({ pattern }: { pattern: PatternView }) {
  const { check } = pattern;
  if (check === null || (check.legacy === null && check.target === null)) return null;
  const name = <span className="mono wrap-any">{check.key}</span>;
  return (
    <Both legacy={check.legacy} target={check.target} under={{ legacy: name, target: `as r-${check.run} sent it` }} />
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
