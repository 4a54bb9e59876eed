import { Moment, When } from '@/components/format/moment';
import { counted, integer } from '@/components/format/number';
import { rateText } from '@/components/format/value';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { MatchRateChart } from '@/lib/contract/views/charts';
import type { RunRow } from '@/lib/contract/views/run';

/** What keeps a run from counting, or makes its word smaller. */
function Marks({ run }: { run: RunRow }) {
  const marks = [
    ...(run.superseded ? [{ icon: 'f-superseded' as const, text: 'superseded' }] : []),
    ...(run.baseline ? [{ icon: 'f-draft' as const, text: 'baseline' }] : []),
    ...(run.outstanding > 0 ? [{ icon: 'stale' as const, text: `${integer(run.outstanding)} still to come` }] : []),
    ...(run.warnings > 0 ? [{ icon: 'errored' as const, text: counted(run.warnings, 'warning') }] : []),
  ];
  return marks.length === 0 ? null : (
    <span className="run-marks">
      {marks.map(({ icon, text }) => (
        <span key={text}>
          <Icon name={icon} className="small" />
          {text}
        </span>
      ))}
    </span>
  );
}

/** Records that count against the match rate, and those that differ and do not: together all that the tool counted. */
function Differ({ run }: { run: RunRow }) {
  const { compared, differing, accepted, discrepancyCount } = run;
  if (compared === null) {
    return discrepancyCount === 0 ? (
      <span className="faint">not counted</span>
    ) : (
      counted(discrepancyCount, 'difference')
    );
  }
  return (
    <>
      <span className="nowrap">
        {integer(differing ?? 0)}{' '}
        <span className="faint">
          of {integer(compared)}
          {accepted === 0 ? '' : ','}
        </span>
      </span>{' '}
      {accepted === 0 ? null : <span className="nowrap faint">and {integer(accepted)} accepted</span>}
    </>
  );
}

type Props = {
  runs: RunRow[];
  program: string;
  now: string;
  withContext: boolean;
  /** What a gate asks of a layer: its rates are written as the gate writes them. */
  asked?: Pick<MatchRateChart, 'layer' | 'needed'> | null;
};

/** Runs, one a row: what was compared, over which window, and what Lockgate judged of it. */
export function RunTable({ runs, program, now, withContext, asked = null }: Props) {
  return (
    <table className="stack dense hover" data-list="runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Source</th>
          {withContext ? <th scope="col">Context</th> : null}
          <th scope="col">Layer</th>
          <th scope="col">Window until</th>
          <th scope="col">Outcome</th>
          <th scope="col" className="num">
            Differ of compared
          </th>
          <th scope="col" className="num">
            Match rate
          </th>
          <th scope="col" className="num">
            Received
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id} className={run.superseded || run.baseline ? 'aside' : undefined}>
            <td>
              <Link href={paths.run(program, run.number)} className="mono id" data-row>
                r-{run.number}
              </Link>
            </td>
            <td className="mono" data-th="Source">
              {run.source}
            </td>
            {withContext ? <td data-th="Context">{run.context.name}</td> : null}
            <td data-th="Layer">
              {layerWords[run.layer]}
              {run.workload === null ? null : <span className="faint">, {run.workload}</span>}
            </td>
            <td data-th="Window until">
              <When at={run.window.to} now={now} />
            </td>
            <td data-th="Outcome">
              <CheckMark outcome={run.outcome} />
              <Marks run={run} />
            </td>
            <td className="num differ" data-th="Differ">
              <Differ run={run} />
            </td>
            <td className="num strong" data-th="Match rate">
              {run.share === null ? '' : rateText(run.share, asked?.layer === run.layer ? asked.needed : null)}
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
