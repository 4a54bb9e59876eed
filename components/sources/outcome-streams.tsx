import { Moment, When } from '@/components/format/moment';
import { counted, integer, sentenceOf, typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { CheckMark } from '@/components/states/check';
import { SideMark } from '@/components/states/side';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { OpenPeriod, OutcomeArrivals } from '@/lib/contract/views/sources';

function Period({ period, program, now }: { period: OpenPeriod; program: string; now: string }) {
  const { stuck, corrects } = period;
  return (
    <tr className={stuck === null ? undefined : 'look'}>
      <td data-th="Period">
        <When at={period.from} now={now} />
        {stuck === null ? null : (
          <span className="stuck">
            <Icon name="errored" className="small" />
            <span>stuck: {stuck}</span>
          </span>
        )}
        {corrects === null ? null : (
          <span className="sub">
            corrects{' '}
            <Link href={paths.run(program, corrects)} className="mono id">
              r-{corrects}
            </Link>
          </span>
        )}
      </td>
      {(['legacy', 'target'] as const).map((side) => (
        <td key={side} className="num" data-th={side}>
          {period.atLeast ? <span className="faint">at least </span> : null}
          {integer(period[side])}
        </td>
      ))}
      <td className="num" data-th="Closes">
        <Moment at={period.closesAt} now={now} />
        {period.dueAt === period.closesAt || stuck !== null ? null : (
          <span className="sub">
            run <Moment at={period.dueAt} now={now} />
          </span>
        )}
      </td>
    </tr>
  );
}

function Periods({ stream, program, now }: { stream: OutcomeArrivals; program: string; now: string }) {
  if (stream.periods.length === 0) return <p className="faint">No period is open.</p>;
  const rest = stream.open - stream.periods.length;
  return (
    <>
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Open from</th>
            <th scope="col" className="num">
              <SideMark side="legacy" />
            </th>
            <th scope="col" className="num">
              <SideMark side="target" />
            </th>
            <th scope="col" className="num">
              Closes
            </th>
          </tr>
        </thead>
        <tbody>
          {stream.periods.map((period) => (
            <Period key={period.from} period={period} program={program} now={now} />
          ))}
        </tbody>
      </table>
      {rest > 0 ? <p className="faint">{counted(rest, 'more open period')}, later ones.</p> : null}
    </>
  );
}

/** Outcomes of one side, stream by stream: what is open, and the run that was made last. */
export function OutcomeStreams({
  streams,
  program,
  now,
}: {
  streams: OutcomeArrivals[];
  program: string;
  now: string;
}) {
  return (
    <ol className="one-sided">
      {streams.map((stream) => (
        <li key={`${stream.context.slug} ${stream.source} ${stream.workload ?? ''}`}>
          <div>
            <p className="mono wrap-any strong">{stream.source}</p>
            <p>
              <Link href={paths.context(program, stream.context.slug)}>{stream.context.name}</Link>
              {stream.workload === null ? '' : `, ${stream.workload}`}
            </p>
            <p className="faint">
              {typeset(sentenceOf(stream.matching))}
              {stream.byDefault ? ' No rules in force say so: these are the values that hold without.' : ''}
            </p>
            {stream.latest === null ? (
              <p className="faint">No run was made yet.</p>
            ) : (
              <p className="run-last">
                <Link href={paths.run(program, stream.latest.run)} className="mono id">
                  r-{stream.latest.run}
                </Link>
                <CheckMark outcome={stream.latest.outcome} />
                <span className="faint">
                  until <When at={stream.latest.to} now={now} />
                </span>
              </p>
            )}
            {stream.tooLate === 0 ? null : (
              <p className="too-late">
                <Icon name="stale" className="small" />
                <span>
                  {counted(stream.tooLate, 'outcome')} came too late for any run
                  {stream.tooLateAt === null ? null : (
                    <>
                      , the last <Moment at={stream.tooLateAt} now={now} />
                    </>
                  )}
                </span>
              </p>
            )}
          </div>
          <div>
            <Periods stream={stream} program={program} now={now} />
          </div>
        </li>
      ))}
    </ol>
  );
}
