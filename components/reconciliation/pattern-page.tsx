import { Histogram } from '@/components/charts/histogram';
import { Moment, When } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { dayAndClock } from '@/components/format/time';
import { discrepancyWords, layerWords } from '@/components/format/words';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { SideMark } from '@/components/states/side';
import { AsTable } from '@/components/ui/as-table';
import { Feed } from '@/components/ui/feed';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { PatternView } from '@/lib/contract/views/reconciliation';
import { differing, type Part } from './differing';
import { TriageButton } from './triage';

function Value({ parts, absent }: { parts: Part[]; absent: string }) {
  if (parts.length === 0) return <p className="v long faint">{absent}</p>;
  const long = parts.reduce((sum, part) => sum + part.text.length, 0) > 24;
  return (
    <p className={long ? 'v long' : 'v'}>
      {parts.map((part) => (part.differs ? <mark key={part.text}>{part.text}</mark> : part.text))}
    </p>
  );
}

/** Both values, large, with what differs underlined. */
function Both({ pattern, example }: { pattern: PatternView; example: NonNullable<PatternView['example']> }) {
  const [legacy, target] = differing(example.legacy ?? '', example.target ?? '');
  const absent = (value: string | null) => (value === null ? 'not there' : 'empty');
  return (
    <div className="both">
      <div>
        <SideMark side="legacy" />
        <Value parts={legacy} absent={absent(example.legacy)} />
        <p>
          {pattern.field ?? discrepancyWords[pattern.kind]}, <span className="mono">{example.correlationId}</span>
        </p>
      </div>
      <div>
        <SideMark side="target" />
        <Value parts={target} absent={absent(example.target)} />
        <p>{example.difference === null ? discrepancyWords[pattern.kind] : typeset(example.difference)}</p>
      </div>
    </div>
  );
}

function Trace({ pattern }: { pattern: PatternView }) {
  return (
    <Section
      title="How each value came to be"
      note={
        pattern.ruleSetVersion === null
          ? 'no rule set in force: compared as sent'
          : `rule set v${pattern.ruleSetVersion}`
      }
    >
      <table className="norm">
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
          {pattern.trace.map((step, index) => (
            <tr key={step.step} className={step.parts ? 'part' : undefined}>
              <td>{index + 1}</td>
              <td>
                {step.parts ? <span className="bad">They part here: </span> : null}
                {typeset(step.step)}
              </td>
              <td className="num mono">{step.legacy ?? <span className="faint">nothing</span>}</td>
              <td className="num mono">{step.target ?? <span className="faint">nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Whom it touches: counts by value of each dimension. */
function Touches({ dimensions }: { dimensions: PatternView['dimensions'] }) {
  const most = Math.max(1, ...dimensions.flatMap(({ values }) => values.map(({ count }) => count)));
  return (
    <Section title="Whom it touches">
      {dimensions.map((dimension) => (
        <div key={dimension.name}>
          <h3 className="rest-title">{dimension.name}</h3>
          <ol className="bars">
            {dimension.values.map(({ value, count }) => (
              <li key={value}>
                <span>{value}</span>
                <i style={{ width: `${((count / most) * 100).toFixed(1)}%` }} />
                <em>{integer(count)}</em>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </Section>
  );
}

function Examples({ pattern }: { pattern: PatternView }) {
  return (
    <Section title="Examples">
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Correlation</th>
            <th scope="col" className="num">
              Legacy
            </th>
            <th scope="col" className="num">
              Target
            </th>
          </tr>
        </thead>
        <tbody>
          {pattern.examples.slice(0, 10).map((example) => (
            <tr key={`${example.run} ${example.correlationId}`}>
              <td className="mono wrap-any">
                <Link href={paths.run(pattern.program.slug, example.run)}>{example.correlationId}</Link>
              </td>
              <td className="num mono">{example.legacy ?? <span className="faint">not there</span>}</td>
              <td className="num mono">{example.target ?? <span className="faint">not there</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** One pattern: both values, where they part, how far apart, whom it touches, and triage. */
export function PatternPage({ pattern }: { pattern: PatternView }) {
  const { program, now, distribution } = pattern;
  return (
    <article className="one">
      <p className="kind">
        <SeverityMark severity={pattern.severity} />
        <span className="id">P-{pattern.number}</span>
        <span>{categoryLooks[pattern.category].word}</span>
        {pattern.state === 'open' ? null : <span className="tag">{pattern.state}</span>}
        {pattern.triaged ? null : <span className="tag">not triaged: gates count it as critical</span>}
        {pattern.baseline ? <span className="tag">seen in the baseline</span> : null}
        <span className="end">
          <TriageButton pattern={pattern} />
        </span>
      </p>
      <h1>{typeset(pattern.sentence)}</h1>
      <p className="what-is">
        <Prose text={pattern.facts} program={program.slug} /> Layer {layerWords[pattern.layer]}
        {pattern.workload === null ? '' : `, ${pattern.workload}`}, first seen{' '}
        <Moment at={pattern.firstSeenAt} now={now} as="sinceTime" />, last <Moment at={pattern.lastSeenAt} now={now} />.{' '}
        {pattern.owner === null ? 'Nobody owns it.' : `${pattern.owner.name} owns it.`}
      </p>
      {pattern.closedBy === null ? null : (
        <p className="done-note">
          <Prose text={pattern.closedBy} program={program.slug} />
        </p>
      )}
      {pattern.itemised ? null : (
        <p className="problem">
          These differences were counted and not itemised, so nobody can say what they are. They count as unclassified
          and critical until a run lists them.
        </p>
      )}
      {pattern.example === null ? null : <Both pattern={pattern} example={pattern.example} />}
      {pattern.trace.length === 0 ? null : <Trace pattern={pattern} />}
      {distribution === null ? null : (
        <Section
          title="How far apart"
          note="target minus legacy"
          end={
            <AsTable
              heads={['From', 'To', 'Count']}
              rows={distribution.bins.map((bin) => [bin.from, bin.to, integer(bin.count)])}
            />
          }
        >
          {distribution.bins.length < 3 ? null : (
            <Scroll label="How far apart">
              <Histogram distribution={distribution} />
            </Scroll>
          )}
          <p className="quiet data">{typeset(distribution.finding)}</p>
        </Section>
      )}
      <div className="half">
        {pattern.dimensions.length === 0 ? null : <Touches dimensions={pattern.dimensions} />}
        {pattern.examples.length === 0 ? null : <Examples pattern={pattern} />}
      </div>
      <Section
        title="Runs that show it"
        note={pattern.occurrences.length}
        end={
          <AsTable
            heads={['Run', 'Window until', 'Count']}
            rows={pattern.occurrences.map((each) => [`r-${each.run}`, dayAndClock(each.windowTo), integer(each.count)])}
          />
        }
      >
        <ul className="rows">
          {pattern.occurrences.slice(0, 6).map((each) => (
            <li key={each.run}>
              <Link className="mono id" href={paths.run(program.slug, each.run)}>
                r-{each.run}
              </Link>
              <span className="grow faint">
                up to <When at={each.windowTo} now={now} />
              </span>
              <span className="end">
                {integer(each.count)}
                {each.exact ? '' : ', from a sample'}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What was said of it">
        {pattern.note === null ? null : <p className="quote data">{pattern.note}</p>}
        <Feed entries={pattern.history} program={program.slug} now={now} />
      </Section>
    </article>
  );
}
