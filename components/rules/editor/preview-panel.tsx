'use client';

import { useEffect, useState } from 'react';
import { JudgedSteps, Verdict } from '@/components/backtest/judged-steps';
import { usePreview } from '@/components/backtest/use-preview';
import { integer, typeset } from '@/components/format/number';
import { SideMark } from '@/components/states/side';
import { Link } from '@/components/ui/link';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { JudgedTwice, PreviewAnswer } from '@/lib/contract/v1/backtest';
import type { RuleExampleView } from '@/lib/contract/views/rules';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';

const shown = (value: string | null | undefined) => {
  if (value === undefined) return <span className="faint">not sent</span>;
  if (value === null) return <span className="faint">null</span>;
  return value === '' ? <span className="faint">empty</span> : value;
};

const isOpen = (item: JudgedTwice, when: 'before' | 'after'): boolean => item[when].outcome === 'mismatch';

/** What comes of all kept examples, in a sentence. */
const finding = ({ items }: PreviewAnswer): string => {
  const all = items.length === 1 ? 'the one kept example' : `${integer(items.length)} kept examples`;
  const [hidden, flagged] = [
    items.filter((item) => isOpen(item, 'before') && !isOpen(item, 'after')).length,
    items.filter((item) => !isOpen(item, 'before') && isOpen(item, 'after')).length,
  ];
  if (hidden + flagged === 0) return `Of ${all}, none would be judged otherwise.`;
  const parts = [
    ...(hidden > 0 ? [`${integer(hidden)} would no longer differ`] : []),
    ...(flagged > 0 ? [`${integer(flagged)} would newly differ`] : []),
  ];
  return `Of ${all}, ${parts.join(' and ')}.`;
};

const same = ({ before, after }: JudgedTwice): boolean =>
  before.outcome === after.outcome && before.category === after.category && before.severity === after.severity;

function Example({ item, program }: { item: JudgedTwice; program: string }) {
  return (
    <>
      <div className="both small">
        {(['legacy', 'target'] as const).map((side) => (
          <div key={side}>
            <SideMark side={side} />
            <p className="v long">{shown(item[side])}</p>
          </div>
        ))}
      </div>
      <p className="verdicts">
        {same(item) ? (
          <>
            <Verdict of={item.after} /> <span className="faint">as under the rules before</span>
          </>
        ) : (
          <>
            <Verdict of={item.before} />
            <span className="faint"> → </span>
            <b>
              <Verdict of={item.after} />
            </b>
          </>
        )}
      </p>
      <JudgedSteps of={item.after} caption="Steps under the draft" />
      <p className="sub wrap-any">
        <span className="mono">{item.correlationId}</span>,{' '}
        <Link href={paths.run(program, item.run)}>
          <span className="id">r-{item.run}</span>
        </Link>
      </p>
    </>
  );
}

type Props = {
  program: string;
  context: string;
  examples: readonly RuleExampleView[];
  /** The field that is being edited: its examples come first. */
  field: string | null;
  /** As last read without a fault. */
  document: RuleSetDocument;
  /** What is typed now has a fault, so that this is about what was typed before. */
  faulty: boolean;
};

/** Real examples under the draft, as one types: both values, the outcome before and after, and each step. */
export function PreviewPanel({ program, context, examples, field, document, faulty }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  // Another field is another question: what was chosen for the one before is let go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is what it waits for
  useEffect(() => setChosen(null), [field]);
  const ofField = examples.filter((example) => example.field === field);
  const pattern = chosen ?? (field === null ? examples : ofField)[0]?.number ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pattern is what it waits for
  useEffect(() => setAt(0), [pattern]);
  const { answer, problem, behind } = usePreview(
    program,
    context,
    pattern === null ? null : { draft: { document }, of: { pattern } },
  );
  const item = answer?.items[Math.min(at, (answer?.items.length ?? 1) - 1)];
  const others = examples.filter(({ number }) => !ofField.some((own) => own.number === number));
  return (
    <div className="rule-preview" aria-busy={behind || undefined}>
      <h2>On real examples</h2>
      {examples.length === 0 ? (
        <p className="quiet pretty">
          No run has sent a discrepancy of this context yet. Once one has, its examples are judged here as you type.
        </p>
      ) : (
        <>
          <select
            className="input"
            aria-label="Examples of"
            value={pattern ?? ''}
            onChange={(event) => setChosen(event.target.value === '' ? null : Number(event.target.value))}
          >
            {pattern === null ? <option value="">no example of {field}; choose another…</option> : null}
            {ofField.length === 0 ? null : (
              <optgroup label={`In ${field ?? 'no field'}`}>
                {ofField.map(({ number, sentence }) => (
                  <option key={number} value={number}>
                    P-{number} {sentence}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label={ofField.length === 0 ? 'All' : 'Others'}>
              {others.map(({ number, sentence }) => (
                <option key={number} value={number}>
                  P-{number} {sentence}
                </option>
              ))}
            </optgroup>
          </select>
          <ProblemNote problem={problem} />
          {answer === null || item === undefined ? (
            pattern === null || problem !== null ? null : (
              <p className="quiet data">{answer === null ? 'Judging…' : 'No example of it was kept.'}</p>
            )
          ) : (
            <>
              <p className="finding pretty" role="status">
                {faulty ? <span className="behind">Before the faults: </span> : null}
                {typeset(finding(answer))}
              </p>
              <Example item={item} program={program} />
              {answer.items.length < 2 ? null : (
                <p className="pager">
                  <button
                    type="button"
                    className="btn small"
                    disabled={at === 0}
                    onClick={() => setAt(at - 1)}
                    aria-label="Example before"
                  >
                    ←
                  </button>
                  <span className="faint">
                    {integer(at + 1)} of {integer(answer.items.length)}
                  </span>
                  <button
                    type="button"
                    className="btn small"
                    disabled={at >= answer.items.length - 1}
                    onClick={() => setAt(at + 1)}
                    aria-label="Example after"
                  >
                    →
                  </button>
                </p>
              )}
            </>
          )}
        </>
      )}
    </div>
  );
}
