import { percent, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { PatternLines } from '@/components/reconciliation/pattern-lines';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { RunView } from '@/lib/contract/views/run';
import { Checks } from './checks';
import { Differences } from './differences';
import { Announced, BothSides, Facts } from './facts';
import { QueryGrid } from './query-grid';
import { Statistics } from './statistics';
import { TotalsTable } from './totals';
import { Verdicts } from './verdicts';

function Top({ run }: { run: RunView }) {
  const { program } = run;
  return (
    <div className="head">
      <div className="grow">
        <p className="kind">
          <Link href={paths.context(program.slug, run.context.slug)}>{run.context.name}</Link>
          <span className="tag">{layerWords[run.layer]}</span>
          {run.workload === null ? null : <span className="tag">{run.workload}</span>}
          {run.baseline ? <span className="tag">baseline, counts for no criterion</span> : null}
          <CheckMark outcome={run.outcome} />
          {run.share === null ? null : <b>{percent(run.share)}</b>}
        </p>
        <h1>
          Run <span className="mono">r-{run.number}</span>
        </h1>
        <p className="lede">{typeset(run.lede)}</p>
      </div>
    </div>
  );
}

/** What is to be known before anything below is believed. */
function Reservations({ run }: { run: RunView }) {
  return (
    <>
      {run.supersededBy === null ? null : (
        <div className="note stale" role="note">
          <Icon name="f-superseded" />
          <p>
            <Prose
              text={`This run was superseded by r-${run.supersededBy}. It stays here, and counts in no evaluation from then on.`}
              program={run.program.slug}
            />
          </p>
        </div>
      )}
      {run.warningsText.length === 0 ? null : (
        <div className="problem">
          <b>
            <Icon name="errored" className="small" />
            Understood only in part
          </b>
          <ul>
            {run.warningsText.map((warning) => (
              <li key={warning}>{typeset(warning)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** One run: what was compared, what the tool said, and what Lockgate judged of it. */
export function RunPage({ run }: { run: RunView }) {
  const { program, queries } = run;
  return (
    <>
      <Top run={run} />
      <Reservations run={run} />
      <Announced run={run} />
      <div className="run-about">
        <BothSides run={run} />
        <Facts run={run} />
      </div>
      {run.totals === null ? null : (
        <Section title="Totals" note={run.cohorts.length === 0 ? undefined : 'and by cohort'}>
          <TotalsTable totals={run.totals} cohorts={run.cohorts} />
        </Section>
      )}
      {queries === null ? null : (
        <Section id="queries" title="Queries by engine" note={typeset(queries.finding)}>
          <QueryGrid grid={queries} program={program.slug} now={run.now} label="Queries of this run by engine" />
        </Section>
      )}
      <Statistics run={run} />
      <Verdicts run={run} />
      <Checks run={run} />
      {run.patterns.length === 0 ? null : (
        <Section title="Patterns in it" note={run.patterns.length}>
          <PatternLines patterns={run.patterns.map((pattern) => ({ ...pattern, slug: program.slug }))} />
        </Section>
      )}
      <Differences run={run} />
    </>
  );
}
