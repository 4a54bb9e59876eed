import { typeset } from '@/components/format/number';
import { Choose } from '@/components/ui/choose';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty, Head } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { RunsFilter, RunsView } from '@/lib/contract/views/run';
import { RunTable } from './run-table';
import { Streams } from './streams';

const narrows = ({ period: _, sort: __, cursor: ___, ...filter }: RunsFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined);

function Nothing({ view }: { view: RunsView }) {
  const { program, filter } = view;
  if (narrows(filter) || (filter.period ?? '') !== 'any') {
    return (
      <Empty
        action={
          <Link className="btn" href={withFilter(paths.runs(program.slug), { period: 'any' })}>
            Show all runs
          </Link>
        }
      >
        No run of this period is of this kind.
      </Empty>
    );
  }
  return (
    <Empty>
      No run is here. A job that compares the two systems sends its result to{' '}
      <span className="mono">POST /api/v1/programs/{program.slug}/runs</span>, with a key from Settings.
    </Empty>
  );
}

/** The runs of a program in a period, and the sources from which the next ones are expected. */
export function RunList({ view }: { view: RunsView }) {
  const { program, filter, rows, now } = view;
  const path = paths.runs(program.slug);
  return (
    <>
      <Head
        title="Runs"
        lede={typeset(view.lede)}
        acts={
          <Link className="btn" href={paths.sources(program.slug)}>
            What arrives
          </Link>
        }
      />
      <Streams view={view} />
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          { name: 'layer', label: 'Layer', options: view.layers, any: 'Any layer' },
          { name: 'outcome', label: 'Outcome', options: view.outcomes, any: 'Any outcome' },
          { name: 'source', label: 'Source', options: view.sources, any: 'Any source' },
          { name: 'workload', label: 'Workload', options: view.workloads, any: 'Any workload' },
          { name: 'standing', label: 'Counting', options: view.standings, any: 'Counted or not' },
          { name: 'format', label: 'Format', options: view.formats, any: 'Any format' },
          { name: 'engine', label: 'Engine', options: view.engines, any: 'Any engine' },
        ]}
      >
        <Choose path={path} filter={filter} name="period" label="Period" options={view.periods} />
        <Choose path={path} filter={filter} name="sort" label="Order" options={view.sorts} />
        <ListKeys />
      </Filters>
      {rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <div className="data">
          <RunTable runs={rows} program={program.slug} now={now} withContext />
        </div>
      )}
      <Pages path={path} filter={filter} page={view.page} noun="run" />
    </>
  );
}
