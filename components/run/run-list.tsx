import { typeset } from '@/components/format/number';
import { Filters } from '@/components/ui/filters';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty, Head } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { RunsView } from '@/lib/contract/views/run';
import { RunTable } from './run-table';

/** Every run of the program, the latest window first. */
export function RunList({ view }: { view: RunsView }) {
  const { program, filter, rows, now } = view;
  const path = paths.runs(program.slug);
  return (
    <>
      <Head title="Runs" lede={typeset(view.lede)} />
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          { name: 'source', label: 'Source', options: view.sources, any: 'Any source' },
          { name: 'layer', label: 'Layer', options: view.layers, any: 'Any layer' },
          { name: 'outcome', label: 'Outcome', options: view.outcomes, any: 'Any outcome' },
        ]}
      >
        <ListKeys />
      </Filters>
      {rows.length === 0 ? (
        <Empty>
          No run is here. A job that compares the two systems sends its result to{' '}
          <span className="mono">POST /api/v1/programs/{program.slug}/runs</span>, with a key from Settings.
        </Empty>
      ) : (
        <div className="data">
          <RunTable runs={rows} program={program.slug} now={now} withContext />
        </div>
      )}
      <Pages path={path} filter={filter} page={view.page} noun="run" />
    </>
  );
}
