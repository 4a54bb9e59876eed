import { DailyCounts } from '@/components/charts/daily-counts';
import { When } from '@/components/format/moment';
import { integer } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { layerWords } from '@/components/format/words';
import { AsTable } from '@/components/ui/as-table';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { PatternView } from '@/lib/contract/views/reconciliation';

/** How often it was seen day by day, with the decisions of its context on it, and where it stands by each source. */
export function Trend({ pattern }: { pattern: PatternView }) {
  const { program, days, decisions, now } = pattern;
  return (
    <Section
      title="Day by day"
      note={`last ${days.length} days, with decisions`}
      end={
        <AsTable
          heads={['Day', 'Seen', 'Open', 'In baselines']}
          rows={days.map(({ day, count, open, baseline }) => [day, integer(count), integer(open), integer(baseline)])}
        />
      }
    >
      <Scroll label="Day by day" at={1}>
        <DailyCounts days={days} decisions={decisions} now={now} />
      </Scroll>
      <ul className="rows data">
        {pattern.standings.map((standing) => (
          <li key={`${standing.source} ${standing.layer} ${standing.workload} ${standing.baseline}`}>
            <span className="mono">{standing.source}</span>
            <span className="faint">
              {layerWords[standing.layer]}
              {standing.workload === null ? '' : `, ${standing.workload}`}
              {standing.baseline ? ', baseline' : ''}
            </span>
            <span className="grow">
              <Prose text={standing.words} program={program.slug} />
            </span>
            <span className="end">
              {integer(standing.count)} in{' '}
              <Link className="mono id" href={paths.run(program.slug, standing.run)}>
                r-{standing.run}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <details className="data">
        <summary>Runs that show it</summary>
        <ul className="rows">
          {pattern.occurrences.slice(0, 12).map((each) => (
            <li key={each.run}>
              <Link className="mono id" href={paths.run(program.slug, each.run)}>
                r-{each.run}
              </Link>
              <span className="grow faint">
                up to <When at={each.windowTo} now={now} />
                {each.baseline ? ', baseline' : ''}
                {each.superseded ? ', superseded' : ''}
              </span>
              <span className="end">
                {integer(each.count)}
                {each.open < each.count ? `, ${integer(each.open)} open` : ''}
                {each.exact ? '' : ', from a sample'}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
