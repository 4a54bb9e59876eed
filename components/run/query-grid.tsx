import { Moment } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { paths } from '@/lib/contract/paths';
import type { QueryGridCell, QueryGrid as View } from '@/lib/contract/views/query-grid';

type Props = { grid: View; program: string; now: string; label: string };

function NotRun({ required }: { required: boolean }) {
  return required ? (
    <span className="verdict insufficient">
      <Icon name="insufficient" />
      not run
    </span>
  ) : (
    <span className="faint">not run</span>
  );
}

function Cell({ cell, program, now }: { cell: QueryGridCell; program: string; now: string }) {
  if (cell.outcome === null) {
    return (
      <>
        <NotRun required={cell.required} />
        <span className="sub">{cell.required ? 'expected, and never seen' : 'no check expects it'}</span>
      </>
    );
  }
  return (
    <>
      <CheckMark outcome={cell.outcome} />
      <span className="sub">
        {cell.at === null ? null : <Moment at={cell.at} now={now} />}
        {cell.run === null ? null : (
          <>
            {', '}
            <Link href={paths.run(program, cell.run)} className="mono id">
              r-{cell.run}
            </Link>
          </>
        )}
      </span>
      {cell.finding === null ? null : <span className="sub bad">{cell.finding}</span>}
    </>
  );
}

const toneOf = ({ outcome, required }: QueryGridCell): string => {
  if (outcome === null) return required ? 'open wanted' : 'open';
  return outcome === 'match' || outcome === 'match_within_tolerance' || outcome === 'ignored' ? '' : 'look';
};

/** Consumers' queries by engine: what each last came to, and which combination never ran. */
export function QueryGrid({ grid, program, now, label }: Props) {
  return (
    <Scroll label={label}>
      <table className="dense qgrid">
        <thead>
          <tr>
            <th scope="col">Consumer’s query</th>
            {grid.engines.map((engine) => (
              <th key={engine} scope="col">
                <span className="mono">{engine}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ query, cells }) => (
            <tr key={query}>
              <th scope="row" className="mono">
                {query}
              </th>
              {cells.map((cell, at) => (
                <td key={grid.engines[at]} className={toneOf(cell)}>
                  <Cell cell={cell} program={program} now={now} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
