'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { PeriodField, periodFrom } from '@/components/backtest/period-field';
import { useBacktest } from '@/components/backtest/use-backtest';
import { backtestReason } from '@/components/backtest/verdict';
import { Button } from '@/components/ui/button';
import { ProblemNote } from '@/components/ui/problem-note';
import { Section } from '@/components/ui/section';
import type { DraftRef } from '@/lib/contract/v1/backtest';
import type { Act, ContextRef } from '@/lib/contract/views/parts';
import { ActivateButton } from './activate';

const BacktestResult = dynamic(() => import('@/components/backtest/backtest-result').then((m) => m.BacktestResult));

type TrialProps = {
  program: string;
  context: string;
  draft: DraftRef;
  /** Why it cannot be tried now; null where it can. */
  hindered?: string | null;
  step?: number;
  /** What comes after a trial, told what it found. */
  children?: (reason: string | null) => React.ReactNode;
};

/** Trying a draft on what is stored: over which period, and what came of it. */
export function Trial({ program, context, draft, hindered = null, step, children }: TrialProps) {
  const [days, setDays] = useState(30);
  const { ask, stop, busy, asked, answer, problem } = useBacktest(program, context);
  // An answer stands only while it is about what is here now.
  const current = asked !== null && JSON.stringify(asked.draft) === JSON.stringify(draft);
  return (
    <Section
      title="Backtest"
      id="backtest"
      {...(step === undefined ? {} : { step })}
      note="judges what is stored once more; nothing changes"
    >
      <div className="tryout">
        <PeriodField days={days} onDays={setDays} />
        <Button
          busy={busy}
          aria-disabled={hindered === null ? undefined : true}
          onClick={hindered === null ? () => ask({ draft, from: periodFrom(days) }) : undefined}
        >
          {answer === null ? 'Backtest' : 'Backtest again'}
        </Button>
        {busy ? (
          <Button look="quietly" onClick={stop}>
            Stop
          </Button>
        ) : null}
        {hindered === null ? null : <span className="why">{hindered}</span>}
      </div>
      {busy ? (
        <p className="quiet data" role="status">
          Judging the stored discrepancies of {days} days under the draft. It ends after 20 seconds at most, and says
          how far it came.
        </p>
      ) : null}
      <ProblemNote problem={problem} />
      {answer === null || busy ? null : (
        <>
          {current ? null : (
            <p className="behind">The rules were changed since. This is about what they said before.</p>
          )}
          <BacktestResult answer={answer} program={program} />
        </>
      )}
      {children === undefined ? null : children(answer !== null && current ? backtestReason(answer) : null)}
    </Section>
  );
}

type Props = { program: string; context: ContextRef; version: number; activate: Act; decision: number | null };

/** A draft on trial, and the way to propose it: what the trial found goes with the reason. */
export function TryOut({ program, context, version, activate, decision }: Props) {
  return (
    <Trial program={program} context={context.slug} draft={{ version }}>
      {(reason) => (
        <div className="tryout-end">
          <ActivateButton
            program={program}
            context={context}
            version={version}
            act={activate}
            decision={decision}
            tried={reason}
          />
          {reason === null && decision === null && activate.allowed ? (
            <p className="sub pretty">Nobody tried it here yet. A signer will ask what it would have hidden.</p>
          ) : null}
        </div>
      )}
    </Trial>
  );
}
