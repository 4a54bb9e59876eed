import { Divergence } from '@/components/charts/divergence';
import { MatchRate } from '@/components/charts/match-rate';
import { counted, integer, typeset } from '@/components/format/number';
import { dayAndClock } from '@/components/format/time';
import { rateText } from '@/components/format/value';
import { layerWords } from '@/components/format/words';
import { PatternLines } from '@/components/reconciliation/pattern-lines';
import { QueryGrid } from '@/components/run/query-grid';
import { RunTable } from '@/components/run/run-table';
import { categoryLooks, categoryOrder } from '@/components/states/category';
import { AsTable } from '@/components/ui/as-table';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';
import { Layers } from './layers';
import { openText } from './open-text';

function Charts({ matchRate, divergence }: Pick<ContextView, 'matchRate' | 'divergence'>) {
  return (
    <div>
      {matchRate === null ? null : (
        <>
          <div className="chart-title">
            <h3>Match rate</h3>
            <span className="faint">
              {layerWords[matchRate.layer]}
              {matchRate.workload === null ? '' : `, ${matchRate.workload}`}, in nines
            </span>
            <AsTable
              heads={['Window until', 'Match rate', 'n', 'Run']}
              rows={matchRate.points.map((point) => [
                dayAndClock(point.to),
                rateText(point.share, matchRate.needed),
                integer(point.sampleSize),
                `r-${point.run}`,
              ])}
            />
          </div>
          <Scroll label="Match rate" at={1}>
            <MatchRate view={matchRate} />
          </Scroll>
        </>
      )}
      {divergence === null ? null : (
        <>
          <div className="chart-title">
            <h3>Divergence by category</h3>
            <span className="faint">by {divergence.grain}</span>
            <AsTable
              heads={['Until', ...categoryOrder.map((category) => categoryLooks[category].word)]}
              rows={divergence.buckets.map((bucket) => [
                dayAndClock(bucket.to),
                ...categoryOrder.map((category) => integer(bucket.counts[category] ?? 0)),
              ])}
            />
          </div>
          <Scroll label="Divergence" at={1}>
            <Divergence view={divergence} />
          </Scroll>
        </>
      )}
    </div>
  );
}

/** What the comparisons say: over time, by category, by layer, and which patterns are open. */
export function Reconciliation({ view }: { view: ContextView }) {
  const { program, now, matchRate, divergence, patterns, runs } = view;
  const last = matchRate?.points.at(-1);
  if (runs.length === 0) {
    return (
      <Section id="reconciliation" title="Reconciliation">
        <Empty>
          No run has reported yet. The first one fills this place: a job sends it to{' '}
          <span className="mono">POST /api/v1/programs/{program.slug}/runs</span> with a key from Settings.
        </Empty>
      </Section>
    );
  }
  return (
    <Section
      id="reconciliation"
      title="Reconciliation"
      end={
        <>
          <Link href={paths.knowledge(program.slug, view.slug)}>What was learned</Link>{' '}
          <Link href={withFilter(paths.runs(program.slug), { context: view.slug })}>All runs</Link>
        </>
      }
    >
      {matchRate === null || last === undefined ? null : (
        <p className="leading">
          <b>{rateText(last.share, matchRate.needed)}</b>
          <span>{typeset(matchRate.finding)}</span>
        </p>
      )}
      <div className="ctx-cols">
        <Charts matchRate={matchRate} divergence={divergence} />
        <div>
          <h3>
            Open patterns <span className="faint">{openText(view)}</span>
          </h3>
          <PatternLines patterns={patterns.map((pattern) => ({ ...pattern, slug: program.slug }))} />
          {view.openPatterns > patterns.length ? (
            <p className="data">
              <Link href={withFilter(paths.patterns(program.slug), { context: view.slug })}>
                All {counted(view.openPatterns, 'pattern')}
              </Link>
            </p>
          ) : null}
        </div>
      </div>
      <Layers view={view} />
      {view.queries === null ? null : (
        <>
          <div className="chart-title" id="queries">
            <h3>Queries by engine</h3>
            <span className="faint">{typeset(view.queries.finding)}</span>
          </div>
          <QueryGrid grid={view.queries} program={program.slug} now={now} label="Consumers’ queries by engine" />
        </>
      )}
      <div className="chart-title">
        <h3>Latest runs</h3>
      </div>
      <RunTable runs={runs} program={program.slug} now={now} withContext={false} asked={matchRate} />
    </Section>
  );
}
