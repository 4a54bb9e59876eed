import { Moment, When } from '@/components/format/moment';
import { bytes, integer, percent, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { discrepancyWords, layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { PatternLines } from '@/components/reconciliation/pattern-lines';
import { CheckMark } from '@/components/states/check';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { Pages } from '@/components/ui/pages';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { RunView, Totals } from '@/lib/contract/views/run';
import { Checks } from './checks';

function TotalsTable({ totals, cohorts }: { totals: Totals; cohorts: RunView['cohorts'] }) {
  const rows = [{ name: 'all', totals }, ...cohorts];
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Cohort</th>
          <th scope="col" className="num">
            Compared
          </th>
          <th scope="col" className="num">
            Matched
          </th>
          <th scope="col" className="num">
            Accepted
          </th>
          <th scope="col" className="num">
            Mismatched
          </th>
          <th scope="col" className="num">
            Missing in target
          </th>
          <th scope="col" className="num">
            Missing in legacy
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td>{row.name}</td>
            <td className="num" data-th="Compared">
              {integer(row.totals.compared)}
            </td>
            <td className="num" data-th="Matched">
              {integer(row.totals.matched)}
            </td>
            <td className="num" data-th="Accepted">
              {row.totals.accepted === null ? <span className="faint">none</span> : integer(row.totals.accepted)}
            </td>
            <td className="num" data-th="Mismatched">
              {integer(row.totals.mismatched)}
            </td>
            <td className="num" data-th="Missing in target">
              {integer(row.totals.missingInTarget)}
            </td>
            <td className="num" data-th="Missing in legacy">
              {integer(row.totals.missingInLegacy)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ run }: { run: RunView }) {
  const { now, program } = run;
  const side = (each: RunView['legacy']) =>
    [each.dataset, each.position, each.version].filter((part) => part !== null).join(', ') || 'not said';
  return (
    <dl className="facts">
      <dt>Window</dt>
      <dd>
        <When at={run.window.from} as="stamp" /> to <When at={run.window.to} as="stamp" /> UTC
        {run.period === null ? '' : `, period ${run.period}`}
      </dd>
      <dt>Identity</dt>
      <dd className="mono wrap-any">
        {run.source}, {run.externalId}
      </dd>
      <dt>Sent as</dt>
      <dd>
        {run.format}
        {run.engine === null ? '' : `, by ${run.engine}`}, received <Moment at={run.receivedAt} now={now} />, judged by{' '}
        {run.ruleSetVersion === null ? 'no rule set: values count as sent' : `rule set version ${run.ruleSetVersion}`}
      </dd>
      <dt>Legacy</dt>
      <dd className="mono wrap-any">{side(run.legacy)}</dd>
      <dt>Target</dt>
      <dd className="mono wrap-any">{side(run.target)}</dd>
      {run.coverage.length === 0 ? null : (
        <>
          <dt>Covers</dt>
          <dd>{run.coverage.join(', ')}</dd>
        </>
      )}
      {run.supersedes === null ? null : (
        <>
          <dt>Supersedes</dt>
          <dd>
            <Prose text={`r-${run.supersedes}`} program={program.slug} />
          </dd>
        </>
      )}
      <dt>As it was sent</dt>
      <dd>
        <a href={run.sent.href}>
          {run.sent.mediaType}, {bytes(run.sent.bytes)}
        </a>{' '}
        <Hash value={run.digest} />
      </dd>
    </dl>
  );
}

/** One run: what was compared, what the tool said, and what Lockgate judged of it. */
export function RunPage({ run }: { run: RunView }) {
  const { program } = run;
  return (
    <>
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
      {run.supersededBy === null ? null : (
        <div className="note stale" role="note">
          <Icon name="f-superseded" />
          <p>
            <Prose
              text={`This run was superseded by r-${run.supersededBy}. It stays here, and counts in no evaluation from then on.`}
              program={program.slug}
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
      <Facts run={run} />
      {run.totals === null ? null : (
        <Section title="Totals" note={run.cohorts.length === 0 ? undefined : 'and by cohort'}>
          <TotalsTable totals={run.totals} cohorts={run.cohorts} />
        </Section>
      )}
      <Checks checks={run.checks} />
      <Differences run={run} />
    </>
  );
}

const differencesNote = ({ announced, discrepancyCount, discrepanciesSampled }: RunView): string => {
  if (announced !== null && discrepancyCount < announced) {
    return `${integer(discrepancyCount)} of ${integer(announced)}; the others are still to come`;
  }
  return `${integer(discrepancyCount)}${discrepanciesSampled ? ', of which a sample was sent' : ''}`;
};

const noDifferences = ({ letGo, discrepancyCount, announced }: RunView): string => {
  if (letGo !== null) return `They were let go on ${letGo}. Their counts, patterns, examples and hashes stay.`;
  if (discrepancyCount > 0) return 'There are no more.';
  if (announced !== null && announced > 0) return 'None has come yet.';
  return 'This run lists no differences one by one.';
};

function Differences({ run }: { run: RunView }) {
  const { program } = run;
  return (
    <>
      {run.patterns.length === 0 ? null : (
        <Section title="Patterns in it" note={run.patterns.length}>
          <PatternLines patterns={run.patterns.map((pattern) => ({ ...pattern, slug: program.slug }))} />
        </Section>
      )}
      <Section title="Differences" note={differencesNote(run)}>
        {run.discrepancies.length === 0 ? (
          <Empty>{noDifferences(run)}</Empty>
        ) : (
          <table className="stack dense">
            <thead>
              <tr>
                <th scope="col">Correlation</th>
                <th scope="col">What differs</th>
                <th scope="col" className="num">
                  Legacy
                </th>
                <th scope="col" className="num">
                  Target
                </th>
                <th scope="col">Outcome</th>
                <th scope="col">Pattern</th>
              </tr>
            </thead>
            <tbody>
              {run.discrepancies.map((each) => (
                <tr key={`${each.correlationId} ${each.field ?? ''} ${each.kind}`}>
                  <td className="mono wrap-any">{each.correlationId}</td>
                  <td data-th="What differs">
                    {each.field ?? ''}
                    <span className="sub">{discrepancyWords[each.kind]}</span>
                  </td>
                  <td className="num mono" data-th="Legacy">
                    {each.legacy ?? <span className="faint">not there</span>}
                  </td>
                  <td className="num mono" data-th="Target">
                    {each.target ?? <span className="faint">not there</span>}
                  </td>
                  <td data-th="Outcome">
                    <CheckMark outcome={each.outcome} />
                  </td>
                  <td data-th="Pattern">
                    {each.pattern === null ? null : (
                      <Link className="id" href={paths.pattern(program.slug, each.pattern)}>
                        P-{each.pattern}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pages
          path={paths.run(program.slug, run.number)}
          filter={{}}
          page={run.discrepanciesPage}
          noun="listed difference"
        />
      </Section>
    </>
  );
}
