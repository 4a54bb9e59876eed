import { Moment, When } from '@/components/format/moment';
import { integer, percent } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { RunRow } from '@/lib/contract/views/run';

/** Runs, one a row: what was compared, over which window, and what Lockgate judged of it. */
export function RunTable({
  runs,
  program,
  now,
  withContext,
}: {
  runs: RunRow[];
  program: string;
  now: string;
  withContext: boolean;
}) {
  return (
    <table className="stack dense hover" data-list="runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          {withContext ? <th scope="col">Context</th> : null}
          <th scope="col">Layer</th>
          <th scope="col">Window until</th>
          <th scope="col">Outcome</th>
          <th scope="col" className="num">
            Compared
          </th>
          <th scope="col" className="num">
            Match rate
          </th>
          <th scope="col" className="num">
            Differences
          </th>
          <th scope="col" className="num">
            Received
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>
              <Link href={paths.run(program, run.number)} className="mono id" data-row>
                r-{run.number}
              </Link>
              <span className="sub">
                {run.source}
                {run.baseline ? ', baseline' : ''}
                {run.superseded ? ', superseded' : ''}
              </span>
            </td>
            {withContext ? <td data-th="Context">{run.context.name}</td> : null}
            <td data-th="Layer">
              {layerWords[run.layer]}
              {run.workload === null ? null : <span className="sub">{run.workload}</span>}
            </td>
            <td data-th="Window until">
              <When at={run.window.to} now={now} />
            </td>
            <td data-th="Outcome">
              <CheckMark outcome={run.outcome} />
            </td>
            <td className="num" data-th="Compared">
              {run.compared === null ? <span className="faint">not counted</span> : integer(run.compared)}
            </td>
            <td className="num strong" data-th="Match rate">
              {run.share === null ? '' : percent(run.share)}
            </td>
            <td className="num" data-th="Differences">
              {integer(run.discrepancyCount)}
            </td>
            <td className="num faint" data-th="Received">
              <Moment at={run.receivedAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
