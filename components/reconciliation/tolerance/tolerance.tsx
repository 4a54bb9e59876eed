'use client';

import dynamic from 'next/dynamic';
import { useId, useState } from 'react';
import { PeriodField, periodFrom } from '@/components/backtest/period-field';
import { useBacktest } from '@/components/backtest/use-backtest';
import { hiddenCritical } from '@/components/backtest/verdict';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { ProblemNote } from '@/components/ui/problem-note';
import type { Act } from '@/lib/contract/views/parts';
import type { PatternView, ToleranceView } from '@/lib/contract/views/reconciliation';
import { draftWith, firstValue, type Knob, knobsFor, type RulesInForce, wrongWith } from './draft';
import { knobLabels, unitOf } from './words';

const BacktestResult = dynamic(() => import('@/components/backtest/backtest-result').then((m) => m.BacktestResult));
const ProposeDialog = dynamic(() => import('./propose').then((m) => m.ProposeDialog), { ssr: false });

const precisions = ['second', 'minute'] as const;

type Props = {
  program: string;
  context: { slug: string; name: string };
  /** The pattern that this is meant to explain: hiding it is what it is for. */
  pattern: Pick<PatternView, 'number' | 'mergedInto'>;
  tolerance: ToleranceView;
  /** How far apart the example is, where that is a number. */
  apart: string | null;
};

type Rule = Readonly<Record<string, unknown>>;
const ruleIn = (rule: unknown): Rule | null => (typeof rule === 'object' && rule !== null ? { ...rule } : null);

/** What would a rule hide that let this pass? Tried on stored discrepancies; nothing changes until it is signed off. */
export function Tolerance(props: Props) {
  const { tolerance } = props;
  const knobs = knobsFor(tolerance.difference, ruleIn(tolerance.rule));
  const [first] = knobs;
  if (first === undefined) {
    return (
      <p className="data quiet pretty">
        No tolerance fits how these values differ. A rule can still say what such values mean, by a table of codes or a
        classification: that is drafted on the page of the rules.
      </p>
    );
  }
  return <Trial {...props} knobs={knobs} first={first} />;
}

function Trial({
  program,
  context,
  pattern,
  tolerance,
  apart,
  knobs,
  first,
}: Props & { knobs: readonly Knob[]; first: Knob }) {
  const { field } = tolerance;
  const [knob, setKnob] = useState<Knob>(first);
  const [value, setValue] = useState(() => firstValue(first, apart));
  const [days, setDays] = useState(14);
  const [proposing, setProposing] = useState(false);
  const { ask, stop, busy, answer, problem, reset } = useBacktest(program, context.slug);
  const wrong = wrongWith(knob, value);
  const draft = draftWith(tolerance.document as RulesInForce, { field, rule: ruleIn(tolerance.rule) }, { knob, value });
  const change = (next: () => void) => {
    next();
    reset();
  };
  const against = answer === null ? null : hiddenCritical(answer, pattern.mergedInto ?? pattern.number);
  const propose: Act = !tolerance.propose.allowed
    ? tolerance.propose
    : against !== null
      ? { allowed: false, why: against }
      : answer === null
        ? { allowed: false, why: 'See first what it would hide.' }
        : { allowed: true, why: null };
  return (
    <>
      <form
        className="trial"
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong === null && tolerance.draft.allowed) ask({ draft: { document: draft }, from: periodFrom(days) });
        }}
      >
        <p className="trial-says">
          If <span className="mono">{field}</span> may{' '}
          <select
            aria-label="What is allowed"
            value={knob}
            onChange={(event) => {
              const next = knobs.find((each) => each === event.target.value) ?? first;
              change(() => {
                setKnob(next);
                setValue(firstValue(next, apart));
              });
            }}
          >
            {knobs.map((each) => (
              <option key={each} value={each}>
                {knobLabels[each]}
              </option>
            ))}
          </select>{' '}
          <Value knob={knob} value={value} wrong={wrong} onValue={(text) => change(() => setValue(text))} />
        </p>
        <div className="trial-acts">
          <PeriodField days={days} onDays={(next) => change(() => setDays(next))} />
          {busy ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <ActButton act={tolerance.draft} submit onPress={() => undefined}>
              See what it would hide
            </ActButton>
          )}
        </div>
      </form>
      {busy ? (
        <p className="data quiet" role="status">
          Judging the stored discrepancies of {days} days again. It ends by itself after 20 seconds at most.
        </p>
      ) : null}
      <ProblemNote problem={problem} />
      {answer === null ? null : (
        <>
          <div className="data">
            <BacktestResult answer={answer} program={program} own={pattern.number} />
          </div>
          <div className="trial-end">
            <ActButton act={propose} look="primary" onPress={() => setProposing(true)}>
              Propose…
            </ActButton>
          </div>
          {proposing ? (
            <ProposeDialog
              program={program}
              context={context}
              draft={draft}
              change={{ field, knob, value, pattern: pattern.number }}
              answer={answer}
              onClose={() => setProposing(false)}
            />
          ) : null}
        </>
      )}
    </>
  );
}

type ValueProps = { knob: Knob; value: string; wrong: string | null; onValue: (value: string) => void };

function Value({ knob, value, wrong, onValue }: ValueProps) {
  const id = useId();
  const unit = unitOf(knob);
  if (unit === null) return null;
  const [before, after] = unit;
  return (
    <>
      {before}{' '}
      {knob === 'precision' ? (
        <select aria-label={`${before} …`} value={value} onChange={(event) => onValue(event.target.value)}>
          {precisions.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      ) : (
        <input
          aria-label="How much"
          aria-invalid={wrong !== null || undefined}
          aria-describedby={wrong === null ? undefined : id}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={value}
          onChange={(event) => onValue(event.target.value.trim())}
        />
      )}{' '}
      {after}
      {wrong === null ? null : (
        <span className="wrong" id={id}>
          {wrong}
        </span>
      )}
    </>
  );
}
